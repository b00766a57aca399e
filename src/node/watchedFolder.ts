import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../shared/failure.ts';
import { markerFailure } from '../vault/writeRecord.ts';
import type { WatchedStore } from '../watched/ports.ts';
import { isWatchedId, longestFile, parseWatched, serialiseWatched } from '../watched/watchedRecord.ts';
import type { WatchedDraft, WatchedListing, WatchedToken } from '../watched/watchedToken.ts';
import { renameOver } from './markerFolder.ts';
import { codeOf } from './markerListing.ts';
import { beginTurn, type TurnTimes, turnTimes } from './turnLock.ts';

const ending = '.json';
/** More are not read: the folder would be somebody else's. */
const mostFiles = 1_000;
/** Bytes: a character of ours takes four at most. */
const mostBytes = 4 * longestFile;

// Never through a link, and never waiting for a pipe: a file here is a plain file of ours. Windows has no such flags.
const reading = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * One small file per watched token below the extension's storage: two windows that add at the same time cannot lose
 * each other's. A change is made to the latest file, one window at a time; a file is replaced whole or not at all.
 */
export class WatchedFolder implements WatchedStore {
  readonly #path: string;
  readonly #times: TurnTimes;

  /** `storage`: the extension's global storage folder. Nothing is made before the first `add`. */
  constructor(storage: string, times: TurnTimes = turnTimes) {
    this.#path = join(storage, 'watched');
    this.#times = times;
  }

  async read(): Promise<WatchedListing> {
    const names = await readdir(this.#path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    const files = names.filter((name) => name.endsWith(ending)).slice(0, mostFiles);
    const tokens: WatchedToken[] = [];
    const unreadable: string[] = [];
    for (const name of files.toSorted()) {
      const found = await this.#load(name.slice(0, -ending.length));
      if (found.kind === 'token') tokens.push(found.token);
      if (found.kind === 'unreadable') unreadable.push(name);
    }
    return { tokens: tokens.toSorted(byName), unreadable };
  }

  async add(draft: WatchedDraft): Promise<WatchedToken> {
    const token = { ...draft, id: randomUUID() };
    await this.restore(token);
    return token;
  }

  async restore(token: WatchedToken): Promise<void> {
    await this.#inTurn(async () => {
      // Also where the file is there and cannot be read: it is left as it is.
      if ((await this.#load(token.id)).kind !== 'gone') throw new Error('a watched token of this id exists');
      await this.#replace(token);
    });
  }

  async #make(): Promise<void> {
    await mkdir(this.#path, { recursive: true, mode: 0o700 });
    // `recursive` leaves a folder that is already there as it is.
    await chmod(this.#path, 0o700).catch(() => undefined);
  }

  async change(
    id: string,
    change: (latest: WatchedToken) => WatchedToken,
  ): Promise<WatchedToken | undefined> {
    return this.#inTurn(async () => {
      const found = await this.#load(id);
      if (found.kind !== 'token') return undefined;
      const changed = { ...change(found.token), id };
      await this.#replace(changed);
      return changed;
    });
  }

  async remove(id: string): Promise<void> {
    await this.#inTurn(async () => {
      if ((await this.#load(id)).kind === 'token') await rm(this.#fileOf(id), { force: true });
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return told(async () => {
      await this.#make();
      const turn = await beginTurn(this.#path, this.#times);
      try {
        return await work();
      } finally {
        await turn.end();
      }
    });
  }

  async #load(
    id: string,
  ): Promise<
    | { readonly kind: 'token'; readonly token: WatchedToken }
    | { readonly kind: 'unreadable' }
    | { readonly kind: 'gone' }
  > {
    if (!isWatchedId(id)) return { kind: 'unreadable' };
    try {
      const file = await open(this.#fileOf(id), reading);
      try {
        const { size } = await file.stat();
        const token = size > mostBytes ? undefined : parseWatched(id, await file.readFile('utf8'));
        return token === undefined ? { kind: 'unreadable' } : { kind: 'token', token };
      } finally {
        await file.close();
      }
    } catch (error) {
      return { kind: codeOf(error) === 'ENOENT' ? 'gone' : 'unreadable' };
    }
  }

  async #replace(token: WatchedToken): Promise<void> {
    const text = serialiseWatched(token);
    // What could not be read back must not take the place of what can.
    if (parseWatched(token.id, text) === undefined) throw new Error('not a watched token');
    const temporary = join(this.#path, `${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(text);
        await file.datasync();
      } finally {
        await file.close();
      }
      await renameOver(temporary, this.#fileOf(token.id));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #fileOf(id: string): string {
    return join(this.#path, id + ending);
  }
}

/** What the disk says, as the person is told of it everywhere else. A failure of ours goes on as it is. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw Failure.is(error) || codeOf(error) === undefined ? error : markerFailure(error);
  }
}

function byName(a: WatchedToken, b: WatchedToken): number {
  const key = (token: WatchedToken) => `${token.name.toLowerCase()} ${token.id}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
