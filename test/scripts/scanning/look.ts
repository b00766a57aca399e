import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../../harness/problem.ts';
import { lookAtFiles } from './files.ts';
import { commitsBetween, openRepository, stagedIn } from './repository.ts';
import type { ScanFinding } from './scanFinding.ts';
import type { Looked } from './scanWishes.ts';

export interface Seen {
  readonly findings: readonly ScanFinding[];
  /** What could not be looked at, one sentence each; empty when everything was. */
  readonly missed: readonly string[];
  /** What was done, in one line. */
  readonly summary: string;
}

/** A folder, or a file with the folder it lies in. Absolute and without a link. */
export interface ScannedPlace {
  readonly path: string;
  readonly folder: string;
}

/** Looks at what was asked for. `path` is absolute. Throws `Problem` when that cannot be done at all. */
export async function look(path: string, looked: Looked): Promise<Seen> {
  const place = await placeOf(path);
  if (looked.kind === 'files') return await lookAtFiles(place, looked);
  const repository = await openRepository(place.folder);
  return looked.kind === 'staged' ? await stagedIn(repository) : await commitsBetween(repository, looked);
}

async function placeOf(path: string): Promise<ScannedPlace> {
  try {
    const real = await realpath(path);
    const entry = await stat(real);
    if (entry.isDirectory()) return { path: real, folder: real };
    if (entry.isFile()) return { path: real, folder: dirname(real) };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Problem(
      code === 'ENOENT'
        ? `${JSON.stringify(path)} is not there.`
        : `${JSON.stringify(path)} cannot be read: ${code}.`,
    );
  }
  throw new Problem(`${JSON.stringify(path)} is neither a folder nor a file.`);
}
