import type { FileHandle } from 'node:fs/promises';

/**
 * Reads from the start of a file until the buffer is full or the file ends; answers how many bytes came. A size may be a
 * lie, and a file may grow while it is read: only what arrives counts.
 */
export async function fillBuffer(handle: FileHandle, bytes: Buffer): Promise<number> {
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
