/** Thirty random characters have over twenty different ones. */
export const fewest = 12;

/** Whether what stands behind a prefix reads like an example. `value` is ASCII. */
export function isPlaceholder(value: string): boolean {
  return hasFewer(value, fewest) || readsLikeExample(value);
}

export function readsLikeExample(value: string): boolean {
  return /example|placeholder|dummy|redacted|token|123456|abcdef/i.test(value);
}

/** Whether fewer than `least` different characters stand in an ASCII text. By bits: it is asked of every look-alike. */
export function hasFewer(value: string, least: number): boolean {
  const seen = [0, 0, 0, 0];
  let different = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at) & 127;
    const bit = 1 << (code & 31);
    const word = seen[code >> 5] ?? 0;
    if ((word & bit) !== 0) continue;
    seen[code >> 5] = word | bit;
    if (++different === least) return false;
  }
  return true;
}
