import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';
import { explainRefusal } from './explainRefusal.ts';
import { mayHaveArrived } from './mayHaveArrived.ts';
import { type PullRequest, readPullRequest } from './openPullRequest.ts';
import type { PullProblem } from './problems.ts';

/**
 * Makes a draft ready for review, or the other way round: the one thing about a pull request that REST cannot change.
 * Looks first, sends once, and believes what GitHub shows afterwards, not the answer to the mutation. One that is so
 * already, or was closed meanwhile, is not touched. Throws `Failure<PullProblem>` or `Failure<ApiProblem>`.
 */
export async function setDraftState(
  api: GitHubApi,
  credential: Credential,
  seen: Pick<PullRequest, 'repository' | 'number'>,
  draft: boolean,
  signal?: CancelSignal,
): Promise<PullRequest> {
  const now = await readPullRequest(api, credential, seen, signal);
  const { number, state, nodeId } = now;
  if (state !== 'open') {
    throw new Failure<PullProblem>({ kind: 'closedMeanwhile', number, merged: state === 'merged' });
  }
  if (now.draft === draft) return now;
  if (nodeId === undefined) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  const operation = draft ? 'GRAPHQL convertPullRequestToDraft' : 'GRAPHQL markPullRequestReadyForReview';
  let cause: Failure<ApiProblem> | undefined;
  try {
    await askGitHub(api, { credential, operation, parameters: { id: nodeId }, signal });
  } catch (error) {
    if (!Failure.is(error)) throw error;
    cause = error as Failure<ApiProblem>;
    if (!mayHaveArrived(cause.problem)) throw inTerms(cause);
  }
  return await confirm(api, credential, now, draft, cause);
}

/** Without the caller's signal: a cancelled request may have arrived too. */
async function confirm(
  api: GitHubApi,
  credential: Credential,
  before: PullRequest,
  draft: boolean,
  failure: Failure<ApiProblem> | undefined,
): Promise<PullRequest> {
  const cause = failure?.problem ?? { kind: 'unexpectedShape' };
  const after = await readPullRequest(api, credential, before).catch((error: unknown) => {
    if (!Failure.is(error)) throw error;
    throw new Failure<PullProblem>({ kind: 'updateUnconfirmed', cause }, failure?.details);
  });
  if (after.draft === draft) return after;
  throw new Failure<PullProblem>({ kind: 'notUpdated', cause }, failure?.details);
}

/** GraphQL does not say which permission would do; we know it. */
function inTerms(failure: Failure<ApiProblem>): Failure {
  const { problem, details } = failure;
  if (problem.kind === 'validation') {
    const refusal = explainRefusal(problem.errors, { head: '', base: '' });
    if (refusal.kind !== 'alreadyExists') return new Failure<PullProblem>(refusal, details);
  }
  const unnamed =
    problem.kind === 'missingPermission' && problem.accepted.length + problem.scopes.length === 0;
  if (!unnamed && !(problem.kind === 'unknown' && problem.status === 403)) return failure;
  const accepted = [{ pull_requests: 'write' }] as const;
  return new Failure<ApiProblem>({ kind: 'missingPermission', accepted, scopes: ['repo'] }, details);
}
