/**
 * Whether `look` finds something around one of the bytes that are `byte`. To look for one byte takes nearly nothing, so of
 * what is to be found its rarest is chosen; none stands nearer to another than `apart`, which bounds how often is asked.
 */
export function someByte(
  bytes: Buffer,
  byte: number,
  apart: number,
  look: (bytes: Buffer, at: number) => boolean,
): boolean {
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + apart))
    if (look(bytes, at)) return true;
  return false;
}

/** Whether the characters of `word` stand from `from` on, every `step` bytes. */
export function stands(bytes: Buffer, from: number, word: string, step = 1): boolean {
  for (let nth = 0; nth < word.length; nth++)
    if (bytes[from + nth * step] !== word.charCodeAt(nth)) return false;
  return true;
}
