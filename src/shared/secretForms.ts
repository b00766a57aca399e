import { encodeBase64, utf8Bytes } from './base64.ts';

/** One way in which a value may be written, folded as `fold` folds texts. */
export interface Needle {
  readonly text: string;
  /** Base64 shares its outermost digits with the neighbours, so those belong to the find too. */
  readonly isBase64: boolean;
}

/**
 * The ways in which a known value may be written, once escapes are resolved: as it is, as its UTF-8 bytes, in hex,
 * and inside base64 at each of the three places that a byte can take in a group of three.
 */
export function needlesOf(value: string): readonly Needle[] {
  const bytes = utf8Bytes(value);
  const plain = [value, String.fromCharCode(...bytes), bytes.map(hex).join('')];
  return [
    ...[...new Set(plain)].map((text) => ({ text: fold(text), isBase64: false })),
    ...[0, 1, 2].map((offset) => ({ text: fold(base64Core(bytes, offset)), isBase64: true })),
  ];
}

/**
 * A text for comparing, of the same length: letter case does not count, and base64url is base64. (`İ` is the one
 * letter whose lower case is longer; it would shift every place after it.)
 */
export function fold(text: string): string {
  return text.replaceAll('\u0130', 'i').toLowerCase().replaceAll('-', '+').replaceAll('_', '/');
}

/**
 * The digits of base64 that depend on `bytes` alone when `offset` bytes stand before them: the digits shared with a
 * neighbour are left out, because the neighbour is not known.
 */
function base64Core(bytes: readonly number[], offset: number): string {
  const encoded = encodeBase64([...Array<number>(offset).fill(0), ...bytes]);
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
