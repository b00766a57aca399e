import { constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fillBuffer } from '../fillBuffer.ts';
import { codeOf } from '../markerListing.ts';

/** Bytes. Settings are kilobytes; of what is larger only the start is looked at. */
const most = 8 << 20;

export type HeldFile =
  /** `whole`: false when there is more than was read. `path`: where the links led. */
  | { readonly kind: 'read'; readonly path: string; readonly bytes: Buffer; readonly whole: boolean }
  | { readonly kind: 'absent' }
  /** No file, unreadable, or where the caller does not want to go. */
  | { readonly kind: 'refused' };

/**
 * Reads a file that is named, at most eight megabytes of it. Links are followed first, and only a place that `mayRead` is
 * opened; nothing that never ends: no pipe, no device (I11).
 */
export async function readHeld(path: string, mayRead: (real: string) => boolean): Promise<HeldFile> {
  let handle: FileHandle | undefined;
  try {
    const real = await realpath(path);
    if (!mayRead(real)) return { kind: 'refused' };
    // A link put there since is not followed, and without `O_NONBLOCK` a pipe waits for somebody to write to it.
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
    handle = await open(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    const stats = await handle.stat();
    if (!stats.isFile()) return { kind: 'refused' };
    const bytes = Buffer.alloc(Math.min(most, stats.size + 4096) + 1);
    const length = await fillBuffer(handle, bytes);
    return {
      kind: 'read',
      path: real,
      bytes: bytes.subarray(0, Math.min(length, bytes.length - 1)),
      whole: length < bytes.length,
    };
  } catch (error) {
    const code = codeOf(error);
    return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'refused' };
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** The folders in a folder, links left out; none when it cannot be read. */
export async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}
