import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import { pullRequestPage } from '../github/links.ts';
import { type PullAnswer, readPullAnswer, readPullAnswers } from '../github/pullAnswer.ts';
import { splitFullName } from '../github/repository.ts';
import { hostOf } from '../tokens/host.ts';
import type { PullExtras } from './pullExtras.ts';

/** A pull request, as far as it is shown, compared and changed. */
export interface PullRequest extends Required<Omit<PullExtras, 'milestone'>> {
  /** `owner/name` it belongs to, by its present name. */
  readonly repository: string;
  readonly number: number;
  /** Made from our own parts; GitHub's `html_url` is not used (B06). */
  readonly url: string;
  readonly title: string;
  readonly draft: boolean;
  readonly base: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly body: string;
  readonly author: string | undefined;
  readonly milestone: number | undefined;
  /** GraphQL's name of it, opaque. */
  readonly nodeId: string | undefined;
}

export interface HeadBranch {
  /** `owner/name` of the repository the pull request belongs to, by its present name. */
  readonly repository: string;
  /** Who owns the branch: the same owner, or that of a fork. */
  readonly headOwner: string;
  readonly branch: string;
  /** `owner/name` the branch is in. Needed where fork and original have one owner, and to tell two forks apart. */
  readonly headRepository?: string;
}

/** Whether the branch is in another repository than the one the pull request goes to. */
export function isFromFork({ repository, headOwner, headRepository }: HeadBranch): boolean {
  const same = headRepository?.toLowerCase() === repository.toLowerCase();
  const sameOwner = headOwner.toLowerCase() === splitFullName(repository).owner.toLowerCase();
  return headRepository === undefined ? !sameOwner : !same;
}

/**
 * The open pull request of a branch, if there is one. What comes back is checked against what was asked: GitHub
 * ignores a `head` filter it cannot read and then lists other people's pull requests.
 */
export async function findOpenPullRequest(
  api: GitHubApi,
  credential: Credential,
  { repository, headOwner, branch, headRepository }: HeadBranch,
  signal?: CancelSignal,
): Promise<PullRequest | undefined> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/pulls',
    parameters: { ...splitFullName(repository), head: `${headOwner}:${branch}`, state: 'open', per_page: 10 },
    signal,
  });
  const inThatOne = (found: string | undefined) =>
    headRepository === undefined ||
    found === undefined ||
    found.toLowerCase() === headRepository.toLowerCase();
  const found = readPullAnswers(answer.data).find(
    (pull) =>
      pull.open &&
      pull.head === branch &&
      pull.headOwner?.toLowerCase() === headOwner.toLowerCase() &&
      inThatOne(pull.headRepository),
  );
  return found && shownPullRequest(found, credential, repository);
}

/** One pull request as it is now. Throws `Failure<ApiProblem>`. */
export async function readPullRequest(
  api: GitHubApi,
  credential: Credential,
  { repository, number }: Pick<PullRequest, 'repository' | 'number'>,
  signal?: CancelSignal,
): Promise<PullRequest> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    parameters: { ...splitFullName(repository), pull_number: number },
    signal,
  });
  return shownPullRequest(readPullAnswer(answer.data), credential, repository);
}

/** The few facts that are used, from GitHub's checked answer. */
export function shownPullRequest(
  answer: PullAnswer,
  credential: Credential,
  repository: string,
): PullRequest {
  const { number, title, draft, base, body, author, milestone, nodeId } = answer;
  const { labels, assignees, reviewers, teams } = answer;
  return {
    repository,
    number,
    url: pullRequestPage(hostOf(credential.host), repository, number),
    title,
    draft,
    base,
    state: answer.open ? 'open' : answer.merged ? 'merged' : 'closed',
    body,
    author,
    labels,
    assignees,
    reviewers,
    teams,
    milestone,
    nodeId,
  };
}
