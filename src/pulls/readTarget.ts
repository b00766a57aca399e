import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { readRepository, splitFullName } from '../github/repository.ts';
import { Failure } from '../shared/failure.ts';
import type { PullProblem } from './problems.ts';

export interface PullTarget {
  /** `owner/name` as it is now; a renamed or moved repository is addressed by this from here on. */
  readonly repository: string;
  /** Its owner now: also the owner of a branch that was pushed to it. */
  readonly owner: string;
  readonly defaultBranch: string;
  /** `owner/name` this is a fork of: where its pull requests usually go. */
  readonly parent?: string;
}

/**
 * The repository a pull request goes to, by its present name: a POST to a former name would be a redirect, which is
 * refused. An archived one takes none. Throws `Failure<ApiProblem>` or `Failure<PullProblem>`.
 */
export async function readTarget(
  api: GitHubApi,
  credential: Credential,
  fullName: string,
  signal?: CancelSignal,
): Promise<PullTarget> {
  const found = await readRepository(api, credential, fullName, signal);
  if (found.archived) throw new Failure<PullProblem>({ kind: 'archived', repository: found.fullName });
  const { owner } = splitFullName(found.fullName);
  return {
    repository: found.fullName,
    owner,
    defaultBranch: found.defaultBranch,
    ...(found.parent === undefined ? {} : { parent: found.parent }),
  };
}
