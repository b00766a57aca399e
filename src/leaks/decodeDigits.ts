const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_';
/** By character code; the two of the URL-safe alphabet mean the same as those of the other. */
const values = new Uint8Array(128);
for (let at = 0; at < alphabet.length; at++) values[alphabet.charCodeAt(at)] = at < 64 ? at : at - 2;

/** Whether it is a letter or digit of base64, of either alphabet. */
export function isBase64(code: number): boolean {
  return code < 128 && (values[code] !== 0 || code === 65);
}

/**
 * The bytes of base64 digits, read as Latin-1. What is no digit counts as zero and a last group that is not whole loses
 * its end: the caller walked over digits only, and looks for a token in what comes out.
 */
export function decodeDigits(digits: string): string {
  let text = '';
  for (let at = 0; at < digits.length; at += atOnce) text += decodeSome(digits.slice(at, at + atOnce));
  return text;
}

/** A multiple of four that fits on the stack as arguments. */
const atOnce = 8192;

function decodeSome(digits: string): string {
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let next = 0;
  for (let at = 0; at < digits.length; at++) {
    held = (held << 6) | (values[digits.charCodeAt(at)] ?? 0);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[next++] = held >> bits;
    held &= (1 << bits) - 1;
  }
  return String.fromCharCode(...bytes);
}
