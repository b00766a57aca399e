import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Secret } from '../shared/secret.ts';
import { isMarkerId, type Marker, serialiseMarker } from '../vault/marker.ts';
import type { MarkerListing, Turn, VaultFiles } from '../vault/ports.ts';
import {
  codeOf,
  type FolderContext,
  listMarkers,
  markerEnding,
  markerListing,
  storeFolder,
  storeIdKey,
} from './markerListing.ts';
import { beginTurn, type TurnTimes, turnTimes } from './turnLock.ts';

/** A write takes milliseconds; one that waits for a keyring to be unlocked may take longer. */
const vaultTurnTimes: TurnTimes = { ...turnTimes, longest: 30_000 };

const keyFile = 'fingerprint.key';
const keyBytes = 32;
/** A temporary file this old belongs to nobody (ms). */
const abandonedMs = 60_000;

/** The markers of the store that this context's secrets live in. The store's id is made with the first write. */
export function markerFolder(context: FolderContext): VaultFiles {
  const { globalState } = context;
  let made: MarkerFolder | undefined;
  const folder = async () => {
    if (storeFolder(context) === undefined) await globalState.update(storeIdKey, randomUUID());
    const path = storeFolder(context);
    if (path === undefined) throw new Error('global state does not keep the store id');
    if (made?.path !== path) made = new MarkerFolder(path);
    return made;
  };
  return {
    list: markerListing(context).list,
    begin: async () => (await folder()).begin(),
    write: async (marker) => (await folder()).write(marker),
    remove: async (id) => (await folder()).remove(id),
    fingerprint: async (secret) => (await folder()).fingerprint(secret),
  };
}

/** Markers and turns as files: folder 0700, files 0600. Nothing in them is secret. */
export class MarkerFolder implements VaultFiles {
  readonly path: string;
  readonly #times: TurnTimes;
  #key: Buffer | undefined;

  constructor(path: string, times: TurnTimes = vaultTurnTimes) {
    this.path = path;
    this.#times = times;
  }

  list(): Promise<MarkerListing> {
    return listMarkers(this.path);
  }

  async begin(): Promise<Turn> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    // `recursive` leaves a folder that is already there as it is.
    await chmod(this.path, 0o700).catch(() => undefined);
    const turn = await beginTurn(this.path, this.#times);
    // Forgetting everything takes the key along: one that only this window remembers would match nothing later.
    this.#key = undefined;
    await this.#cleanTemporary().catch(() => undefined);
    return turn;
  }

  async write(marker: Marker): Promise<void> {
    await this.#replace(marker.id + markerEnding, serialiseMarker(marker));
  }

  async remove(id: string): Promise<void> {
    if (isMarkerId(id)) await rm(join(this.path, id + markerEnding), { force: true });
  }

  /** HMAC with a key of this folder: the same token gives another value on another machine. Call it within a turn. */
  async fingerprint(secret: Secret): Promise<string> {
    this.#key ??= await this.#loadKey();
    return createHmac('sha256', this.#key).update(secret.reveal()).digest('base64url').slice(0, 22);
  }

  async #loadKey(): Promise<Buffer> {
    const known = await readFile(join(this.path, keyFile)).catch(() => undefined);
    if (known?.length === keyBytes) return known;
    const made = randomBytes(keyBytes);
    await this.#replace(keyFile, made);
    return made;
  }

  /** Whole or not at all: a temporary file, brought to disk, then renamed over the old one. */
  async #replace(name: string, content: string | Buffer): Promise<void> {
    const temporary = join(this.path, `${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.datasync();
      } finally {
        await file.close();
      }
      await renameOver(temporary, join(this.path, name));
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #cleanTemporary(): Promise<void> {
    const names = (await readdir(this.path)).filter((name) => name.endsWith('.tmp'));
    for (const path of names.map((name) => join(this.path, name))) {
      const age = await stat(path).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > abandonedMs) await rm(path, { force: true }).catch(() => undefined);
    }
  }
}

/** Windows refuses while another process has the target open for a moment. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!busy || attempt === 8) throw error;
      await pause(attempt * 5);
    }
  }
}
