import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './markerListing.ts';

const dayPattern = /^\d{4}-\d\d-\d\d$/;
const mostPast = 7;

/**
 * One notification on one day, over all windows: the window that makes the day's file first is the one that speaks.
 * What windows tell each other through VS Code arrives late, and in some hosts not at all; a file made exclusively does
 * not.
 */
export class DayClaims {
  readonly #folder: string;

  /** `storage`: the extension's global storage folder. */
  constructor(storage: string) {
    this.#folder = join(storage, 'said');
  }

  /** `day` as `2026-12-03`. False when another window has it. Throws what the disk says. */
  async claim(day: string): Promise<boolean> {
    if (!dayPattern.test(day)) throw new Error('not a day');
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(join(this.#folder, day), '', { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
    await this.#forgetBefore(day).catch(() => undefined);
    return true;
  }

  async #forgetBefore(day: string): Promise<void> {
    const names = await readdir(this.#folder);
    const past = names.filter((name) => dayPattern.test(name) && name < day).toSorted();
    await Promise.all(past.slice(0, -mostPast).map((name) => rm(join(this.#folder, name), { force: true })));
  }
}
