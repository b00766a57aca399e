import { type Dir, opendirSync } from 'node:fs';
import { sep } from 'node:path';
import { type BytePath, openable } from './bytePath.ts';

/** What a walk asks about what it meets. */
export interface WalkRules {
  /** Where nothing is looked at: mounted kernels, for one. */
  readonly closed: ReadonlySet<BytePath>;
  readonly stopped: () => boolean;
  /** A folder that cannot be read. */
  readonly onUnread: (path: BytePath) => void;
}

/**
 * Every regular file below a folder, `.git` left out. No link is followed, so it neither leaves the folder nor goes round
 * in circles, and what is no file is never opened (I11). A folder is read piece by piece, however much is in it (I05).
 */
export function* walkFolder(root: BytePath, rules: WalkRules): Generator<BytePath> {
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const open = tryOpen(folder, rules);
    if (open === undefined) continue;
    const before = folder.endsWith(sep) ? folder : folder + sep;
    try {
      for (let entry = open.readSync(); entry !== null && !rules.stopped(); entry = open.readSync()) {
        const path = before + entry.name;
        if (entry.isFile()) yield path;
        else if (entry.isDirectory() && entry.name !== '.git' && !rules.closed.has(path)) waiting.push(path);
      }
    } catch {
      // It went away, or the disk does not answer.
      rules.onUnread(folder);
    } finally {
      open.closeSync();
    }
  }
}

function tryOpen(folder: BytePath, rules: WalkRules): Dir | undefined {
  try {
    return opendirSync(openable(folder), { encoding: 'latin1', bufferSize: 1_024 });
  } catch (error) {
    if (!isGone(error)) rules.onUnread(folder);
    return undefined;
  }
}

/** It was there a moment ago: nothing to tell. */
export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
