import type { CancelSignal, Credential, GitHubApi } from '../github/apiAnswer.ts';
import { type BranchProtection, readBranchProtection, readIsProtected } from '../github/branchProtection.ts';
import { type BranchRule, readBranchRules } from '../github/branchRules.ts';
import { Failure } from '../shared/failure.ts';

/** A fact that GitHub was asked for, or not; or that it did not tell this token. */
export type Asked<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'notAsked' }
  | { readonly kind: 'unseen'; readonly problem: string };

/** What GitHub demands of changes to one branch. */
export interface BranchFacts {
  readonly rules: Asked<readonly BranchRule[]>;
  readonly isProtected: Asked<boolean>;
  readonly protection: Asked<BranchProtection>;
}

const notAsked = Object.freeze({ kind: 'notAsked' } as const);
const none = Object.freeze({ kind: 'known', value: Object.freeze([]) } as const);

export const branchNotAsked: BranchFacts = Object.freeze({
  rules: notAsked,
  isProtected: notAsked,
  protection: notAsked,
});

export interface BranchQuestion {
  readonly credential: Credential;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  /** `rules` is one GET; `all` up to three, of which most tokens are refused the last. */
  readonly depth: 'rules' | 'all';
  /** The host is known to be older than rulesets: there are none, and nothing is asked. */
  readonly noRulesets?: boolean | undefined;
}

/** Asks one after the other, by GET only. Never throws: what could not be had is unseen, which is no obstacle. */
export async function readBranchFacts(
  api: GitHubApi,
  { credential, repository, branch, depth, noRulesets = false }: BranchQuestion,
  signal?: CancelSignal,
): Promise<BranchFacts> {
  const rules = noRulesets
    ? none
    : await asked(() => readBranchRules(api, credential, repository, branch, signal));
  // A token that is refused the harmless question is not asked with again: a 401 is never repeated.
  if (depth === 'rules' || rules.kind !== 'known') return { ...branchNotAsked, rules };
  const isProtected = await asked(() => readIsProtected(api, credential, repository, branch, signal));
  if (isProtected.kind === 'known' && !isProtected.value) return { ...branchNotAsked, rules, isProtected };
  const protection = await asked(() => readBranchProtection(api, credential, repository, branch, signal));
  return { rules, isProtected, protection };
}

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { kind: 'known', value: await ask() };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { kind: 'unseen', problem: error.problem.kind };
  }
}
