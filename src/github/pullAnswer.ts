import {
  array,
  boolean,
  type GenericSchema,
  integer,
  looseObject,
  maxLength,
  minLength,
  minValue,
  nullable,
  number,
  optional,
  pipe,
  regex,
  safeParse,
  string,
} from 'valibot';
import { Failure } from '../shared/failure.ts';
import { boundText, stripControl } from '../shared/text.ts';
import type { ApiProblem } from './problems.ts';
import { branchSchema, fullNamePattern } from './repository.ts';

/** What is read of a pull request; its addresses are not (B06). */
export interface PullAnswer {
  readonly number: number;
  /** One bounded line without control characters, still to be redacted where it is shown. */
  readonly title: string;
  readonly open: boolean;
  readonly draft: boolean;
  readonly base: string;
  readonly head: string;
  /** Undefined when the account that owned the fork is gone. */
  readonly headOwner: string | undefined;
  /** `owner/name` the branch is in; undefined when that is gone or was not said. */
  readonly headRepository: string | undefined;
  readonly merged: boolean;
  /** As GitHub has it, to be compared and edited; `''` for none. To be cleaned where it is shown. */
  readonly body: string;
  readonly author: string | undefined;
  /** GraphQL's name of it, opaque. */
  readonly nodeId: string | undefined;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Whose review is asked for and has not come. */
  readonly reviewers: readonly string[];
  /** Slugs. */
  readonly teams: readonly string[];
  readonly milestone: number | undefined;
}

const name = pipe(string(), minLength(1), maxLength(255));
const account = looseObject({ login: name });
const maybe = <T extends GenericSchema>(schema: T) => optional(nullable(schema));
const list = <T extends GenericSchema>(schema: T) => maybe(pipe(array(schema), maxLength(1000)));

/** GitHub takes 65,536 characters, counted otherwise than here: room for that. */
const longestBody = 262_144;

const schema = looseObject({
  number: pipe(number(), integer(), minValue(1)),
  title: pipe(string(), maxLength(1000)),
  state: string(),
  draft: optional(boolean(), false),
  base: looseObject({ ref: branchSchema }),
  head: looseObject({
    ref: branchSchema,
    user: nullable(looseObject({ login: string() })),
    repo: maybe(looseObject({ full_name: pipe(string(), regex(fullNamePattern)) })),
  }),
  merged_at: maybe(string()),
  body: maybe(pipe(string(), maxLength(longestBody))),
  user: maybe(account),
  node_id: maybe(pipe(string(), regex(/^[A-Za-z0-9_=+/-]{1,200}$/))),
  labels: list(looseObject({ name })),
  assignees: list(account),
  requested_reviewers: list(account),
  requested_teams: list(looseObject({ slug: name })),
  milestone: maybe(looseObject({ number: pipe(number(), integer(), minValue(1)) })),
});

/** GitHub's answer about one pull request. Throws `Failure<ApiProblem>` when it is of another shape. */
export function readPullAnswer(data: unknown): PullAnswer {
  const parsed = safeParse(schema, data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  const { number, title, state, draft, base, head, ...rest } = parsed.output;
  return {
    number,
    title: boundText(stripControl(title), 256),
    open: state === 'open',
    draft,
    base: base.ref,
    head: head.ref,
    headOwner: head.user?.login,
    headRepository: head.repo?.full_name,
    merged: typeof rest.merged_at === 'string',
    body: rest.body ?? '',
    author: rest.user?.login,
    nodeId: rest.node_id ?? undefined,
    labels: (rest.labels ?? []).map((label) => label.name),
    assignees: (rest.assignees ?? []).map(({ login }) => login),
    reviewers: (rest.requested_reviewers ?? []).map(({ login }) => login),
    teams: (rest.requested_teams ?? []).map(({ slug }) => slug),
    milestone: rest.milestone?.number,
  };
}

/** GitHub's list of pull requests. One entry of another shape makes all of it untrusted: it may be the one we look for. */
export function readPullAnswers(data: unknown): readonly PullAnswer[] {
  const parsed = safeParse(pipe(array(looseObject({})), maxLength(100)), data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return parsed.output.map(readPullAnswer);
}
