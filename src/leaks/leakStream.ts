import { type Decoding, decidingBytes, judgeDecoding, Utf16Reader } from './decoding.ts';
import { Lines } from './lines.ts';
import { type Print, placed } from './placed.ts';
import type { PlacelessLeak } from './ports.ts';
import { TokenStream } from './tokenStream.ts';

/**
 * The tokens of a file too large to be held, with their places: `findInBytes` for bytes that come in pieces. Holds one
 * piece and a little; pieces of a megabyte are searched fastest.
 */
export class LeakStream {
  readonly #print: Print;
  readonly #name: string | undefined;
  readonly #leaks: PlacelessLeak[] = [];
  #start = '';
  #tokens: TokenStream | undefined;
  #read: (latin1: string) => string = (latin1) => latin1;

  constructor(print: Print, name?: string) {
    this.#print = print;
    this.#name = name;
  }

  /** `latin1`: the next bytes, one character each. */
  write(latin1: string): void {
    if (this.#tokens !== undefined) this.#tokens.write(this.#read(latin1));
    else {
      this.#start += latin1;
      if (this.#start.length >= decidingBytes) this.#begin();
    }
  }

  end(): readonly PlacelessLeak[] {
    this.#begin().end();
    return this.#leaks;
  }

  #begin(): TokenStream {
    if (this.#tokens !== undefined) return this.#tokens;
    const decoding = judgeDecoding(this.#start);
    if (decoding.kind === 'utf16') {
      const reader = new Utf16Reader(decoding);
      this.#read = (latin1) => reader.read(latin1);
    }
    this.#tokens = this.#search(decoding);
    this.#tokens.write(this.#read(this.#start.slice(decoding.mark)));
    this.#start = '';
    return this.#tokens;
  }

  #search(decoding: Decoding): TokenStream {
    const lines = new Lines({ bytes: decoding.kind === 'bytes' });
    return new TokenStream({
      name: this.#name,
      onJudged: (held, from, findings, to) => {
        this.#leaks.push(...placed(held, findings, lines, this.#print, from));
        const last = findings.at(-1);
        lines.pass(held, last === undefined ? from : last.offset + last.length, to);
      },
    });
  }
}
