import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchProblem } from '../../push/fetchProblems.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { hourMs } from '../../shared/clock.ts';
import { Failure } from '../../shared/failure.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/** Tells a person who finds a `.keep` file after a crash what it is: it can be deleted. */
const keepReason = 'token-warden fetch';
const staleAfterMs = hourMs;

/**
 * Hands packs over to the person's repository: from file to file, with no token and no network, by their own git with
 * every hook off. Each pack is held by a `.keep` file until a ref needs it, because a `gc` of another window would
 * drop what nothing points to. Answers how to let go. Throws `Failure<FetchProblem>`; nothing is held then.
 */
export async function takeObjects(
  context: GitContext,
  facts: RepositoryFacts,
  packs: readonly string[],
  timeoutMs: number,
  signal?: CancelSignal,
): Promise<() => Promise<void>> {
  const folder = join(facts.objectsDirectory, 'pack');
  await letGoStale(folder, Date.now());
  const held: string[] = [];
  const release = async () => {
    await Promise.all(held.map((file) => rm(file, { force: true }).catch(() => undefined)));
  };
  for (const pack of packs) {
    const end = await runInRepository(
      context,
      facts.folder,
      ['index-pack', '--stdin', `--keep=${keepReason}`],
      { stdinFile: pack, timeoutMs, signal },
    );
    const [, made, hash] = /^(keep|pack)\t([0-9a-f]{40}|[0-9a-f]{64})$/m.exec(end.stdout) ?? [];
    // `pack` says that somebody else holds it already: that file is theirs.
    if (made === 'keep') held.push(join(folder, `pack-${hash}.keep`));
    if (end.end === 'exited' && end.exitCode === 0) continue;
    await release();
    throw new Failure<FetchProblem>(problemOf(end.end, timeoutMs));
  }
  return release;
}

/**
 * Removes what a window that was killed held: its packs would never be cleaned up otherwise. By name, words and age, and
 * never a link; longer than any fetch may take, so that another window's is not touched. `now` in ms since the epoch.
 */
async function letGoStale(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => /^pack-[0-9a-f]+\.keep$/.test(each))) {
    const path = join(folder, name);
    try {
      const found = await lstat(path);
      const old = found.isFile() && found.size < 100 && now - found.mtimeMs > staleAfterMs;
      if (old && (await readFile(path, 'utf8')).trim() === keepReason) await rm(path);
    } catch {
      // Gone meanwhile, or not ours to read.
    }
  }
}

function problemOf(end: 'exited' | 'timeout' | 'cancelled' | 'notRunnable', timeoutMs: number): FetchProblem {
  if (end === 'cancelled') return { kind: 'cancelled' };
  if (end === 'timeout') return { kind: 'timeout', seconds: Math.round(timeoutMs / 1000) };
  return { kind: 'objectsNotTaken' };
}
