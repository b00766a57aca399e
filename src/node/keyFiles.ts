import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, unlink } from 'node:fs/promises';
import type { DeletedKeyFile, KeyFile, KeyFiles, ReadKeyFile } from '../apps/keys/keyFile.ts';
import { Secret } from '../shared/secret.ts';
import { fillBuffer } from './fillBuffer.ts';
import { codeOf } from './markerListing.ts';

/** Bytes. A key of 4,096 bits is 3 kB; what is larger is not looked into. */
const largest = 64 * 1024;

/** Files that a person chose for their key. Nothing else is ever opened, and nothing but the very file deleted. */
export const keyFiles: KeyFiles = Object.freeze({ read: readKeyFile, delete: deleteKeyFile });

/** Not through a pipe or a device, which never end, and never more than a key can be. */
async function readKeyFile(path: string): Promise<ReadKeyFile> {
  let handle: FileHandle | undefined;
  try {
    // Without `O_NONBLOCK` the opening of a pipe waits for somebody to write to it.
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) return { kind: 'notRead', why: 'notAFile' };
    const bytes = Buffer.alloc(largest + 1);
    const length = await fillBuffer(handle, bytes);
    if (length > largest) return { kind: 'notRead', why: 'tooBig' };
    const text = new Secret(bytes.toString('utf8', 0, length));
    bytes.fill(0);
    return { kind: 'read', file: { path, identity: identityOf(stats), text } };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { kind: 'notRead', why: 'gone' };
    return { kind: 'notRead', why: code === 'EISDIR' ? 'notAFile' : 'unreadable' };
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

/** Deletes the file, if it still is the one that was read, and looks whether it is gone. */
async function deleteKeyFile(file: KeyFile): Promise<DeletedKeyFile> {
  try {
    const stats = await lstat(file.path);
    if (stats.isSymbolicLink() || stats.nlink > 1) return 'link';
    if (!stats.isFile() || identityOf(stats) !== file.identity) return 'changed';
    const now = await readKeyFile(file.path);
    if (now.kind !== 'read') return now.why === 'gone' ? 'gone' : 'changed';
    if (now.file.identity !== file.identity || !now.file.text.equals(file.text)) return 'changed';
    await unlink(file.path);
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : 'refused';
  }
  // A file system may say yes and keep it.
  return lstat(file.path).then(
    () => 'refused' as const,
    (error: unknown) => (codeOf(error) === 'ENOENT' ? 'deleted' : 'refused'),
  );
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
