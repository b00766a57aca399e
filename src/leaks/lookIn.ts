import type { Secret } from '../shared/secret.ts';
import { findTokens } from './findTokens.ts';
import type { PlacelessLeak } from './ports.ts';
import { secretAt } from './secretAt.ts';

/** A keyed hash of a token (C14). Injected: it needs Node. */
export type Print = (secret: Secret) => string;

/** The tokens of one text with where they stand, first to last. Lines end as editors end them: CR, LF or both. */
export function lookIn(text: string, print: Print): readonly PlacelessLeak[] {
  const lines = new Lines(text);
  return findTokens(text).map((finding) => {
    const { kind, confidence, written, masked, offset, length } = finding;
    const [from, to] = [lines.at(offset), lines.at(offset + length)];
    return {
      kind,
      confidence,
      written,
      masked,
      print: print(secretAt(text, finding)),
      spot: { line: from.line, column: from.column, endLine: to.line, endColumn: to.column },
    };
  });
}

/** Asked from front to back, it walks the text once. */
class Lines {
  readonly #text: string;
  #line = 0;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    const ending = /\r\n?|\n/g;
    ending.lastIndex = this.#start;
    for (let match = ending.exec(this.#text); match; match = ending.exec(this.#text)) {
      if (ending.lastIndex > offset) break;
      this.#line++;
      this.#start = ending.lastIndex;
    }
    return { line: this.#line, column: offset - this.#start };
  }
}
