import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryTurn, RepositoryTurns } from '../push/pushesInFlight.ts';
import { dayMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { commonDirectory } from './git/commonDirectory.ts';
import { codeOf, turnPattern } from './markerListing.ts';
import { beginTurn, isTurnHeld, type TurnTimes, turnTimes } from './turnLock.ts';

/** A lock folder that nobody touched for this long is removed (ms). */
export const idleTurnsMs = 30 * dayMs;

const namePattern = /^[0-9a-f]{40}$/;

/**
 * Turns of repositories as folders of numbered files in the extension's own storage: nothing is ever written into the
 * person's repository. A folder's name is a hash, so that the storage does not list what was worked on.
 */
export class TurnFolders implements RepositoryTurns {
  readonly #root: string;
  readonly #times: TurnTimes;

  constructor(storage: string, times: TurnTimes = turnTimes) {
    this.#root = join(storage, 'turns');
    this.#times = times;
  }

  async nameOf(folder: string): Promise<string> {
    return createHash('sha256')
      .update(await commonDirectory(folder))
      .digest('hex')
      .slice(0, 40);
  }

  isHeld(name: string): Promise<boolean> {
    return isTurnHeld(join(this.#root, name), this.#times);
  }

  async begin(name: string): Promise<RepositoryTurn | undefined> {
    const folder = join(this.#root, name);
    for (let attempt = 1; ; attempt++) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        return await beginTurn(folder, { ...this.#times, wait: 0 });
      } catch (error) {
        if (Failure.is(error) && error.problem.kind === 'lockBusy') return undefined;
        // Another window swept the idle folder away between the two steps.
        if (codeOf(error) !== 'ENOENT' || attempt === 3) throw error;
      }
    }
  }

  /**
   * Removes the folders of repositories that were left alone for a month. A folder in which a turn begins meanwhile is
   * not empty and stays. `now` in ms since the epoch; returns how many went. Never throws.
   */
  async sweep(now: number): Promise<number> {
    let swept = 0;
    for (const name of await readdir(this.#root).catch(() => [])) {
      if (!namePattern.test(name) || (await this.isHeld(name))) continue;
      const folder = join(this.#root, name);
      const found = await lstat(folder).catch(() => undefined);
      if (!found?.isDirectory() || now - found.mtimeMs <= idleTurnsMs) continue;
      await removeTurns(folder).then(
        () => swept++,
        () => undefined,
      );
    }
    return swept;
  }
}

/** Only files of turns go; a folder that holds anything else is not ours to remove. */
async function removeTurns(folder: string): Promise<void> {
  const turns = (await readdir(folder)).filter((name) => turnPattern.test(name));
  await Promise.all(turns.map((name) => rm(join(folder, name), { force: true })));
  await rmdir(folder);
}
