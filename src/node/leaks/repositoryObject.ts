import { findTokens } from '../../leaks/findTokens.ts';
import { lookIn, type Print } from '../../leaks/lookIn.ts';
import type { PlacelessLeak } from '../../leaks/ports.ts';

/** Bytes looked at in one go: a megabyte takes a few milliseconds, in which nothing else of this process runs. */
const window = 1 << 20;
/** What a window shares with the next: more than the longest token in the widest writing. */
const overlap = 16 << 10;
/** What stands before a token decides too, and so does a keyword. */
const before = 512;
/** Of one object. The answer is the same with more. */
const mostLeaks = 100;

interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The tokens of bytes that come in pieces, with where they stand as an editor counts. Holds one window of them. UTF-16 is
 * known by its mark; anything else is read as UTF-8, in which a token is a token whatever the file is.
 */
export class ObjectLook {
  readonly #print: Print;
  readonly #leaks: PlacelessLeak[] = [];
  #held: Buffer[] = [];
  #size = 0;
  #encoding: string | undefined;
  #start: Position = { line: 0, column: 0 };
  /** Everything that starts before is told already. */
  #told: Position = { line: 0, column: 0 };

  constructor(print: Print) {
    this.#print = print;
  }

  write(piece: Buffer): void {
    // The piece is the pipe's memory, which is used again: what is kept must be a copy.
    this.#held.push(Buffer.from(piece));
    this.#size += piece.length;
    if (this.#size >= window + overlap) this.#look(false);
  }

  end(): readonly PlacelessLeak[] {
    this.#look(true);
    return this.#leaks;
  }

  #look(last: boolean): void {
    const bytes = this.#held.length === 1 ? (this.#held[0] as Buffer) : Buffer.concat(this.#held);
    this.#encoding ??= encodingOf(bytes);
    const cut = last ? bytes.length : boundary(bytes, bytes.length - overlap, this.#encoding);
    const sure = last ? undefined : this.#positionAt(bytes, cut);
    if (mayHold(bytes, this.#encoding)) {
      for (const leak of lookIn(decode(bytes, this.#encoding), this.#print)) {
        const spot = this.#shift(leak.spot);
        if (isBefore(start(spot), this.#told) || (sure !== undefined && !isBefore(start(spot), sure)))
          continue;
        if (this.#leaks.length < mostLeaks) this.#leaks.push({ ...leak, spot });
        this.#told = { line: spot.endLine, column: spot.endColumn };
      }
    }
    if (sure === undefined) return;
    if (isBefore(this.#told, sure)) this.#told = sure;
    const from = boundary(bytes, cut - before, this.#encoding);
    this.#start = this.#positionAt(bytes, from);
    this.#held = [bytes.subarray(from)];
    this.#size = bytes.length - from;
  }

  /** Of a byte of what is held, in the whole. */
  #positionAt(bytes: Buffer, at: number): Position {
    const text = decode(bytes.subarray(0, at), this.#encoding ?? 'utf-8');
    let line = 0;
    let from = 0;
    for (const match of text.matchAll(/\r\n?|\n/g)) {
      line++;
      from = match.index + match[0].length;
    }
    return this.#plus({ line, column: text.length - from });
  }

  #plus({ line, column }: Position): Position {
    return {
      line: this.#start.line + line,
      column: line === 0 ? this.#start.column + column : column,
    };
  }

  #shift(spot: PlacelessLeak['spot']): PlacelessLeak['spot'] {
    const from = this.#plus(start(spot));
    const to = this.#plus({ line: spot.endLine, column: spot.endColumn });
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}

const start = ({ line, column }: PlacelessLeak['spot']): Position => ({ line, column });

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** A name that `TextDecoder` knows. */
function encodingOf(bytes: Buffer): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  return mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
}

/** Without the mark, which editors do not count. */
function decode(bytes: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Most objects hold none: they are searched as they are, and not made a text first. */
function mayHold(bytes: Buffer, encoding: string): boolean {
  return encoding !== 'utf-8' || findTokens(bytes.toString('latin1')).length > 0;
}

/** At or shortly before `at`: where neither a character nor CR LF would be cut. */
function boundary(bytes: Buffer, at: number, encoding: string): number {
  let cut = Math.max(0, at) & ~1;
  if (encoding !== 'utf-8') return cut;
  // Of a text no more than three; of what is none, any place will do.
  for (let steps = 0; steps < 3 && ((bytes[cut] ?? 0) & 0xc0) === 0x80; steps++) cut--;
  return bytes[cut] === 0x0a && bytes[cut - 1] === 0x0d ? cut - 1 : cut;
}
