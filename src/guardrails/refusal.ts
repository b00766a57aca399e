import type { CredentialFault } from './credentialFault.ts';
import type { FoundToken, TaskEnd } from './facts.ts';
import type { RuleSource } from './guardrails.ts';
import type { TeamFileProblem } from './teamFileProblem.ts';

export type Rule =
  | 'allowedRepositories'
  | 'branchPattern'
  | 'protectedBranches'
  | 'forbiddenFiles'
  | 'requiredTasks'
  | 'cleanTree'
  | 'tokens'
  /** Of a team's file only: about the token that would be used, and that the file can be understood. */
  | TokenRule
  | 'teamFile';

/** As a team's file spells them. */
export type TokenRule =
  | 'allowedKinds'
  | 'maxLifetimeDays'
  | 'maxAgeDays'
  | 'neverGrant'
  | 'noSurplus'
  | 'requirePurpose'
  | 'requireOwner'
  | 'oneOwner';

/**
 * How a person gets past a rule: by changing the setting, by saying so for this one push, or not at all. Nothing of it
 * is remembered, and another program is offered none of it.
 */
export type Override = 'setting' | 'once' | 'never';

export type RefusalData =
  | { readonly kind: 'repository'; readonly host: string; readonly slug: string }
  | {
      readonly kind: 'branchName';
      readonly branch: string;
      readonly patterns: readonly string[];
      /** A pattern names the account, and it is not known whose credential this is. */
      readonly loginUnknown: boolean;
    }
  | {
      readonly kind: 'protectedBranch';
      readonly branch: string;
      readonly pattern: string;
      readonly isDefault: boolean;
    }
  | { readonly kind: 'forbiddenFile'; readonly path: string; readonly pattern: string }
  | { readonly kind: 'authLine'; readonly path: string }
  | { readonly kind: 'token'; readonly found: FoundToken }
  /** Something that would be sent could not be read. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'changedFile'; readonly path: string }
  /** git could not say whether the tree is clean. */
  | { readonly kind: 'treeUnknown' }
  | { readonly kind: 'task'; readonly task: TaskEnd }
  | { readonly kind: 'credential'; readonly entryName: string; readonly fault: CredentialFault }
  /** The first of `count` things in a team's file that cannot be understood. */
  | { readonly kind: 'teamFile'; readonly problem: TeamFileProblem; readonly count: number };

/** One thing that a rule stops. */
export interface Refusal {
  readonly rule: Rule;
  readonly source: RuleSource;
  readonly data: RefusalData;
  readonly override: Override;
}
