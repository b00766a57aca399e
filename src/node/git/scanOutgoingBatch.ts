/** Who takes one object's bytes, piece by piece. */
export interface ObjectTaker {
  readonly write: (piece: Buffer) => void;
  readonly end: () => void;
}

/** A line is a name of 64 digits, a type and a size: what is longer comes from no git. */
const longestLine = 200;
const newline = 0x0a;

/**
 * Reads what `git cat-file --batch` writes: for each name a line `<id> <type> <size>`, that many bytes, a line end; or
 * a line `<name> missing`. Objects that are missing are passed over: whoever counts sees it. Holds one line at most.
 * Source: git-cat-file(1), "BATCH OUTPUT".
 */
export class BatchReader {
  readonly #open: (id: string) => ObjectTaker;
  #line = '';
  #taker: ObjectTaker | undefined;
  /** Bytes of the object that are still to come. */
  #left = 0;
  /** The line end after the object is still to come. */
  #closing = false;
  /** After a line that is none, nothing more is understood. */
  #lost = false;

  constructor(open: (id: string) => ObjectTaker) {
    this.#open = open;
  }

  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !this.#lost) {
      if (this.#left > 0) at = this.#readObject(chunk, at);
      else if (this.#closing) {
        this.#closing = false;
        this.#lost = chunk[at] !== newline;
        at++;
      } else at = this.#readLine(chunk, at);
    }
  }

  #readObject(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#left);
    this.#taker?.write(chunk.subarray(at, end));
    this.#left -= end - at;
    if (this.#left === 0) this.#finish();
    return end;
  }

  #finish(): void {
    this.#taker?.end();
    this.#taker = undefined;
    this.#closing = true;
  }

  #readLine(chunk: Buffer, at: number): number {
    const found = chunk.indexOf(newline, at);
    const end = found < 0 ? chunk.length : found;
    this.#line += chunk.toString('latin1', at, end);
    this.#lost = this.#line.length > longestLine;
    if (found < 0 || this.#lost) return end;
    this.#begin(this.#line);
    this.#line = '';
    return end + 1;
  }

  #begin(line: string): void {
    if (/^[0-9a-f]+ missing$/.test(line)) return;
    const [, id, size] = /^([0-9a-f]+) (?:blob|commit|tag) ([0-9]{1,15})$/.exec(line) ?? [];
    this.#lost = id === undefined;
    if (id === undefined) return;
    this.#taker = this.#open(id);
    this.#left = Number(size);
    if (this.#left === 0) this.#finish();
  }
}
