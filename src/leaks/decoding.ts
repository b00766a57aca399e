import { fromCodes } from './fromCodes.ts';

/** What the bytes of a file are, as far as it matters for finding a token and for naming its place. */
export type Decoding =
  /** One byte is one character; a token is a token whatever the rest is. */
  | { readonly kind: 'bytes'; readonly mark: number }
  | { readonly kind: 'utf16'; readonly mark: number; readonly bigEndian: boolean };

/** Bytes that the editor looks at to tell UTF-16 without a mark from a binary (VS Code 1.139, `encoding.ts`). */
export const decidingBytes = 512;

/**
 * Decides as the editor does, or the columns would not be those a person sees: a byte order mark, else NUL in every
 * other byte of the first 512. `start`: those bytes, read as Latin-1; `mark` is how many of them are a mark.
 */
export function judgeDecoding(start: string): Decoding {
  if (start.startsWith('\xef\xbb\xbf')) return { kind: 'bytes', mark: 3 };
  if (start.startsWith('\xff\xfe')) return { kind: 'utf16', mark: 2, bigEndian: false };
  if (start.startsWith('\xfe\xff')) return { kind: 'utf16', mark: 2, bigEndian: true };
  const looked = start.slice(0, decidingBytes);
  if (!looked.includes('\0')) return { kind: 'bytes', mark: 0 };
  if (/^(?:[^\0]\0)+[^\0]?$/.test(looked)) return { kind: 'utf16', mark: 0, bigEndian: false };
  if (/^(?:\0[^\0])+\0?$/.test(looked)) return { kind: 'utf16', mark: 0, bigEndian: true };
  return { kind: 'bytes', mark: 0 };
}

/** Reads a text that comes in pieces; a pair of bytes may be cut in two. */
export class Utf16Reader {
  readonly #high: number;
  #odd = '';

  constructor({ bigEndian }: { readonly bigEndian: boolean }) {
    this.#high = bigEndian ? 0 : 1;
  }

  /** `bytes` read as Latin-1. */
  read(bytes: string): string {
    const all = this.#odd + bytes;
    const even = all.length & ~1;
    this.#odd = all.slice(even);
    const high = this.#high;
    return fromCodes(
      even >> 1,
      (unit) => (all.charCodeAt(2 * unit + high) << 8) | all.charCodeAt(2 * unit + 1 - high),
    );
  }
}
