import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/** One untidy file is enough to ask; a few help to find them. */
const mostFiles = 50;

/**
 * Tracked files that differ from the commit that is checked out; undefined when git could not say. To compare, git
 * would run the `clean` filters that the repository names (A10): they are taken away by name, so a file kept by one,
 * like LFS, may count as changed after it was touched.
 */
export async function readChangedFiles(
  context: GitContext,
  { folder }: RepositoryFacts,
  signal?: CancelSignal,
): Promise<readonly string[] | undefined> {
  const filters = await readFilterNames(context, folder, signal);
  if (filters === undefined) return undefined;
  const without = filters.flatMap((name) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((rest) => ['-c', `filter.${name}.${rest}`]),
  );
  const asked = await runInRepository(
    context,
    folder,
    [
      ...without,
      'status',
      '--porcelain=v2',
      '-z',
      '--untracked-files=no',
      // Inside a submodule git would be started again, with a configuration of its own.
      '--ignore-submodules=dirty',
      '--no-renames',
    ],
    { signal, maxStdout: 1_000_000 },
  );
  return asked.exitCode === 0 ? readStatus(asked.stdout).slice(0, mostFiles) : undefined;
}

/** Undefined when one could not be taken away: its name has a `=`, at which git would end it. */
async function readFilterNames(
  context: GitContext,
  folder: string,
  signal: CancelSignal | undefined,
): Promise<readonly string[] | undefined> {
  const asked = await runInRepository(
    context,
    folder,
    ['config', '--includes', '-z', '--name-only', '--get-regexp', '^filter\\.'],
    { signal, maxStdout: 200_000 },
  );
  // 1: there is none.
  if (asked.exitCode === 1) return [];
  if (asked.exitCode !== 0 || asked.stdoutCut) return undefined;
  const names = asked.stdout
    .split('\0')
    .filter((key) => key !== '')
    .map((key) => key.slice('filter.'.length, key.lastIndexOf('.')));
  const distinct = [...new Set(names)];
  return distinct.some((name) => name.includes('=') || name.includes('\ufffd')) ? undefined : distinct;
}

/** `1 XY sub mH mI mW hH hI path` and `u XY sub m1 m2 m3 mW h1 h2 h3 path`, each ended by NUL; `#` and `?` lines have none. */
function readStatus(output: string): readonly string[] {
  return output.split('\0').flatMap((line) => {
    const fields = { '1': 8, u: 10 }[line.charAt(0)];
    return fields === undefined ? [] : [line.split(' ').slice(fields).join(' ')];
  });
}
