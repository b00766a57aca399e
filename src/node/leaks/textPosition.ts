import type { Encoding } from './encoding.ts';

/** Where a text stands that is read in pieces: lines as editors end them, columns in UTF-16 units, both from zero. */
export class TextPosition {
  line = 0;
  column = 0;
  /** The last character was CR: an LF that follows belongs to it. */
  afterReturn = false;

  advance(bytes: Buffer, encoding: Encoding): void {
    if (encoding === 'utf8') for (const byte of bytes) this.#step(byte, unitsOf(byte));
    else {
      const high = encoding === 'utf16le' ? 1 : 0;
      for (let at = 0; at + 1 < bytes.length; at += 2)
        this.#step(((bytes[at + high] ?? 0) << 8) | (bytes[at + 1 - high] ?? 0), 1);
    }
  }

  #step(code: number, units: number): void {
    if (code === 10 && this.afterReturn) {
      this.afterReturn = false;
      return;
    }
    this.afterReturn = code === 13;
    if (code === 10 || code === 13) {
      this.line++;
      this.column = 0;
    } else this.column += units;
  }
}

/** Of UTF-8: a character counts with its first byte, and twice when it takes two units. */
function unitsOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}
