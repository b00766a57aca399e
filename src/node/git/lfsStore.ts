import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { lastValue } from '../../push/configEntries.ts';
import type { LfsObject } from '../../push/lfs/lfsObjects.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { Environment } from './environment.ts';

const chunkBytes = 256 * 1024;

/** Where content of LFS is kept on this machine. */
export type LfsStore = readonly string[];

export type StoredObject =
  | { readonly kind: 'here'; readonly file: string }
  | { readonly kind: 'absent' }
  /** Of another size, or behind a link. */
  | { readonly kind: 'damaged' };

/**
 * The repository's own store, beside its objects, and before it the one of the person's own `lfs.storage`. A storage
 * named in the repository's file is not looked at: it could be any folder of this machine.
 */
export function lfsStoreOf(facts: RepositoryFacts, env: Environment): LfsStore {
  const theirs = facts.config.filter(({ scope }) => scope === 'global' || scope === 'system');
  const named = lastValue(theirs, 'lfs', '', 'storage') ?? '';
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const storage = named.startsWith('~/') ? join(home, named.slice(2)) : named;
  return [...(isAbsolute(storage) ? [storage] : []), join(dirname(facts.objectsDirectory), 'lfs')];
}

/** Looks for the content by name and size. Not hashed yet: most often the server has it already. */
export async function findStored(store: LfsStore, { oid, bytes }: LfsObject): Promise<StoredObject> {
  for (const root of store) {
    const parts = ['objects', oid.slice(0, 2), oid.slice(2, 4), oid];
    const file = join(root, ...parts);
    const found = await lstat(file).catch(() => undefined);
    if (found === undefined) continue;
    // Below the store no folder may be a link: it would name a file of somebody's choice as this content.
    const straight = (await realpath(file)) === join(await realpath(root), ...parts);
    return straight && found.size === bytes ? { kind: 'here', file } : { kind: 'damaged' };
  }
  return { kind: 'absent' };
}

/**
 * Opens the content once the hash of its `bytes` was seen to be right; undefined when it is not. The hash is taken before the first
 * byte leaves, so a file that only stands under the right name is never sent.
 */
export async function openStored(
  file: string,
  object: LfsObject,
  signal: AbortSignal,
): Promise<FileHandle | undefined> {
  // Neither a link that took the file's place nor a pipe, which would never open.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(file, flags).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    if ((await hashOf(handle, object, signal)) === object.oid) return handle;
  } catch {
    // What cannot be read (a folder, a pipe) has no hash.
  }
  await handle.close();
  return undefined;
}

async function hashOf(handle: FileHandle, { bytes }: LfsObject, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(chunkBytes);
  let at = 0;
  while (at < bytes && !signal.aborted) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(chunkBytes, bytes - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('hex');
}

/**
 * The content as a body of exactly its size, read as it is asked for. It is hashed again on the way, and the last chunk
 * is given only when the hash still holds: a file changed in between ends the request unfinished.
 */
export function bodyOf(
  handle: FileHandle,
  { oid, bytes }: LfsObject,
  onRead: (count: number) => void,
): ReadableStream<Uint8Array> {
  const hash = createHash('sha256');
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at === bytes) return controller.close();
        const chunk = Buffer.alloc(Math.min(chunkBytes, bytes - at));
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
        const read = chunk.subarray(0, bytesRead);
        hash.update(read);
        at += bytesRead;
        const whole = at === bytes;
        if (bytesRead === 0 || (whole && hash.digest('hex') !== oid)) throw new Error('the content changed');
        onRead(bytesRead);
        controller.enqueue(read);
        if (whole) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
