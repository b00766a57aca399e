const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding. The pure folders have neither `Buffer` nor `btoa`. */
export function encodeBase64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    const given = Math.min(bytes.length - i, 3);
    for (let digit = 0; digit < 4; digit++) {
      text += digit <= given ? alphabet.charAt((group >> (18 - 6 * digit)) & 63) : '=';
    }
  }
  return text;
}

/**
 * Reads base64 or base64url, padded or not, as bytes shown one character each (Latin-1: enough for credentials,
 * which are ASCII). Undefined when any other character is in it.
 */
export function decodeBase64(text: string): string | undefined {
  const digits = text
    .replace(/={1,2}$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  if (digits.length % 4 === 1) return undefined;
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    const value = alphabet.indexOf(digit);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded += String.fromCharCode((held >> bits) & 255);
  }
  return decoded;
}

/** The bytes of a text in UTF-8; a lone surrogate becomes U+FFFD, as every encoder does. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const given = character.codePointAt(0) ?? 0;
    const code = given >= 0xd800 && given <= 0xdfff ? 0xfffd : given;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), continuation(code, 0));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), continuation(code, 6), continuation(code, 0));
    else
      bytes.push(0xf0 | (code >> 18), continuation(code, 12), continuation(code, 6), continuation(code, 0));
  }
  return bytes;
}

function continuation(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 63);
}
