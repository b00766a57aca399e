import {
  array,
  boolean,
  integer,
  looseObject,
  minValue,
  number,
  optional,
  pipe,
  safeParse,
  unknown,
} from 'valibot';
import { Failure } from '../shared/failure.ts';
import type { CancelSignal, Credential, GitHubApi } from './apiAnswer.ts';
import { askGitHub } from './askGitHub.ts';
import type { ApiProblem } from './problems.ts';
import { splitFullName } from './repository.ts';

/** Classic branch protection, as far as it decides who changes a branch without a review. */
export interface BranchProtection {
  readonly pullRequest: boolean;
  readonly approvals: number;
  readonly signatures: boolean;
  /** It holds for administrators too, and nobody is named who may go around the pull request. */
  readonly noBypass: boolean;
}

const people = optional(array(unknown()), []);
const switchSchema = optional(looseObject({ enabled: optional(boolean(), false) }));
const protectionSchema = looseObject({
  enforce_admins: switchSchema,
  required_signatures: switchSchema,
  required_pull_request_reviews: optional(
    looseObject({
      required_approving_review_count: optional(pipe(number(), integer(), minValue(0)), 0),
      bypass_pull_request_allowances: optional(looseObject({ users: people, teams: people, apps: people })),
    }),
  ),
});

/** Whether a branch is protected at all. Needs contents: read. Throws `Failure<ApiProblem>`. */
export async function readIsProtected(
  api: GitHubApi,
  credential: Credential,
  repository: string,
  branch: string,
  signal?: CancelSignal,
): Promise<boolean> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/branches/{branch}',
    parameters: { ...splitFullName(repository), branch },
    signal,
  });
  const parsed = safeParse(looseObject({ protected: boolean() }), answer.data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return parsed.output.protected;
}

/** Needs administration: read, which no token of a push has: a refusal is the usual answer. Throws `Failure<ApiProblem>`. */
export async function readBranchProtection(
  api: GitHubApi,
  credential: Credential,
  repository: string,
  branch: string,
  signal?: CancelSignal,
): Promise<BranchProtection> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}/branches/{branch}/protection',
    parameters: { ...splitFullName(repository), branch },
    signal,
  });
  const parsed = safeParse(protectionSchema, answer.data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  const { enforce_admins, required_signatures, required_pull_request_reviews: reviews } = parsed.output;
  const allowed = reviews?.bypass_pull_request_allowances;
  const named = allowed === undefined ? 0 : allowed.users.length + allowed.teams.length + allowed.apps.length;
  return {
    pullRequest: reviews !== undefined,
    approvals: reviews?.required_approving_review_count ?? 0,
    signatures: required_signatures?.enabled === true,
    noBypass: enforce_admins?.enabled === true && named === 0,
  };
}
