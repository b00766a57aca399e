import { array, integer, looseObject, maxLength, minValue, number, pipe, safeParse, string } from 'valibot';
import { Failure } from '../shared/failure.ts';
import { boundText, stripControl } from '../shared/text.ts';
import { hostOf } from '../tokens/host.ts';
import type { CancelSignal, Credential, GitHubApi } from './apiAnswer.ts';
import { askGitHub } from './askGitHub.ts';
import { pullRequestPage } from './links.ts';
import type { ApiProblem } from './problems.ts';
import { splitFullName } from './repository.ts';

/** A pull request in a list, whoever opened it. */
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
  /** GitHub has more of that time than one answer holds: the next page has older ones. */
  readonly more: boolean;
}

/** Pull requests of one repository with any of `labels`, created from `from` on and before `to` (ms since the epoch). */
export interface LabelledQuery {
  /** `owner/name`. */
  readonly repository: string;
  readonly labels: readonly string[];
  readonly from: number;
  readonly to: number;
}

const pageSize = 100;

const schema = pipe(
  array(
    looseObject({
      number: pipe(number(), integer(), minValue(1)),
      title: pipe(string(), maxLength(1000)),
      state: string(),
      created_at: pipe(string(), maxLength(40)),
      labels: pipe(array(looseObject({ name: pipe(string(), maxLength(200)) })), maxLength(200)),
    }),
  ),
  maxLength(pageSize),
);

/**
 * One call for one page (from 1), newest first. The list of pull requests is asked and looked through here: the list of
 * issues could filter by label, but needs Issues: read, which a token for pushing and pull requests rightly has not.
 * Throws `Failure<ApiProblem>`.
 */
export async function listLabelledPulls(
  api: GitHubApi,
  credential: Credential,
  { repository, labels, from, to }: LabelledQuery,
  page: number,
  signal?: CancelSignal,
): Promise<LabelledPulls> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/pulls',
    parameters: {
      ...splitFullName(repository),
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: pageSize,
      page,
    },
    signal,
  });
  const parsed = safeParse(schema, answer.data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  // At GitHub two labels of one repository never differ in letter case alone.
  const wanted = new Set(labels.map((label) => label.toLowerCase()));
  const all = parsed.output.map((pull) => ({ ...pull, createdAt: Date.parse(pull.created_at) }));
  const pulls = all
    .filter(({ createdAt }) => createdAt >= from && createdAt < to)
    .filter((pull) => pull.labels.some(({ name }) => wanted.has(name.toLowerCase())))
    .map(({ number, title, state, createdAt }) => ({
      number,
      title: boundText(stripControl(title), 256),
      open: state === 'open',
      createdAt,
      url: pullRequestPage(hostOf(credential.host), repository, number),
    }));
  return { pulls, more: all.length === pageSize && (all.at(-1)?.createdAt ?? 0) >= from };
}
