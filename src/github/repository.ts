import {
  boolean,
  looseObject,
  maxLength,
  minLength,
  nullable,
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

/** `owner/name`. Source: GitHub's rules for names; also what may stand in a URL without surprises. */
export const fullNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/[A-Za-z0-9._-]{1,100}$/;

/** A git branch name as GitHub may report it: one line, no space. What git itself refuses is not checked again. */
export const branchSchema = pipe(string(), minLength(1), maxLength(255), regex(/^[^\p{C}\s~^:?*[\\]+$/u));

const schema = looseObject({
  full_name: pipe(string(), regex(fullNamePattern)),
  default_branch: branchSchema,
  archived: boolean(),
  parent: optional(nullable(looseObject({ full_name: pipe(string(), regex(fullNamePattern)) }))),
});

export interface Repository {
  /** `owner/name` as GitHub has it now: after a rename it differs from what was asked for. */
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly archived: boolean;
  /** `owner/name` this is a fork of; absent for none, or for one the token may not see. */
  readonly parent?: string;
}

/**
 * Reads one repository (`owner/name`). Its `permissions` field is not read on purpose: it describes the person's role,
 * not what the token may do. Throws `Failure<ApiProblem>`.
 */
export async function readRepository(
  api: GitHubApi,
  credential: Credential,
  fullName: string,
  signal?: CancelSignal,
): Promise<Repository> {
  const answer = await askGitHub(api, {
    credential,
    operation: 'GET /repos/{owner}/{repo}',
    parameters: splitFullName(fullName),
    signal,
  });
  const parsed = safeParse(schema, answer.data);
  if (!parsed.success) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  const { full_name, default_branch, archived, parent } = parsed.output;
  const facts = { fullName: full_name, defaultBranch: default_branch, archived };
  return parent ? { ...facts, parent: parent.full_name } : facts;
}

/** The two halves of `owner/name` as the API's placeholders. Throws `Failure` on anything else. */
export function splitFullName(fullName: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = fullName.split('/');
  // `.` and `..` would change the path of the request.
  if (!fullNamePattern.test(fullName) || /^\.+$/.test(repo)) {
    throw new Failure<ApiProblem>({ kind: 'unexpectedShape' }, 'repository name');
  }
  return { owner, repo };
}
