import {
  array,
  integer,
  looseObject,
  maxLength,
  minValue,
  number,
  optional,
  pipe,
  regex,
  safeParse,
  string,
} from 'valibot';
import { Failure } from '../shared/failure.ts';
import type { CancelSignal, Credential, GitHubApi } from './apiAnswer.ts';
import { askGitHub } from './askGitHub.ts';
import type { ApiProblem } from './problems.ts';
import { splitFullName } from './repository.ts';

/** A rule that applies to a branch, from whatever ruleset. Who may bypass it is not told (S3-06). */
export interface BranchRule {
  /** As GitHub names it: `pull_request`, `required_signatures`, ... */
  readonly type: string;
  /** Approvals a pull request needs; undefined for other rules. */
  readonly approvals: number | undefined;
}

const ruleSchema = looseObject({
  type: pipe(string(), regex(/^[a-z][a-z0-9_]{0,63}$/)),
  parameters: optional(
    looseObject({ required_approving_review_count: optional(pipe(number(), integer(), minValue(0))) }),
  ),
});

const schema = pipe(array(ruleSchema), maxLength(100));

/**
 * The active rules for a branch (`owner/name`, plain branch name), also for one that does not exist yet. Classic branch
 * protection is not among them. Needs metadata: read. Throws `Failure<ApiProblem>`.
 */
export async function readBranchRules(
  api: GitHubApi,
  credential: Credential,
  repository: string,
  branch: string,
  signal?: CancelSignal,
): Promise<readonly BranchRule[]> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
    parameters: { ...splitFullName(repository), branch, per_page: 100 },
    signal,
  });
  const parsed = safeParse(schema, answer.data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return parsed.output.map(({ type, parameters }) => ({
    type,
    approvals: parameters?.required_approving_review_count,
  }));
}
