/** Thirty random characters have over twenty different ones. */
export const fewest = 12;

/** Whether what stands behind a prefix reads like an example. `value` is ASCII. */
export function isPlaceholder(value: string): boolean {
  return hasFewer(value, fewest) || readsLikeExample(value);
}

export function readsLikeExample(value: string): boolean {
  return /example|placeholder|dummy|redacted|token|123456|abcdef/i.test(value);
}

/** By character: the text in which it was seen last. Used again and again: it is asked of every look-alike. */
const seen = new Uint32Array(128);
let texts = 0;

/** Whether fewer than `least` different characters stand in an ASCII text. */
export function hasFewer(value: string, least: number): boolean {
  texts++;
  let different = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at) & 127;
    if (seen[code] === texts) continue;
    seen[code] = texts;
    if (++different === least) return false;
  }
  return true;
}
