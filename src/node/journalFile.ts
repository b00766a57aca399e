import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalStore } from '../journal/journal.ts';
import { codeOf } from './markerListing.ts';

/** Bytes after which a new file is begun, and how many files are kept. */
export interface JournalLimits {
  readonly fileBytes: number;
  readonly files: number;
}

const journalLimits: JournalLimits = { fileBytes: 1_000_000, files: 5 };

const namePattern = /^journal-([1-9][0-9]{0,8})\.jsonl$/;
const lineEnd = 10;

// Never through a link: it would lead out of this folder. Windows has no such flag.
const here = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const writing = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | here;
const reading = constants.O_RDONLY | here;

/**
 * Lines in numbered files; the highest number is written to. Nothing is ever renamed or cut: two windows that find the
 * same file full both go on in the next number, and a late line in the old one is read as well. So no lock is needed.
 */
export class JournalFile implements JournalStore {
  readonly #folder: string;
  readonly #limits: JournalLimits;

  /** `folder` belongs to the journal alone; made with the first record. */
  constructor(folder: string, limits: JournalLimits = journalLimits) {
    this.#folder = folder;
    this.#limits = limits;
  }

  async append(line: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // `recursive` leaves a folder that is already there as it is.
    await chmod(this.#folder, 0o700).catch(() => undefined);
    const numbers = await this.#numbers();
    const last = numbers.at(-1) ?? 1;
    const full = await this.#appendTo(last, line);
    if (!full) return;
    await this.#appendTo(last + 1, line, true);
    await this.#dropOld(last + 1);
  }

  async read(): Promise<string> {
    const parts: string[] = [];
    for (const number of await this.#numbers()) parts.push(await this.#readOne(number));
    return parts.join('\n');
  }

  async clear(): Promise<void> {
    for (const number of await this.#numbers()) await rm(this.#path(number), { force: true });
  }

  /** True when the file had no room, and nothing was written. */
  async #appendTo(number: number, line: string, evenIfFull = false): Promise<boolean> {
    // O_APPEND: each write goes to the end as it is then, also with another window in between.
    const file = await open(this.#path(number), writing, 0o600);
    try {
      const { size } = await file.stat();
      if (!evenIfFull && size > 0 && size + line.length > this.#limits.fileBytes) return true;
      // A crash may have left half a line; glued to it this one would be lost too.
      const text = (await endsLine(file, size)) ? line : `\n${line}`;
      const bytes = Buffer.from(text);
      // One write for one line: two would let another window's line come between.
      const { bytesWritten } = await file.write(bytes, 0, bytes.length, null);
      if (bytesWritten !== bytes.length) throw new Error('the disk took only part of a journal record');
      return false;
    } finally {
      await file.close();
    }
  }

  async #dropOld(newest: number): Promise<void> {
    const old = (await this.#numbers()).filter((number) => number <= newest - this.#limits.files);
    for (const number of old) await rm(this.#path(number), { force: true }).catch(() => undefined);
  }

  async #readOne(number: number): Promise<string> {
    const file = await open(this.#path(number), reading).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (file === undefined) return '';
    try {
      const { size } = await file.stat();
      // Another program may have made it huge; our own never are.
      const bytes = Buffer.alloc(Math.min(size, this.#limits.fileBytes * 4));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async #numbers(): Promise<readonly number[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    return names
      .map((name) => Number(namePattern.exec(name)?.[1] ?? 0))
      .filter((number) => number > 0)
      .sort((a, b) => a - b);
  }

  #path(number: number): string {
    return join(this.#folder, `journal-${number}.jsonl`);
  }
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  const { bytesRead } = await file.read(last, 0, 1, size - 1);
  return bytesRead === 0 || last[0] === lineEnd;
}
