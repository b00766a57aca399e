import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { type GitContext, runInRepository } from './gitContext.ts';

/** As the last clone or `git remote set-head` left it; undefined when the repository does not say. No network. */
export async function readDefaultBranch(
  context: GitContext,
  { folder }: Pick<RepositoryFacts, 'folder'>,
  { remote }: Pick<PushTarget, 'remote'>,
  signal?: CancelSignal,
): Promise<string | undefined> {
  const head = `refs/remotes/${remote}/HEAD`;
  const asked = await runInRepository(context, folder, ['symbolic-ref', '-q', head], { signal });
  const start = `refs/remotes/${remote}/`;
  const name = asked.stdout.trim();
  return asked.exitCode === 0 && name.startsWith(start) ? name.slice(start.length) : undefined;
}
