import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

const most = 500;

/** Branches of a remote that were fetched, by the name they have there, newest commit first; at most 500. */
export async function readRemoteBranches(
  context: GitContext,
  folder: string,
  remote: string,
  signal?: CancelSignal,
): Promise<readonly string[]> {
  const prefix = `refs/remotes/${remote}/`;
  const asked = await runInRepository(
    context,
    folder,
    ['for-each-ref', '--sort=-committerdate', `--count=${most}`, '--format=%(refname)', prefix],
    { signal },
  );
  return asked.stdout
    .split('\n')
    .filter((name) => name.startsWith(prefix) && name !== `${prefix}HEAD`)
    .map((name) => name.slice(prefix.length));
}
