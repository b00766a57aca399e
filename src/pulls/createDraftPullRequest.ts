import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import type { ApiProblem } from '../github/problems.ts';
import { readPullAnswer } from '../github/pullAnswer.ts';
import { splitFullName } from '../github/repository.ts';
import { Failure } from '../shared/failure.ts';
import { explainRefusal } from './explainRefusal.ts';
import type { HeadBranch, PullRequest } from './openPullRequest.ts';
import { findOpenPullRequest, shownPullRequest } from './openPullRequest.ts';
import type { PullProblem } from './problems.ts';

export interface NewPullRequest extends HeadBranch {
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** False only after the person chose an ordinary pull request, where drafts are not supported. */
  readonly draft: boolean;
}

export type CreatedPullRequest =
  | { readonly kind: 'created'; readonly pull: PullRequest }
  /** The connection failed after sending; asked again, GitHub showed it. */
  | { readonly kind: 'createdUnseen'; readonly pull: PullRequest }
  /** The branch had an open pull request already; nothing was sent. */
  | { readonly kind: 'existing'; readonly pull: PullRequest };

/**
 * Opens a pull request, at most one: looks for an open one first, sends the request once, and after a failure in the
 * middle looks again instead of sending again. Throws `Failure<PullProblem>` or `Failure<ApiProblem>`.
 */
export async function createDraftPullRequest(
  api: GitHubApi,
  credential: Credential,
  wanted: NewPullRequest,
  signal?: CancelSignal,
): Promise<CreatedPullRequest> {
  const owner = splitFullName(wanted.repository).owner;
  const sameOwner = wanted.headOwner.toLowerCase() === owner.toLowerCase();
  if (sameOwner && wanted.branch === wanted.base) {
    throw new Failure<PullProblem>({ kind: 'headIsBase', branch: wanted.branch });
  }
  const existing = await findOpenPullRequest(api, credential, wanted, signal);
  if (existing) return { kind: 'existing', pull: existing };
  const head = sameOwner ? wanted.branch : `${wanted.headOwner}:${wanted.branch}`;
  try {
    return { kind: 'created', pull: await send(api, credential, wanted, head, signal) };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return await afterFailure(error as Failure<ApiProblem>, { api, credential, wanted, head });
  }
}

async function send(
  api: GitHubApi,
  credential: Credential,
  { repository, base, title, body, draft }: NewPullRequest,
  head: string,
  signal: CancelSignal | undefined,
): Promise<PullRequest> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'POST /repos/{owner}/{repo}/pulls',
    parameters: { ...splitFullName(repository), title, body, head, base, draft },
    signal,
  });
  return shownPullRequest(readPullAnswer(answer.data), credential, repository);
}

interface Attempt {
  readonly api: GitHubApi;
  readonly credential: Credential;
  readonly wanted: NewPullRequest;
  readonly head: string;
}

async function afterFailure(failure: Failure<ApiProblem>, attempt: Attempt): Promise<CreatedPullRequest> {
  const { api, credential, wanted, head } = attempt;
  const { problem, details } = failure;
  if (problem.kind === 'validation') {
    const refusal = explainRefusal(problem.errors, { head, base: wanted.base });
    if (refusal.kind !== 'alreadyExists') throw new Failure(refusal, details);
    const pull = await findOpenPullRequest(api, credential, wanted);
    if (pull) return { kind: 'existing', pull };
    throw new Failure<PullProblem>({ kind: 'existsUnseen', head }, details);
  }
  if (!mayHaveArrived(problem)) throw failure;
  // Without the caller's signal: a cancelled request may have arrived too, and the person is owed the truth.
  const pull = await findOpenPullRequest(api, credential, wanted).catch((error: unknown) => {
    if (!Failure.is(error)) throw error;
    throw new Failure<PullProblem>({ kind: 'unconfirmed', cause: problem }, details);
  });
  if (pull) return { kind: 'createdUnseen', pull };
  throw new Failure<PullProblem>({ kind: 'notCreated', cause: problem }, details);
}

/** Whether GitHub may have acted although we got no usable answer: only a clear refusal rules it out. */
function mayHaveArrived({ kind }: ApiProblem): boolean {
  switch (kind) {
    case 'offline':
    case 'timeout':
    case 'cancelled':
    case 'serverError':
    case 'tooLarge':
    case 'notJson':
    case 'unexpectedShape':
      return true;
    default:
      return false;
  }
}
