import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import type { ApiProblem } from '../github/problems.ts';
import { readPullAnswer } from '../github/pullAnswer.ts';
import { splitFullName } from '../github/repository.ts';
import { Failure } from '../shared/failure.ts';
import { boundText, stripControl } from '../shared/text.ts';
import { type AppliedExtras, applyExtras } from './applyExtras.ts';
import { explainRefusal } from './explainRefusal.ts';
import { mayHaveArrived } from './mayHaveArrived.ts';
import type { HeadBranch, PullRequest } from './openPullRequest.ts';
import { findOpenPullRequest, isFromFork, shownPullRequest } from './openPullRequest.ts';
import { outsiderProblem } from './outsider.ts';
import type { PullProblem } from './problems.ts';
import { lackingExtras, type PullExtras } from './pullExtras.ts';

export interface NewPullRequest extends HeadBranch, PullExtras {
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** False only after the person chose an ordinary pull request, where drafts are not supported. */
  readonly draft: boolean;
  /** Maintainers of the base may push to the branch. Sent for the branch of a fork only: elsewhere GitHub refuses it. */
  readonly maintainerCanModify?: boolean;
}

export type CreatedPullRequest =
  | (AppliedExtras & { readonly kind: 'created'; readonly pull: PullRequest })
  /** The connection failed after sending; asked again, GitHub showed it. */
  | (AppliedExtras & { readonly kind: 'createdUnseen'; readonly pull: PullRequest })
  /** An earlier attempt had opened it as it is wanted; what it lacked was applied. */
  | (AppliedExtras & { readonly kind: 'continued'; readonly pull: PullRequest })
  /** The branch had an open pull request already; nothing was sent. */
  | { readonly kind: 'existing'; readonly pull: PullRequest };

/**
 * Opens a pull request, at most one: looks for an open one first, sends the request once, and after a failure in the
 * middle looks again instead of sending again. Then labels and the rest, each by its own request: what fails there is
 * reported and keeps the pull request. Called again with the same values it continues where it ended.
 * Throws `Failure<PullProblem>` or `Failure<ApiProblem>`.
 */
export async function createDraftPullRequest(
  api: GitHubApi,
  credential: Credential,
  wanted: NewPullRequest,
  signal?: CancelSignal,
): Promise<CreatedPullRequest> {
  if (!isFromFork(wanted) && wanted.branch === wanted.base) {
    throw new Failure<PullProblem>({ kind: 'headIsBase', branch: wanted.branch });
  }
  const attempt: Attempt = { api, credential, wanted, signal };
  const existing = await findOpenPullRequest(api, credential, wanted, signal).catch((error: unknown) => {
    throw asOutsider(error, attempt);
  });
  if (existing) return continueWith(existing, attempt);
  let pull: PullRequest;
  try {
    pull = await send(attempt);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return await afterFailure(error as Failure<ApiProblem>, attempt);
  }
  return { kind: 'created', pull, ...(await finish(pull, attempt)) };
}

interface Attempt {
  readonly api: GitHubApi;
  readonly credential: Credential;
  readonly wanted: NewPullRequest;
  readonly signal: CancelSignal | undefined;
}

/** The branch as GitHub's `head` names it. */
function headOf({ repository, headOwner, branch }: NewPullRequest): string {
  const { owner } = splitFullName(repository);
  return headOwner.toLowerCase() === owner.toLowerCase() ? branch : `${headOwner}:${branch}`;
}

async function send({ api, credential, wanted, signal }: Attempt): Promise<PullRequest> {
  const { repository, base, title, body, draft, headRepository, maintainerCanModify } = wanted;
  const at = splitFullName(repository);
  const head = headOf(wanted);
  const fork = isFromFork(wanted);
  // Asked for by GitHub where fork and original have one owner: `head` alone would name the original's branch.
  const within = fork && head === wanted.branch && headRepository !== undefined;
  const answer = await askGitHub(api, {
    credential,
    operation: 'POST /repos/{owner}/{repo}/pulls',
    parameters: {
      ...at,
      title,
      body,
      head,
      base,
      draft,
      ...(within ? { head_repo: headRepository } : {}),
      ...(fork && maintainerCanModify !== undefined ? { maintainer_can_modify: maintainerCanModify } : {}),
    },
    signal,
  });
  return shownPullRequest(readPullAnswer(answer.data), credential, repository);
}

function finish(pull: PullRequest, { api, credential, wanted, signal }: Attempt): Promise<AppliedExtras> {
  return applyExtras({ api, credential, pull, signal }, lackingExtras(wanted, pull));
}

/**
 * An open one that has the wanted base and title is what an earlier attempt opened: what it lacks is applied. Any
 * other is the person's to look at first.
 */
async function continueWith(pull: PullRequest, attempt: Attempt): Promise<CreatedPullRequest> {
  const { wanted } = attempt;
  const lacking = lackingExtras(wanted, pull);
  const lacksNothing = Object.values(lacking).every((one) => Array.isArray(one) && one.length === 0);
  const asWanted = pull.base === wanted.base && pull.title === asShown(wanted.title);
  if (lacksNothing || !asWanted) return { kind: 'existing', pull };
  return { kind: 'continued', pull, ...(await finish(pull, attempt)) };
}

/** A title as it comes back from GitHub. */
function asShown(title: string): string {
  return boundText(stripControl(title.trim()), 256);
}

async function afterFailure(failure: Failure<ApiProblem>, attempt: Attempt): Promise<CreatedPullRequest> {
  const { api, credential, wanted } = attempt;
  const { problem, details } = failure;
  if (problem.kind === 'validation') {
    const head = headOf(wanted);
    const refusal = explainRefusal(problem.errors, { head, base: wanted.base });
    if (refusal.kind !== 'alreadyExists') throw new Failure(refusal, details);
    const pull = await findOpenPullRequest(api, credential, wanted);
    if (pull) return continueWith(pull, attempt);
    throw new Failure<PullProblem>({ kind: 'existsUnseen', head }, details);
  }
  if (!mayHaveArrived(problem)) throw asOutsider(failure, attempt);
  // Without the caller's signal: a cancelled request may have arrived too, and the person is owed the truth.
  const pull = await findOpenPullRequest(api, credential, wanted).catch((error: unknown) => {
    if (!Failure.is(error)) throw error;
    throw new Failure<PullProblem>({ kind: 'unconfirmed', cause: problem }, details);
  });
  if (pull) return { kind: 'createdUnseen', pull, ...(await finish(pull, attempt)) };
  throw new Failure<PullProblem>({ kind: 'notCreated', cause: problem }, details);
}

function asOutsider(error: unknown, { credential, wanted }: Attempt): unknown {
  if (!Failure.is(error)) return error;
  const problem = outsiderProblem(error.problem, credential.host, wanted);
  return problem ? new Failure<PullProblem>(problem, error.details) : error;
}
