import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { askGitHub } from '../github/askGitHub.ts';
import { pullRequestPage } from '../github/links.ts';
import { type PullAnswer, readPullAnswers } from '../github/pullAnswer.ts';
import { splitFullName } from '../github/repository.ts';
import { hostOf } from '../tokens/host.ts';

/** An open pull request, as far as it is shown. */
export interface PullRequest {
  readonly number: number;
  /** Made from our own parts; GitHub's `html_url` is not used (B06). */
  readonly url: string;
  readonly title: string;
  readonly draft: boolean;
  readonly base: string;
}

export interface HeadBranch {
  /** `owner/name` of the repository the pull request belongs to, by its present name. */
  readonly repository: string;
  /** Who owns the branch: the same owner, or that of a fork. */
  readonly headOwner: string;
  readonly branch: string;
}

/**
 * The open pull request of a branch, if there is one. What comes back is checked against what was asked: GitHub
 * ignores a `head` filter it cannot read and then lists other people's pull requests.
 */
export async function findOpenPullRequest(
  api: GitHubApi,
  credential: Credential,
  { repository, headOwner, branch }: HeadBranch,
  signal?: CancelSignal,
): Promise<PullRequest | undefined> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/pulls',
    parameters: { ...splitFullName(repository), head: `${headOwner}:${branch}`, state: 'open', per_page: 10 },
    signal,
  });
  const found = readPullAnswers(answer.data).find(
    (pull) => pull.open && pull.head === branch && pull.headOwner?.toLowerCase() === headOwner.toLowerCase(),
  );
  return found && shownPullRequest(found, credential, repository);
}

/** The few facts that are shown, from GitHub's checked answer. */
export function shownPullRequest(
  { number, title, draft, base }: PullAnswer,
  credential: Credential,
  repository: string,
): PullRequest {
  return { number, url: pullRequestPage(hostOf(credential.host), repository, number), title, draft, base };
}
