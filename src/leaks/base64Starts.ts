import { leastRun } from './base64Runs.ts';
import { anyBase64, endOfRun } from './characters.ts';
import { basicPattern } from './leakNeedles.ts';

const basic = new RegExp(basicPattern);

/**
 * Where the `basic` needles stand that matter: in a stretch of base64 that is long enough for a token. Of where such a
 * stretch would lie the last character is looked at first, so that of a text of words few are read.
 */
export class Base64Starts {
  readonly #text: string;
  /** The stretch at hand. */
  #start = 0;
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first from `from` on, which must not go back; past the end of the text when there is none. */
  next(from: number): number {
    do {
      const start = Math.max(from, this.#start);
      const found = start < this.#end ? this.#text.slice(start, this.#end).search(basic) : -1;
      if (found >= 0) return start + found;
    } while (this.#toNextStretch());
    return this.#text.length;
  }

  #toNextStretch(): boolean {
    const text = this.#text;
    for (let start = this.#end; start + leastRun <= text.length; ) {
      let last = start + leastRun - 1;
      while (last >= start && anyBase64[text.charCodeAt(last)] === 1) last--;
      if (last < start) {
        this.#start = start;
        this.#end = endOfRun(text, start + leastRun, anyBase64);
        return true;
      }
      start = last + 1;
    }
    this.#start = this.#end = text.length;
    return false;
  }
}
