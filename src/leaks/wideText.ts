import { fromCodes } from './fromCodes.ts';

/** No token is shorter. */
const least = 40;

/**
 * The characters that stand with a NUL after each of them: a text in UTF-16 within bytes of another sort, as programs
 * and databases hold it. Empty when it is too short for a token. The byte after the last may belong to something else.
 */
export function readWide(bytes: string, start: number): { readonly text: string; readonly end: number } {
  let end = start;
  while (isWide(bytes, end)) end += 2;
  if (end - start < 2 * least) return { text: '', end: Math.max(end, start + 1) };
  return { text: fromCodes((end - start) >> 1, (at) => bytes.charCodeAt(start + 2 * at)), end };
}

function isWide(bytes: string, at: number): boolean {
  const code = bytes.charCodeAt(at);
  return code > 0 && (bytes.charCodeAt(at + 1) === 0 || at + 1 === bytes.length);
}
