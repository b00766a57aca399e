const longestLine = 8_192;

/**
 * Keeps the first and the last lines of a stream and forgets the middle. It cuts only between lines, and drops a line
 * that is too long as a whole: cutting inside one could leave half a token, which no redactor would know.
 */
export class BoundedText {
  readonly #half: number;
  readonly #head: string[] = [];
  readonly #tail: string[] = [];
  #headSize = 0;
  #tailSize = 0;
  #headFull = false;
  #dropped = false;

  /** `maxChars` bounds the whole; memory stays within it and one line. */
  constructor(maxChars: number) {
    this.#half = Math.floor(maxChars / 2);
  }

  /** One line without its end. */
  push(given: string): void {
    const line = given.length > longestLine ? '[long line]' : given;
    this.#headFull ||= this.#headSize + line.length + 1 > this.#half;
    if (!this.#headFull) {
      this.#head.push(line);
      this.#headSize += line.length + 1;
      return;
    }
    this.#tail.push(line);
    this.#tailSize += line.length + 1;
    while (this.#tailSize > this.#half) {
      this.#tailSize -= (this.#tail.shift() ?? '').length + 1;
      this.#dropped = true;
    }
  }

  text(): string {
    return [...this.#head, ...(this.#dropped ? ['[…]'] : []), ...this.#tail].join('\n');
  }
}

/** Splits a stream at LF and CR (git's progress uses CR). Holds at most one line, and of an endless one only its start. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(chunk: string): void {
    const lines = (this.#rest + chunk).split(/[\r\n]/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line);
    if (this.#rest.length > 4 * longestLine) this.#rest = this.#rest.slice(0, longestLine + 1);
  }

  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest);
    this.#rest = '';
  }
}
