import { fromCodes } from './fromCodes.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_';
/** By character code; the two of the URL-safe alphabet mean the same as those of the other. */
const values = new Uint8Array(128);
for (let at = 0; at < alphabet.length; at++) values[alphabet.charCodeAt(at)] = at < 64 ? at : at - 2;

/**
 * The bytes of base64 digits, read as Latin-1. What is no digit counts as zero and a last group that is not whole loses
 * its end: the caller walked over digits only, and looks for a token in what comes out.
 */
export function decodeDigits(digits: string): string {
  const bitsAt = (at: number): number => values[digits.charCodeAt(at)] ?? 0;
  return fromCodes((digits.length * 3) >> 2, (byte) => {
    const place = byte % 3;
    const at = ((byte - place) / 3) * 4 + place;
    return ((bitsAt(at) << (2 * place + 2)) | (bitsAt(at + 1) >> (4 - 2 * place))) & 255;
  });
}
