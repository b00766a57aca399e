/** Which characters belong to a set, of ASCII all: 1 by their code, or by the byte. A table: a call for each takes its time. */
export type CharacterSet = Uint8Array;

function setOf(pattern: RegExp): CharacterSet {
  return Uint8Array.from({ length: 256 }, (_, code) =>
    Number(code < 128 && pattern.test(String.fromCharCode(code))),
  );
}

export const digits = setOf(/[0-9]/);
export const lowerHex = setOf(/[0-9a-f]/);
export const alphanumeric = setOf(/[A-Za-z0-9]/);
/** What the parts of a JWT are made of. */
export const base64Url = setOf(/[\w-]/);
/** The same with the dots between the parts. */
export const dotted = setOf(/[\w.-]/);
/** The digits of both alphabets of base64. */
export const anyBase64 = setOf(/[\w+/-]/);
/** What stands between the marks of a PEM: base64 with its line ends, as they are or as in a string. */
export const pemBody = setOf(/[A-Za-z0-9+/=\\\s]/);

/** Where the stretch that starts at `from` ends, looking no further than `most` characters. */
export function endOfRun(
  text: string,
  from: number,
  set: CharacterSet,
  most = Number.POSITIVE_INFINITY,
): number {
  const last = Math.min(text.length, from + most);
  let end = from;
  while (end < last && set[text.charCodeAt(end)] === 1) end++;
  return end;
}

/**
 * Whether a new word starts at `at`. An escape or a percent-encoded byte before it ends in a letter too (`\n`, `\u003d`,
 * `%3D`).
 */
export function startsWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (at === 0 || !(alphanumeric[before] === 1 || before === 95)) return true;
  return text.charAt(at - 2) === '\\' || text.charAt(at - 3) === '%' || text.startsWith('\\u', at - 6);
}
