const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_';
/** By character code; the two of the URL-safe alphabet mean the same as those of the other. */
const values = new Uint8Array(256);
for (let at = 0; at < alphabet.length; at++) values[alphabet.charCodeAt(at)] = at < 64 ? at : at - 2;

/** Digits, in whole groups: what comes of them has to fit on the stack as arguments. */
const atOnce = 4096;
/** Used again and again: a new array for each short text takes longer than to fill it. */
const bytes: number[] = [];

/**
 * The bytes of base64 digits, read as Latin-1. What is no digit counts as zero and a last group that is not whole loses
 * its end: the caller walked over digits only, and looks for a token in what comes out.
 */
export function decodeDigits(digits: string): string {
  if (digits.length <= atOnce) return decodeSome(digits, 0, digits.length);
  let text = '';
  for (let from = 0; from < digits.length; from += atOnce)
    text += decodeSome(digits, from, Math.min(digits.length, from + atOnce));
  return text;
}

function decodeSome(digits: string, from: number, to: number): string {
  const count = ((to - from) * 3) >> 2;
  bytes.length = count;
  let next = 0;
  for (let at = from; at < to; at += 4) {
    const first = valueAt(digits, at);
    const second = valueAt(digits, at + 1);
    const third = valueAt(digits, at + 2);
    if (next < count) bytes[next++] = (first << 2) | (second >> 4);
    if (next < count) bytes[next++] = ((second & 15) << 4) | (third >> 2);
    if (next < count) bytes[next++] = ((third & 3) << 6) | valueAt(digits, at + 3);
  }
  return String.fromCharCode.apply(undefined, bytes);
}

function valueAt(digits: string, at: number): number {
  return values[digits.charCodeAt(at)] ?? 0;
}
