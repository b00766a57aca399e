import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly path: string;
  readonly content: Buffer;
  /** As it lies in the archive: deflated, or as it is when that is shorter. */
  readonly stored: Buffer;
  /** Its line in the central directory, name included. */
  readonly line: Buffer;
}

const endOfDirectory = 0x06054b50;

/** The files of a zip archive in memory, read by its central directory. Throws on what is no plain zip. */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory) throw new Error('no zip archive');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const compressed = archive.readUInt16LE(at + 10) === 8;
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const line = archive.subarray(at, at + 46 + nameLength);
    const path = line.toString('utf8', 46);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const stored = archive.subarray(start, start + size);
    at += line.length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return { path, content: compressed ? inflateRawSync(stored) : stored, stored, line };
  });
}
