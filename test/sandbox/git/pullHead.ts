import type { Registry } from '../registry.ts';
import type { PullRequest, Repository } from '../world.ts';
import { askGit } from './gitObjects.ts';

/** The repository a pull request's branch is in. */
export function headRepositoryOf(
  registry: Registry,
  repository: Repository,
  pull: Pick<PullRequest, 'headRepositoryId'>,
): Repository {
  const id = pull.headRepositoryId;
  return (id === undefined ? undefined : registry.repositoryById(repository.host, id)) ?? repository;
}

/** A ref of `repository` for the branch as it is now: a fork's is fetched first, as GitHub keeps `refs/pull`. */
export async function headRef(repository: Repository, head: Repository, branch: string): Promise<string> {
  if (head.id === repository.id) return `refs/heads/${branch}`;
  const ref = `refs/forks/${head.id}/${branch}`;
  await askGit(repository.gitDir, ['fetch', '--quiet', head.gitDir, `+refs/heads/${branch}:${ref}`]);
  return ref;
}
