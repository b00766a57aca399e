import type { GuardrailFacts } from './facts.ts';
import { matchesGlob } from './glob.ts';
import type { Guardrails } from './guardrails.ts';
import type { Refusal } from './refusal.ts';

/** Whether this repository is one of those that may be pushed to (S4-19). Names are compared without case, as GitHub does. */
export function judgeRepository(
  { repository }: GuardrailFacts,
  { allowedRepositories: { value, source } }: Guardrails,
): readonly Refusal[] {
  const host = repository.host.toLowerCase();
  const owner = repository.owner.toLowerCase();
  const repo = repository.repo.toLowerCase();
  const allowed =
    value === undefined ||
    value.some(
      (one) =>
        (one.host === undefined || one.host === host) &&
        one.owner === owner &&
        (one.repo === '*' || one.repo === repo),
    );
  if (allowed) return [];
  const data = {
    kind: 'repository',
    host: repository.host,
    slug: `${repository.owner}/${repository.repo}`,
  } as const;
  return [{ rule: 'allowedRepositories', source, data, override: 'setting' }];
}

/** Whether the branch is named as the rule wants it (S4-20). */
export function judgeBranchName(
  { branch, login }: GuardrailFacts,
  { branchPatterns: { value: patterns, source } }: Pick<Guardrails, 'branchPatterns'>,
): readonly Refusal[] {
  if (patterns.length === 0) return [];
  const candidates = patterns.flatMap((pattern) => withUser(pattern, login));
  if (candidates.some((pattern) => matchesGlob(pattern, branch))) return [];
  const loginUnknown = login === undefined && patterns.some((pattern) => pattern.includes(userMark));
  const data = { kind: 'branchName', branch, patterns, loginUnknown } as const;
  return [{ rule: 'branchPattern', source, data, override: 'once' }];
}

const userMark = '{user}';

/** Also in lower case, as many write their own branches. A pattern for an account that is not known matches nothing. */
function withUser(pattern: string, login: string | undefined): readonly string[] {
  if (!pattern.includes(userMark)) return [pattern];
  if (login === undefined) return [];
  // A login has no `*` or `?`; one that does is not GitHub's and must not widen the pattern.
  if (!/^[A-Za-z0-9_[\]-]+$/.test(login)) return [];
  return [...new Set([login, login.toLowerCase()])].map((user) => pattern.replaceAll(userMark, user));
}

/** Whether the branch is one that nobody pushes to from here. Compared without case: near enough is too near. */
export function judgeProtectedBranch(
  { branch, defaultBranch }: GuardrailFacts,
  { protectedBranches: { value, source } }: Pick<Guardrails, 'protectedBranches'>,
): readonly Refusal[] {
  const pattern = value.find((each) => matchesGlob(each.toLowerCase(), branch.toLowerCase()));
  if (pattern === undefined) return [];
  const data = { kind: 'protectedBranch', branch, pattern, isDefault: branch === defaultBranch } as const;
  return [{ rule: 'protectedBranches', source, data, override: 'once' }];
}
