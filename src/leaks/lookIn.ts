import type { Secret } from '../shared/secret.ts';
import { findTokens } from './findTokens.ts';
import type { PlacelessLeak } from './ports.ts';
import { secretAt } from './secretAt.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** A keyed hash of a token (C14). Injected: it needs Node. */
export type Print = (secret: Secret) => string;

/** The tokens of one text with where they stand, first to last. Lines end as editors end them: CR, LF or both. */
export function lookIn(text: string, print: Print): readonly PlacelessLeak[] {
  return placed(text, findTokens(text), print);
}

/** Findings of a text, first to last, with where they stand in it. */
export function placed(
  text: string,
  findings: readonly TokenFinding[],
  print: Print,
): readonly PlacelessLeak[] {
  const lines = new Lines(text);
  return findings.map((finding) => {
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

/** Asked from front to back, it walks the text once: also a text of one endless line with a thousand tokens in it. */
class Lines {
  readonly #text: string;
  readonly #ending = /\r\n?|\n/g;
  #line = 0;
  #start = 0;
  /** Where the next line starts. */
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#after();
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    while (this.#next <= offset) {
      this.#line++;
      this.#start = this.#next;
      this.#next = this.#after();
    }
    return { line: this.#line, column: offset - this.#start };
  }

  #after(): number {
    return this.#ending.test(this.#text) ? this.#ending.lastIndex : Number.POSITIVE_INFINITY;
  }
}
