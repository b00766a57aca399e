import { Utf8Units } from './utf8Units.ts';

/** A place as editors count: lines and UTF-16 units from zero. */
export interface LinePlace {
  readonly line: number;
  readonly column: number;
}

/**
 * Counts lines and columns of a text that comes from front to back, in one walk. Lines end as editors end them: CR,
 * LF or both. `bytes`: the text is UTF-8 read as Latin-1, so that a column has fewer units than characters.
 */
export class Lines {
  readonly #units: Utf8Units | undefined;
  #line = 0;
  #column = 0;
  #afterReturn = false;

  constructor({ bytes }: { readonly bytes: boolean }) {
    this.#units = bytes ? new Utf8Units() : undefined;
  }

  /** Goes on by the characters from `from` to `to` of `text`, which follow on what was counted before. */
  pass(text: string, from: number, to: number): void {
    // A slice: a search for the end of a line must not look further, or one long line takes quadratic time.
    const passed = text.slice(from, to);
    let start = 0;
    if (this.#afterReturn && passed.startsWith('\n')) start = 1;
    const ending = /\r\n?|\n/g;
    ending.lastIndex = start;
    while (ending.test(passed)) {
      this.#line++;
      this.#column = 0;
      this.#units?.reset();
      start = ending.lastIndex;
    }
    if (passed !== '') this.#afterReturn = passed.endsWith('\r');
    this.#column += this.#units?.count(passed, start, passed.length) ?? passed.length - start;
  }

  /** A line begins here. */
  startLine(): void {
    this.#column = 0;
    this.#units?.reset();
    this.#afterReturn = false;
  }

  /** It is known otherwise which line this is; the column stays. */
  setLine(line: number): void {
    this.#line = line;
  }

  get place(): LinePlace {
    return { line: this.#line, column: this.#column + (this.#units?.broken ?? 0) };
  }
}
