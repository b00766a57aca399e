import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { lookIn, type Print } from '../../leaks/lookIn.ts';
import type { PlacelessLeak } from '../../leaks/ports.ts';
import { type BytePath, openable } from './bytePath.ts';
import { decode, encodingOf, type Reading } from './encoding.ts';
import { mayHold } from './mayHold.ts';
import { TextPosition } from './textPosition.ts';
import { isGone } from './walkFolder.ts';

/** Bytes that are searched at a time. A file of any size takes no more memory than this and a little (I06). */
export const stepBytes = 1 << 20;
/** Looked at on both sides of them: more than any token in two bytes for each character, and what is judged beside it. */
const around = 1 << 14;
/** More of one file is not told. */
const mostLeaks = 1_000;

export type FileLook =
  | {
      readonly kind: 'read';
      readonly bytes: number;
      readonly leaks: readonly PlacelessLeak[];
      readonly stat: Stats;
    }
  | { readonly kind: 'unread' }
  /** It is gone, or it is no file any more. */
  | { readonly kind: 'none' };

/** Should a link or a FIFO have taken the place of a file since it was listed, it is neither followed nor waited for. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads files for tokens, one after the other and with one buffer for all. */
export class FileReader {
  readonly #print: Print;
  readonly #stopped: () => boolean;
  readonly #onBytes: (bytes: number) => void;
  readonly #bytes = Buffer.allocUnsafe(stepBytes + 2 * around);

  /** `onBytes`: told after each step. */
  constructor(print: Print, stopped: () => boolean, onBytes: (bytes: number) => void) {
    this.#print = print;
    this.#stopped = stopped;
    this.#onBytes = onBytes;
  }

  /** Stopped in between, it gives what it has found by then. */
  read(path: BytePath): FileLook {
    let file: number | undefined;
    try {
      file = openSync(openable(path), flags);
      const stat = fstatSync(file);
      return stat.isFile() ? { kind: 'read', ...this.#search(file, stat.size), stat } : { kind: 'none' };
    } catch (error) {
      const link = (error as NodeJS.ErrnoException).code === 'ELOOP';
      return { kind: link || isGone(error) ? 'none' : 'unread' };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** To where the file ended when it was opened: one that grows as fast as it is read would have no end. */
  #search(file: number, size: number): { readonly bytes: number; readonly leaks: readonly PlacelessLeak[] } {
    const leaks: PlacelessLeak[] = [];
    // Some file systems say 0 of files that hold something.
    const end = size || stepBytes;
    const before = new Before(file);
    let reading: Reading | undefined;
    let done = 0;
    for (let from = 0; from < end && !this.#stopped() && leaks.length < mostLeaks; from += stepBytes) {
      const start = Math.max(0, from - around);
      const wanted = Math.min(end, from + stepBytes + around) - start;
      const got = readFully(file, this.#bytes, wanted, start);
      const bytes = this.#bytes.subarray(0, got);
      reading ??= encodingOf(bytes);
      const own = Math.min(got - (from - start), stepBytes);
      if (own <= 0) break;
      done += own;
      this.#onBytes(own);
      if (mayHold(bytes))
        leaks.push(...this.#lookAt(bytes, { start, from, to: from + own }, reading, before));
    }
    return { bytes: done, leaks: leaks.slice(0, mostLeaks) };
  }

  /** The tokens that start within `from` and `to`, bytes of the file; `bytes` stand at `start`. */
  #lookAt(bytes: Buffer, { start, ...own }: Window, { encoding, mark }: Reading, before: Before) {
    const cut = (at: number) => (encoding === 'utf8' ? startOfCharacter(bytes, at) : at);
    const from = start === own.from ? mark : cut(own.from - start);
    const to = cut(own.to - start);
    const ahead = start === own.from ? '' : decode(bytes.subarray(0, from), encoding);
    const within = decode(bytes.subarray(from, to), encoding);
    const text = ahead + within + decode(bytes.subarray(to), encoding);
    const part = { from: ahead.length, to: ahead.length + within.length };
    const found = lookIn(text, this.#print, part);
    if (found.length === 0 || start === own.from) return found;
    const at = before.position(start + from, mark, encoding);
    if (!at.afterReturn || within[0] !== '\n') return found.map((leak) => moved(leak, at));
    return lookIn(text, this.#print, { ...part, from: part.from + 1 }).map((leak) => moved(leak, at));
  }
}

interface Window {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** The line and column of a place in a file. Its lines are counted only when there is something to tell. */
class Before {
  readonly #file: number;
  readonly #at = new TextPosition();
  #done = 0;

  constructor(file: number) {
    this.#file = file;
  }

  position(offset: number, mark: number, encoding: Reading['encoding']): TextPosition {
    const bytes = Buffer.allocUnsafe(1 << 16);
    this.#done = Math.max(this.#done, mark);
    while (this.#done < offset) {
      const got = readFully(this.#file, bytes, Math.min(bytes.length, offset - this.#done), this.#done);
      if (got === 0) break;
      this.#at.advance(bytes.subarray(0, got), encoding);
      this.#done += got;
    }
    return this.#at;
  }
}

function readFully(file: number, into: Buffer, wanted: number, at: number): number {
  let got = 0;
  while (got < wanted) {
    const more = readSync(file, into, got, wanted - got, at + got);
    if (more === 0) break;
    got += more;
  }
  return got;
}

function startOfCharacter(bytes: Buffer, at: number): number {
  let start = at;
  while (start < at + 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  return start;
}

function moved(leak: PlacelessLeak, { line, column }: TextPosition): PlacelessLeak {
  const { spot } = leak;
  return {
    ...leak,
    spot: {
      line: spot.line + line,
      column: spot.column + (spot.line === 0 ? column : 0),
      endLine: spot.endLine + line,
      endColumn: spot.endColumn + (spot.endLine === 0 ? column : 0),
    },
  };
}
