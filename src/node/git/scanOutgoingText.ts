import { StringDecoder } from 'node:string_decoder';
import type { TokenFinding } from '../../leaks/tokenFinding.ts';
import { TokenStream } from '../../leaks/tokenStream.ts';

/** Of a file whose text is looked at besides: as much as such a file ever has. */
const mostText = 64_000;

/**
 * The search in one object's bytes. They are read as Latin-1, in which a token is a token whatever the file is; only
 * UTF-16 with its mark is read as what it is, because there every second byte is NUL.
 */
export class ObjectSearch {
  readonly #tokens = new TokenStream();
  readonly #keepsText: boolean;
  #decode: ((piece: Buffer) => string) | undefined;
  /** A first piece of a single byte: the mark has two. */
  #first: Buffer = Buffer.alloc(0);
  #text = '';

  constructor({ keepsText }: { readonly keepsText: boolean }) {
    this.#keepsText = keepsText;
  }

  write(piece: Buffer): void {
    if (this.#decode !== undefined) {
      this.#take(this.#decode(piece));
      return;
    }
    const start = this.#first.length === 0 ? piece : Buffer.concat([this.#first, piece]);
    // The piece is the pipe's memory, which is used again: what is kept must be a copy.
    if (start.length < 2) this.#first = Buffer.from(start);
    else this.#begin(start);
  }

  #begin(start: Buffer): void {
    this.#decode = decoderFor(start);
    this.#take(this.#decode(start));
  }

  #take(text: string): void {
    this.#tokens.write(text);
    if (this.#keepsText && this.#text.length < mostText)
      this.#text += text.slice(0, mostText - this.#text.length);
  }

  /** The findings, and the start of the text when it was wanted. */
  end(): { readonly findings: readonly TokenFinding[]; readonly text: string } {
    if (this.#decode === undefined) this.#take(this.#first.toString('latin1'));
    return { findings: this.#tokens.end().filter(stopsPush), text: this.#text };
  }
}

/** A private key that nothing says is an App's may be any key of a test: shown among the leaks, it stops no push. */
function stopsPush({ kind, confidence }: TokenFinding): boolean {
  return kind !== 'app-key' || confidence === 'confirmed';
}

function decoderFor(start: Buffer): (piece: Buffer) => string {
  const mark = start.readUInt16BE(0);
  if (mark !== 0xfffe && mark !== 0xfeff) return (piece) => piece.toString('latin1');
  const decoder = new StringDecoder('utf16le');
  if (mark === 0xfffe) return (piece) => decoder.write(piece);
  const swap = swapper();
  return (piece) => decoder.write(swap(piece));
}

/** Big-endian made little-endian, also where a pair is cut in two. */
function swapper(): (piece: Buffer) => Buffer {
  let odd = Buffer.alloc(0);
  return (piece) => {
    const all = Buffer.concat([odd, piece]);
    const even = all.length & ~1;
    odd = Buffer.from(all.subarray(even));
    return all.subarray(0, even).swap16();
  };
}
