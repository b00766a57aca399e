/** A letter or digit of ASCII. */
export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122);
}

/** What the parts of a JWT are made of. */
export function isBase64Url(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45;
}

/** The same with the dots between the parts. */
export function isDotted(code: number): boolean {
  return isBase64Url(code) || code === 46;
}

/** Where the stretch that starts at `from` ends, looking no further than `most` characters. */
export function endOfRun(
  text: string,
  from: number,
  belongs: (code: number) => boolean,
  most = Number.POSITIVE_INFINITY,
): number {
  const last = Math.min(text.length, from + most);
  let end = from;
  while (end < last && belongs(text.charCodeAt(end))) end++;
  return end;
}

/**
 * Whether a new word starts at `at`. An escape or a percent-encoded byte before it ends in a letter too (`\n`, `%3D`).
 */
export function startsWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (at === 0 || !(isAlphanumeric(before) || before === 95)) return true;
  return text.charAt(at - 2) === '\\' || text.charAt(at - 3) === '%';
}
