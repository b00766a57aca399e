import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const longestPath = 4_096;

/**
 * The real path of the git directory that all worktrees of a repository share, found as git finds it but without
 * running anything: `.git` is that folder, or a file that names one, and a linked worktree's own folder names the
 * common one in `commondir`. The folder itself where there is none of it. Used as a name only; nothing in it is read.
 */
export async function commonDirectory(folder: string): Promise<string> {
  const { common } = await gitDirectories(folder);
  return realpath(common)
    .catch(() => realpath(folder))
    .catch(() => folder);
}

/** The work tree's own git directory, and the one it shares; the same where there is one only. They may not exist. */
export async function gitDirectories(
  folder: string,
): Promise<{ readonly own: string; readonly common: string }> {
  const dotGit = join(folder, '.git');
  const named = /^gitdir: ([^\n\r]+)/.exec(await readStart(dotGit))?.[1];
  const own = named === undefined ? dotGit : resolve(folder, named);
  const shared = /^[^\n\r]+/.exec(await readStart(join(own, 'commondir')))?.[0];
  return { own, common: shared === undefined ? own : resolve(own, shared) };
}

async function readStart(path: string): Promise<string> {
  try {
    // A pipe in its place would be waited for.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(longestPath), 0, longestPath, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    // A folder, or nothing at all.
    return '';
  }
}
