import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { sep } from 'node:path';
import { findInBytes } from '../../leaks/findInBytes.ts';
import { LeakStream } from '../../leaks/leakStream.ts';
import type { Print } from '../../leaks/lookIn.ts';
import type { PlacelessLeak } from '../../leaks/ports.ts';
import { type BytePath, openable, readable } from './bytePath.ts';
import { besideBytes, mayHold } from './mayHold.ts';
import { isGone } from './walkFolder.ts';

/** Bytes that are searched at a time. A file of any size takes no more memory than some of these (I06). */
const stepBytes = 1 << 20;

export type FileLook =
  | { readonly kind: 'read'; readonly leaks: readonly PlacelessLeak[]; readonly stat: Stats }
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
  readonly #buffer = Buffer.allocUnsafe(stepBytes + besideBytes);

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
      if (!stat.isFile()) return { kind: 'none' };
      const name = readable(path.slice(path.lastIndexOf(sep) + 1));
      // Some file systems say 0 of files that hold something.
      const size = stat.size || stepBytes;
      const leaks = size <= stepBytes ? this.#readWhole(file, size, name) : this.#readSteps(file, size, name);
      return { kind: 'read', leaks, stat };
    } catch (error) {
      const link = (error as NodeJS.ErrnoException).code === 'ELOOP';
      return { kind: link || isGone(error) ? 'none' : 'unread' };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  #readWhole(file: number, size: number, name: string): readonly PlacelessLeak[] {
    const text = this.#take(file, 0, size);
    this.#onBytes(text.length);
    return mayHold(text) ? findInBytes(text, this.#print, name) : [];
  }

  /** Looked through for what a token begins with; only then is it searched, and its lines counted, from the start. */
  #readSteps(file: number, size: number, name: string): readonly PlacelessLeak[] {
    for (let from = 0; from < size && !this.#stopped(); from += stepBytes) {
      const start = Math.max(0, from - besideBytes);
      const text = this.#take(file, start, Math.min(size, from + stepBytes) - start);
      if (mayHold(text)) return this.#search(file, size, name);
      this.#onBytes(text.length - (from - start));
    }
    return [];
  }

  /** To where the file ended when it was opened: one that grows as fast as it is read would have no end. */
  #search(file: number, size: number, name: string): readonly PlacelessLeak[] {
    const stream = new LeakStream(this.#print, name);
    for (let from = 0; from < size && !this.#stopped(); from += stepBytes) {
      const text = this.#take(file, from, Math.min(stepBytes, size - from));
      stream.write(text);
      this.#onBytes(text.length);
    }
    return stream.end();
  }

  /** Bytes of the file, one character each; fewer when it has become shorter. */
  #take(file: number, at: number, wanted: number): string {
    let got = 0;
    while (got < wanted) {
      const more = readSync(file, this.#buffer, got, wanted - got, at + got);
      if (more === 0) break;
      got += more;
    }
    return this.#buffer.toString('latin1', 0, got);
  }
}
