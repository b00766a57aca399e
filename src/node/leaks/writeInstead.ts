import { constants } from 'node:fs';
import { type FileHandle, open, rename, stat, unlink } from 'node:fs/promises';
import type { NotWritten } from '../../leaks/ports.ts';
import { codeOf } from '../markerListing.ts';
import { readHeld } from './machineRead.ts';

/** Bits of a mode that let somebody write. */
const writable = 0o222;

/**
 * Puts other bytes into a file, as a whole or not at all, with its mode and its owner. Written beside it and renamed, the
 * way git writes its own: `<path>.lock` holds off every git, and every other window of ours. Nothing is written when the
 * file is not as it was read.
 */
export async function writeInstead(
  path: string,
  before: Buffer,
  after: Buffer,
): Promise<{ readonly kind: 'written' } | NotWritten> {
  const lock = `${path}.lock`;
  let handle: FileHandle | undefined;
  try {
    const { mode, uid, gid } = await stat(path);
    if ((mode & writable) === 0) return { kind: 'readOnly' };
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
    handle = await open(lock, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    await handle.writeFile(after);
    const own = await handle.stat();
    if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid);
    await handle.chmod(mode & 0o7777);
    await handle.sync();
    await handle.close();
    const now = await readHeld(path, (real) => real === path);
    if (now.kind !== 'read' || !now.bytes.equals(before)) {
      await unlink(lock);
      return { kind: 'changed' };
    }
    await rename(lock, path);
    return { kind: 'written' };
  } catch (error) {
    if (handle !== undefined) {
      await handle.close().catch(() => undefined);
      await unlink(lock).catch(() => undefined);
    }
    return notWritten(codeOf(error), lock);
  }
}

function notWritten(code: unknown, lock: string): NotWritten {
  if (code === 'EEXIST') return { kind: 'locked', lock };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return { kind: 'readOnly' };
  return { kind: code === 'ENOENT' ? 'gone' : 'refused' };
}
