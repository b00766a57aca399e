import { realpathSync } from 'node:fs';
import { isAbsolute, parse, relative, resolve, sep } from 'node:path';

/** Whether a path lies in one of the folders, by name or by where its links lead. A file system's root holds all: it is no answer. */
export function isInside(path: string, folders: readonly string[]): boolean {
  const places = [resolve(path), real(path)];
  return folders.some((folder) =>
    [resolve(folder), real(folder)].some((top) => places.some((place) => isUnder(place, top))),
  );
}

/** The same by name alone: nothing is asked of the disk, nor of another machine that a path may name. */
export function isNamedInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isUnder(resolve(path), resolve(folder)));
}

function isUnder(place: string, top: string): boolean {
  if (top === parse(top).root) return false;
  const way = relative(top, place);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return resolve(path);
  }
}
