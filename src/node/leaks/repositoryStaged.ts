import type { LookReport } from '../../leaks/ports.ts';
import { grouped } from '../../shared/grouped.ts';
import { runInRepository } from '../git/gitContext.ts';
import { type Brought, readBrought } from '../git/readOutgoingChanges.ts';
import { LookFindings, type RepositoryLook } from './repositoryLook.ts';
import { readAll } from './repositoryObjects.ts';
import { commitOf } from './repositoryRanges.ts';

const mostBytes = 32_000_000;

/**
 * What `git add` took, as the index holds it: the files of the work tree may say something else by now. Before the first
 * commit that is the whole index. `indexFile`: the index git tells a hook of a commit to look at; its own unless told.
 */
export async function lookAtStaged(
  look: RepositoryLook,
  { indexFile }: { readonly indexFile?: string | undefined } = {},
): Promise<LookReport> {
  const { context, root, signal } = look;
  const findings = new LookFindings();
  const against = (await commitOf(look, 'HEAD')) ?? (await emptyTree(look));
  const differs = ['diff-index', '--cached', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-relative'];
  const asked =
    against === undefined
      ? undefined
      : await runInRepository(context, root, [...differs, '-O/dev/null', against, '--'], {
          signal,
          maxStdout: mostBytes,
          indexFile,
        });
  if (asked?.exitCode !== 0 || asked.stdoutCut) findings.complete = false;
  const paths = pathsOf(readBrought(asked?.exitCode === 0 ? asked.stdout : '').brought);
  const complete = await readAll(look, [...paths.keys()], {
    nameOf: (blob) => paths.get(blob)?.[0],
    onLeaks: (blob, leaks) => {
      for (const path of paths.get(blob) ?? []) findings.add({ kind: 'staged', root, path }, leaks);
    },
  });
  findings.complete &&= complete;
  return findings.report();
}

/** By this repository's own way to name objects. Nothing is written. */
async function emptyTree({ context, root, signal }: RepositoryLook): Promise<string | undefined> {
  const args = ['hash-object', '-t', 'tree', '--stdin'];
  const { exitCode, stdout } = await runInRepository(context, root, args, { signal });
  return exitCode === 0 ? stdout.trim() : undefined;
}

/** Blobs with every path that has them. */
function pathsOf(brought: readonly Brought[]): ReadonlyMap<string, readonly string[]> {
  const groups = [...grouped(brought, ({ blob }) => blob)];
  return new Map(groups.map(([blob, same]) => [blob, [...new Set(same.map(({ path }) => path))]]));
}
