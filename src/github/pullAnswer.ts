import {
  array,
  boolean,
  integer,
  looseObject,
  maxLength,
  minValue,
  nullable,
  number,
  optional,
  pipe,
  safeParse,
  string,
} from 'valibot';
import { Failure } from '../shared/failure.ts';
import { boundText, stripControl } from '../shared/text.ts';
import type { ApiProblem } from './problems.ts';
import { branchSchema } from './repository.ts';

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
}

const schema = looseObject({
  number: pipe(number(), integer(), minValue(1)),
  title: pipe(string(), maxLength(1000)),
  state: string(),
  draft: optional(boolean(), false),
  base: looseObject({ ref: branchSchema }),
  head: looseObject({ ref: branchSchema, user: nullable(looseObject({ login: string() })) }),
});

/** GitHub's answer about one pull request. Throws `Failure<ApiProblem>` when it is of another shape. */
export function readPullAnswer(data: unknown): PullAnswer {
  const parsed = safeParse(schema, data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  const { number, title, state, draft, base, head } = parsed.output;
  return {
    number,
    title: boundText(stripControl(title), 256),
    open: state === 'open',
    draft,
    base: base.ref,
    head: head.ref,
    headOwner: head.user?.login,
  };
}

/** GitHub's list of pull requests. One entry of another shape makes all of it untrusted: it may be the one we look for. */
export function readPullAnswers(data: unknown): readonly PullAnswer[] {
  const parsed = safeParse(pipe(array(looseObject({})), maxLength(100)), data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return parsed.output.map(readPullAnswer);
}
