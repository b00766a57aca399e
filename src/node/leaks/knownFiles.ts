import { randomBytes } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';
import type { PlacelessLeak } from '../../leaks/ports.ts';
import { type BytePath, openable } from './bytePath.ts';

/** Of files without a token only a number is kept, so this many take some tens of megabytes. */
const mostClean = 1_000_000;
const mostHeld = 10_000;
/**
 * A file that changed this short a time before it was read may change again without its time being another: some file
 * systems count in two seconds (ms).
 */
const unsettledMs = 2_000;

/** What tells a file as it is from what it becomes. */
export type Stamped = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino'>;

interface Held {
  readonly stamp: number;
  readonly leaks: readonly PlacelessLeak[];
}

/**
 * What the files held that were read, as long as they are as they were: size, times and number of the file. No value is
 * in it: a leak has its print and what may be shown (C14).
 */
export class KnownFiles {
  readonly #seed = randomBytes(4).readUInt32LE();
  #clean = new Set<number>();
  readonly #held = new Map<BytePath, Held>();
  readonly #scanned = new Set<BytePath>();

  get empty(): boolean {
    return this.#clean.size === 0 && this.#held.size === 0;
  }

  /** What it holds; undefined when it must be read. */
  get(path: BytePath, stat: Stamped): readonly PlacelessLeak[] | undefined {
    const stamp = this.#stampOf(path, stat);
    const held = this.#held.get(path);
    if (held?.stamp === stamp) return held.leaks;
    return this.#clean.has(stamp) ? [] : undefined;
  }

  /** `stat` of before it was read, `startedAt` (ms since the epoch) before that. */
  put(path: BytePath, stat: Stamped, leaks: readonly PlacelessLeak[], startedAt: number): void {
    this.#held.delete(path);
    const stamp = this.settledStamp(path, stat, startedAt);
    if (stamp === undefined) return;
    if (leaks.length === 0) this.putClean([stamp]);
    else {
      if (this.#held.size >= mostHeld) this.#held.clear();
      this.#held.set(path, { stamp, leaks });
    }
  }

  /** Stamps of files in which nothing is. */
  putClean(stamps: readonly number[]): void {
    if (this.#clean.size + stamps.length > mostClean) this.#clean = new Set();
    for (const stamp of stamps) this.#clean.add(stamp);
  }

  /** Stands for the file as it is; undefined when it may change and keep its times, or did so since `startedAt`. */
  settledStamp(path: BytePath, stat: Stamped, startedAt: number): number | undefined {
    return isSettled(stat, startedAt) ? this.#stampOf(path, stat) : undefined;
  }

  /** Undefined when it is gone. */
  stampNow(path: BytePath): number | undefined {
    const stat = lstatSync(openable(path), { throwIfNoEntry: false });
    return stat && this.#stampOf(path, stat);
  }

  /** A whole folder has been gone through, and what stayed as it is needs no reading. */
  noteScanned(root: BytePath): void {
    this.#scanned.add(root);
  }

  hasScanned(root: BytePath): boolean {
    return this.#scanned.has(root);
  }

  #stampOf(path: BytePath, { size, mtimeMs, ctimeMs, ino }: Stamped): number {
    return hash53(`${path}\0${size}\0${mtimeMs}\0${ctimeMs}\0${ino}`, this.#seed);
  }
}

/** Whether a file had not changed for a while at that time (ms since the epoch), nor since. */
export const isSettled = ({ mtimeMs, ctimeMs }: Stamped, at: number): boolean =>
  Math.max(mtimeMs, ctimeMs) < at - unsettledMs;

/** Two rounds of multiply and shift (cyrb53). Its seed is new in each window, so nobody can prepare two equal ones. */
function hash53(text: string, seed: number): number {
  let one = 0xdeadbeef ^ seed;
  let two = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    two = Math.imul(two ^ code, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return 4_294_967_296 * (two & 0x1fffff) + (one >>> 0);
}
