import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { sep } from 'node:path';
import { findInBytes } from '../../leaks/findInBytes.ts';
import { LeakStream } from '../../leaks/leakStream.ts';
import type { Print } from '../../leaks/lookIn.ts';
import type { PlacelessLeak } from '../../leaks/ports.ts';
import { type BytePath, openable, readable } from './bytePath.ts';
import { isSettled, type Stamped } from './knownFiles.ts';
import { besideBytes, mayHold } from './mayHold.ts';
import type { Hit } from './ripgrepAnswer.ts';
import { searchWindows } from './searchWindows.ts';
import { isGone } from './walkFolder.ts';

/** In bytes: of a smaller one it is quicker to search all. */
const leastForWindows = 1 << 17;
/** Bytes that are searched at a time. A file of any size takes no more memory than some of these (I06). */
const stepBytes = 1 << 20;

export type FileLook =
  | { readonly kind: 'read'; readonly leaks: readonly PlacelessLeak[]; readonly stat: Stamped }
  | { readonly kind: 'unread' }
  /** It is gone, or it is no file any more. */
  | { readonly kind: 'none' };

/** What ripgrep said of a file: something begins there as a token does. */
export interface Told {
  /** Undefined when it is not known where. */
  readonly hits: readonly Hit[] | undefined;
  /** ms since the epoch: before ripgrep began. What has changed since is another file. */
  readonly since: number;
}

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

  /** Stopped in between, it gives what it has found by then. Where nothing is `told`, most files are only looked through. */
  read(path: BytePath, told?: Told): FileLook {
    let file: number | undefined;
    try {
      file = openSync(openable(path), flags);
      const stat = fstatSync(file);
      if (!stat.isFile()) return { kind: 'none' };
      // Some file systems say 0 of files that hold something.
      const size = stat.size || stepBytes;
      const leaks = this.#readAround(file, stat, path, told) ?? this.#readAll(file, size, path, told);
      const { size: bytes, mtimeMs, ctimeMs, ino } = stat;
      return { kind: 'read', leaks, stat: { size: bytes, mtimeMs, ctimeMs, ino } };
    } catch (error) {
      const link = (error as NodeJS.ErrnoException).code === 'ELOOP';
      return { kind: link || isGone(error) ? 'none' : 'unread' };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** Undefined when that is not the way for it. */
  #readAround(
    file: number,
    stat: Stats,
    path: BytePath,
    told: Told | undefined,
  ): readonly PlacelessLeak[] | undefined {
    if (told?.hits === undefined || stat.size < leastForWindows || !isSettled(stat, told.since))
      return undefined;
    const take = (at: number, wanted: number) => this.#take(file, at, wanted);
    return searchWindows({ take, size: stat.size, name: nameOf(path) }, told.hits, this.#print);
  }

  #readAll(file: number, size: number, path: BytePath, told: Told | undefined): readonly PlacelessLeak[] {
    if (size > stepBytes) return told ? this.#search(file, size, path) : this.#readSteps(file, size, path);
    const bytes = this.#take(file, 0, size);
    this.#onBytes(bytes.length);
    return told || mayHold(bytes) ? findInBytes(bytes.toString('latin1'), this.#print, nameOf(path)) : [];
  }

  /** Looked through for what a token begins with; only then is it searched, and its lines counted, from the start. */
  #readSteps(file: number, size: number, path: BytePath): readonly PlacelessLeak[] {
    for (let from = 0; from < size && !this.#stopped(); from += stepBytes) {
      const start = Math.max(0, from - besideBytes);
      const bytes = this.#take(file, start, Math.min(size, from + stepBytes) - start);
      if (mayHold(bytes)) return this.#search(file, size, path);
      this.#onBytes(bytes.length - (from - start));
    }
    return [];
  }

  /** To where the file ended when it was opened: one that grows as fast as it is read would have no end. */
  #search(file: number, size: number, path: BytePath): readonly PlacelessLeak[] {
    const stream = new LeakStream(this.#print, nameOf(path));
    for (let from = 0; from < size && !this.#stopped(); from += stepBytes) {
      const bytes = this.#take(file, from, Math.min(stepBytes, size - from));
      stream.write(bytes.toString('latin1'));
      this.#onBytes(bytes.length);
    }
    return stream.end();
  }

  /** Bytes of the file; fewer when it has become shorter. They stay until the next are taken. */
  #take(file: number, at: number, wanted: number): Buffer {
    let got = 0;
    while (got < wanted) {
      const more = readSync(file, this.#buffer, got, wanted - got, at + got);
      if (more === 0) break;
      got += more;
    }
    return this.#buffer.subarray(0, got);
  }
}

const nameOf = (path: BytePath): string => readable(path.slice(path.lastIndexOf(sep) + 1));
