import type { BytePath } from './bytePath.ts';

/** Where something begins as a token does. */
export interface Hit {
  /** From one; lines end with LF here. */
  readonly line: number;
  /** Byte of the file, from zero. */
  readonly at: number;
}

export interface Candidate {
  readonly path: BytePath;
  /** First to last; undefined when there are too many to tell, or several in one line, of which only the first is told. */
  readonly hits: readonly Hit[] | undefined;
}

/** A file with more is searched whole anyway. */
export const mostHits = 16;

/** `line:column:byte of the line:` and, instead of the line itself, how many there are in it. */
const hitLine = /^(\d+):(\d+):(\d+):\[Omitted long line with 1 match(?:es)?\]$/;

/** What ripgrep prints: for each line with a hit the file's name, as bytes and ended with NUL (I13), and a line of numbers. */
export class AnswerReader {
  readonly #onCandidate: (candidate: Candidate) => void;
  #rest = '';
  #path: BytePath | undefined;
  #hits: Hit[] | undefined = [];

  constructor(onCandidate: (candidate: Candidate) => void) {
    this.#onCandidate = onCandidate;
  }

  write(chunk: Buffer): void {
    const text = this.#rest + chunk.toString('latin1');
    let from = 0;
    for (;;) {
      // The name may hold line breaks.
      const nul = text.indexOf('\0', from);
      const end = nul < 0 ? -1 : text.indexOf('\n', nul);
      if (end < 0) break;
      this.#take(text.slice(from, nul), text.slice(nul + 1, end));
      from = end + 1;
    }
    this.#rest = text.slice(from);
  }

  /** Tells of the last file. */
  end(): void {
    if (this.#path !== undefined) this.#onCandidate({ path: this.#path, hits: this.#hits });
    this.#path = undefined;
  }

  #take(path: BytePath, numbers: string): void {
    if (path !== this.#path) {
      this.end();
      this.#path = path;
      this.#hits = [];
    }
    const [, line, column, start] = hitLine.exec(numbers) ?? [];
    const at = Number(start) + Number(column) - 1;
    // Folders may lie in one another: then a file is told twice, one time behind the other.
    const isAgain = at <= (this.#hits?.at(-1)?.at ?? -1);
    if (line === undefined || isAgain || this.#hits?.length === mostHits) this.#hits = undefined;
    this.#hits?.push({ line: Number(line), at });
  }
}
