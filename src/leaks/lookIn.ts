import type { Secret } from '../shared/secret.ts';
import { findTokens } from './findTokens.ts';
import type { PlacelessLeak } from './ports.ts';
import { secretAt } from './secretAt.ts';

/** A keyed hash of a token (C14). Injected: it needs Node. */
export type Print = (secret: Secret) => string;

/** A stretch of a text: only what starts in it counts, and lines and columns are counted from its start. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * The tokens of one text with where they stand, first to last. Lines end as editors end them: CR, LF or both. With a
 * `part`, the rest of the text is only what stands around it.
 */
export function lookIn(
  text: string,
  print: Print,
  { from: start, to: end }: Part = { from: 0, to: text.length },
): readonly PlacelessLeak[] {
  const lines = new Lines(text, start);
  const found = findTokens(text).filter(({ offset }) => offset >= start && offset < end);
  return found.map((finding) => {
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
  #start: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
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
