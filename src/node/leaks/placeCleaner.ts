import { createHash } from 'node:crypto';
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Print } from '../../leaks/placed.ts';
import { planClean } from '../../leaks/planClean.ts';
import type { NotWritten, PlaceCleaner, TakenOut } from '../../leaks/ports.ts';
import { Secret } from '../../shared/secret.ts';
import { codeOf } from '../markerListing.ts';
import { readHeld } from './machineRead.ts';
import { writeInstead } from './writeInstead.ts';

type Read = { readonly kind: 'read'; readonly path: string; readonly bytes: Buffer } | NotWritten;

/** Reads as bytes and writes back as bytes: line ends, comments and whatever is no text stay as they are. */
export function placeCleaner(print: Print): PlaceCleaner {
  return {
    async clean({ path, what }, wanted) {
      const file = await readPlain(path);
      if (file.kind !== 'read') return file;
      const { stretches, stuck } = planClean(file.bytes.toString('latin1'), what, wanted, print);
      if (stretches.length === 0) return { kind: stuck > 0 ? 'stuck' : 'gone' };
      const pieces = stretches.map(({ start, end }) => ({
        at: start,
        text: new Secret(file.bytes.toString('latin1', start, end)),
      }));
      const after = Buffer.concat(keptBeside(file.bytes, stretches));
      const written = await writeInstead(file.path, file.bytes, after);
      return written.kind === 'written'
        ? { kind: 'cleaned', taken: { path, pieces, left: digest(after) }, stuck }
        : written;
    },

    async putBack(taken) {
      const file = await readPlain(taken.path);
      if (file.kind !== 'read') return file.kind === 'gone' ? { kind: 'changed' } : file;
      if (digest(file.bytes) !== taken.left) return { kind: 'changed' };
      const written = await writeInstead(file.path, file.bytes, whole(file.bytes, taken));
      return written.kind === 'written' ? { kind: 'back' } : written;
    },
  };
}

/** A file by its own name: behind a link may lie a repository that others read, and a link would be replaced by a file. */
async function readPlain(path: string): Promise<Read> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return { kind: 'linked' };
    if (!stats.isFile()) return { kind: 'refused' };
    if (stats.nlink > 1) return { kind: 'linked' };
    const real = join(await realpath(dirname(path)), basename(path));
    const file = await readHeld(path, (led) => led === real);
    if (file.kind === 'absent') return { kind: 'gone' };
    if (file.kind === 'refused' || !file.whole) return { kind: 'refused' };
    return { kind: 'read', path: file.path, bytes: file.bytes };
  } catch (error) {
    const code = codeOf(error);
    return { kind: code === 'ENOENT' || code === 'ENOTDIR' ? 'gone' : 'refused' };
  }
}

function keptBeside(
  bytes: Buffer,
  stretches: readonly { readonly start: number; readonly end: number }[],
): readonly Buffer[] {
  const kept: Buffer[] = [];
  let from = 0;
  for (const { start, end } of stretches) {
    kept.push(bytes.subarray(from, start));
    from = end;
  }
  return [...kept, bytes.subarray(from)];
}

/** The file as it was before, from what is left and what was taken. */
function whole(left: Buffer, { pieces }: TakenOut): Buffer {
  const parts: Buffer[] = [];
  let [from, before] = [0, 0];
  for (const { at, text } of pieces) {
    const end = from + at - before;
    const piece = Buffer.from(text.reveal(), 'latin1');
    parts.push(left.subarray(from, end), piece);
    [from, before] = [end, at + piece.length];
  }
  return Buffer.concat([...parts, left.subarray(from)]);
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
