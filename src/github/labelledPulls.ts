import {
  array,
  integer,
  looseObject,
  maxLength,
  minValue,
  number,
  optional,
  pipe,
  safeParse,
  string,
  unknown,
} from 'valibot';
import { Failure } from '../shared/failure.ts';
import { boundText, stripControl } from '../shared/text.ts';
import { hostOf } from '../tokens/host.ts';
import type { CancelSignal, Credential, GitHubApi } from './apiAnswer.ts';
import { askGitHub } from './askGitHub.ts';
import { pullRequestPage } from './links.ts';
import type { ApiProblem } from './problems.ts';
import { splitFullName } from './repository.ts';

/** A pull request as the list of issues names it. */
export interface LabelledPull {
  readonly number: number;
  /** One bounded line without control characters, still to be redacted where it is shown. */
  readonly title: string;
  readonly open: boolean;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** Made from our own parts (B06). */
  readonly url: string;
}

export interface LabelledPulls {
  /** Newest first. */
  readonly pulls: readonly LabelledPull[];
  /** GitHub had more than it gives in one answer: older ones are not among these. */
  readonly more: boolean;
}

/** What is asked: pull requests of one repository that carry all of `labels`, created from `from` on and before `to` (ms). */
export interface LabelledQuery {
  /** `owner/name`. */
  readonly repository: string;
  readonly labels: readonly string[];
  readonly from: number;
  readonly to: number;
}

const mostInOneAnswer = 100;

const schema = pipe(
  array(
    looseObject({
      number: pipe(number(), integer(), minValue(1)),
      title: pipe(string(), maxLength(1000)),
      state: string(),
      created_at: pipe(string(), maxLength(40)),
      pull_request: optional(unknown()),
    }),
  ),
  maxLength(mostInOneAnswer),
);

/**
 * The pull requests with the given labels that were created in a time: one call. The list of issues is asked because the
 * list of pull requests cannot be filtered by label; issues are left out. `since` goes by the last change, so what was
 * created before it is left out here. Throws `Failure<ApiProblem>`.
 */
export async function listLabelledPulls(
  api: GitHubApi,
  credential: Credential,
  { repository, labels, from, to }: LabelledQuery,
  signal?: CancelSignal,
): Promise<LabelledPulls> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/issues',
    parameters: {
      ...splitFullName(repository),
      labels: labels.join(','),
      state: 'all',
      since: new Date(from).toISOString(),
      sort: 'created',
      direction: 'desc',
      per_page: mostInOneAnswer,
    },
    signal,
  });
  const parsed = safeParse(schema, answer.data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  const pulls = parsed.output
    .filter((issue) => issue.pull_request !== undefined && issue.pull_request !== null)
    .map((issue) => ({
      number: issue.number,
      title: boundText(stripControl(issue.title), 256),
      open: issue.state === 'open',
      createdAt: Date.parse(issue.created_at),
      url: pullRequestPage(hostOf(credential.host), repository, issue.number),
    }))
    .filter(({ createdAt }) => createdAt >= from && createdAt < to);
  return { pulls, more: parsed.output.length === mostInOneAnswer };
}
