import { type Dir, opendirSync } from 'node:fs';
import { sep } from 'node:path';
import { type BytePath, openable } from './bytePath.ts';
import { type FolderRules, isReadAnyway, type LeaveOut } from './leaveOut.ts';

/** What a walk asks about what it meets. */
export interface WalkRules {
  /** Where nothing is looked at: mounted kernels, for one. */
  readonly closed: ReadonlySet<BytePath>;
  /** Undefined when everything is wanted. */
  readonly leaveOut: LeaveOut | undefined;
  readonly stopped: () => boolean;
  /** A folder that cannot be read. */
  readonly onUnread: (path: BytePath) => void;
}

interface Waiting {
  readonly path: BytePath;
  /** The way to it from the root; kept only where rules are to be asked. */
  readonly parts: readonly string[];
  readonly above: FolderRules | undefined;
}

/**
 * Every regular file below a folder, `.git` left out. No link is followed, so it neither leaves the folder nor goes round
 * in circles, and what is no file is never opened (I11). A folder is read piece by piece, however much is in it (I05).
 */
export function* walkFolder(root: BytePath, walk: WalkRules): Generator<BytePath> {
  const waiting: Waiting[] = [{ path: root, parts: [], above: undefined }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { path: at, parts, above } = folder;
    const open = tryOpen(at, walk);
    if (open === undefined) continue;
    const before = at.endsWith(sep) ? at : at + sep;
    const rules = walk.leaveOut?.enter(at, parts, above);
    try {
      for (let entry = open.readSync(); entry !== null && !walk.stopped(); entry = open.readSync()) {
        const { name } = entry;
        const path = before + name;
        if (entry.isFile()) {
          if (rules?.isOut(name, false) !== true || isReadAnyway(path)) yield path;
        } else if (entry.isDirectory() && name !== '.git' && !walk.closed.has(path))
          waiting.push({ path, parts: rules === undefined ? parts : [...parts, name], above: rules });
      }
    } catch {
      // It went away, or the disk does not answer.
      walk.onUnread(at);
    } finally {
      open.closeSync();
    }
  }
}

function tryOpen(folder: BytePath, walk: WalkRules): Dir | undefined {
  try {
    return opendirSync(openable(folder), { encoding: 'latin1', bufferSize: 1_024 });
  } catch (error) {
    if (!isGone(error)) walk.onUnread(folder);
    return undefined;
  }
}

/** It was there a moment ago: nothing to tell. */
export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
