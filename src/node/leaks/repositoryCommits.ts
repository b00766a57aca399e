import type { LookReport } from '../../leaks/ports.ts';
import { runInRepository } from '../git/gitContext.ts';
import { rawLog } from '../git/plainLog.ts';
import { type Brought, readBrought } from '../git/readOutgoingChanges.ts';
import { LookFindings, type RepositoryLook } from './repositoryLook.ts';
import { readAll } from './repositoryObjects.ts';

/** Commits asked about at once: what is held of a history does not grow with its length. */
const sliceSize = 1000;
const mostBytes = 64_000_000;
const timeoutMs = 10 * 60_000;
/** One broken tree ends git. So many are passed over in a slice. */
const mostBroken = 20;
/** Blobs known to be read. Beyond that they are forgotten, and one that comes back is read again. */
const mostSeen = 200_000;

export interface CommitOptions {
  /** Whether no remote has it. */
  readonly outgoing: (sha: string) => boolean;
  /** Name every path of a blob that a slice brings, and not the first alone. */
  readonly everyPath: boolean;
  readonly onProgress?: ((progress: { readonly done: number; readonly of: number }) => void) | undefined;
}

/**
 * Looks at every version of a file and every message that the commits bring. `commits`: ids, parents before their children,
 * so that a blob is told of the commit that brought it.
 */
export async function lookAtCommits(
  look: RepositoryLook,
  commits: readonly string[],
  { outgoing, everyPath, onProgress }: CommitOptions,
): Promise<LookReport> {
  const findings = new LookFindings();
  const seen = new Set<string>();
  const { root, signal } = look;
  for (let from = 0; from < commits.length && !signal?.aborted; from += sliceSize) {
    const slice = commits.slice(from, from + sliceSize);
    const { brought, complete } = await broughtBy(look, slice);
    const places = new Map<string, Brought[]>();
    for (const each of brought) {
      if (seen.has(packed(each.blob))) continue;
      const here = places.get(each.blob);
      if (here === undefined) places.set(each.blob, [each]);
      else if (everyPath && here.every(({ path }) => path !== each.path)) here.push(each);
    }
    const all = await readAll(look, [...slice, ...places.keys()], {
      nameOf: (id) => places.get(id)?.[0]?.path,
      onLeaks: (id, leaks) => {
        for (const { commit: sha = id, path } of places.get(id) ?? [])
          findings.add({ kind: 'commit', root, sha, path, outgoing: outgoing(sha) }, leaks);
        if (!places.has(id))
          findings.addMessage(
            { kind: 'commit', root, sha: id, path: undefined, outgoing: outgoing(id) },
            leaks,
          );
      },
    });
    findings.complete &&= complete && all;
    if (seen.size + places.size > mostSeen) seen.clear();
    for (const blob of places.keys()) seen.add(packed(blob));
    onProgress?.({ done: Math.min(commits.length, from + sliceSize), of: commits.length });
  }
  if (signal?.aborted) findings.complete = false;
  return findings.report();
}

/** An id in as many characters as it has bytes, and no part of a longer text that would be held with it. */
const packed = (id: string): string => Buffer.from(id, 'hex').toString('latin1');

async function broughtBy(
  { context, root, signal }: RepositoryLook,
  slice: readonly string[],
): Promise<{ readonly brought: readonly Brought[]; readonly complete: boolean }> {
  const all: Brought[] = [];
  let complete = true;
  for (let from = 0, broken = 0; from < slice.length; ) {
    const asked = await runInRepository(context, root, [...rawLog, '--no-walk=unsorted', '--stdin', '--'], {
      signal,
      stdin: `${slice.slice(from).join('\n')}\n`,
      maxStdout: mostBytes,
      timeoutMs,
    });
    const { commits, brought } = readBrought(asked.stdout);
    all.push(...brought);
    if (asked.exitCode === 0 && !asked.stdoutCut) break;
    complete = false;
    // What follows the last commit it named is what it broke off at.
    from += commits.length + 1;
    if (asked.end !== 'exited' || ++broken > mostBroken) break;
  }
  return { brought: all, complete };
}
