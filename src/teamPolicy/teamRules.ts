import type { PolicyRules, RuleKey } from '../policy/policyRules.ts';

/** Rules about the token that a team's file can name. What a person is warned of, and when, is their own. */
export type TokenRuleKey = Exclude<RuleKey, 'soonDays' | 'laterDays' | 'unusedDays'>;

/** The rules of one team's file. One that is absent asks for nothing. */
export interface TeamRules {
  /** Of the person's vocabulary, held against the token that would be used. */
  readonly token: Pick<PolicyRules, TokenRuleKey>;
  /** Whether a token may hold no more than its purpose needs. */
  readonly noSurplus: boolean;
  readonly branchPattern: readonly string[];
  readonly protectedBranches: readonly string[];
  readonly forbiddenFiles: readonly string[];
  readonly requireCleanTree: boolean;
}

/** What may stand behind a key of the file. */
export type TeamShape =
  | { readonly kind: 'version' }
  /** As `policyRules` has it. */
  | { readonly kind: 'token'; readonly rule: TokenRuleKey }
  /** A list of patterns; `orText`: one text will do. */
  | { readonly kind: 'patterns'; readonly orText: boolean }
  /** Only `true` asks for something. */
  | { readonly kind: 'on' };

const token = (rule: TokenRuleKey): TeamShape => Object.freeze({ kind: 'token', rule });
const on: TeamShape = Object.freeze({ kind: 'on' });
const patterns: TeamShape = Object.freeze({ kind: 'patterns', orText: false });

export type TeamKey = 'version' | TokenRuleKey | Exclude<keyof TeamRules, 'token'>;

/**
 * Every key of `.github/token-policy.yml`, in the order they are documented. `media/token-policy.schema.json` says the
 * same to an editor, and a contract test holds the two together. Nothing here names a host or runs anything, and no key
 * can take a rule away.
 */
export const teamVocabulary: Readonly<Record<TeamKey, TeamShape>> = Object.freeze({
  version: Object.freeze({ kind: 'version' }),
  allowedKinds: token('allowedKinds'),
  maxLifetimeDays: token('maxLifetimeDays'),
  maxAgeDays: token('maxAgeDays'),
  neverGrant: token('neverGrant'),
  requirePurpose: token('requirePurpose'),
  requireOwner: token('requireOwner'),
  oneOwner: token('oneOwner'),
  noSurplus: on,
  branchPattern: Object.freeze({ kind: 'patterns', orText: true }),
  protectedBranches: patterns,
  forbiddenFiles: patterns,
  requireCleanTree: on,
});

export const teamKeys: readonly TeamKey[] = Object.freeze(Object.keys(teamVocabulary) as TeamKey[]);

export function isTeamKey(key: string): key is TeamKey {
  return Object.hasOwn(teamVocabulary, key);
}

export const noTeamRules: TeamRules = Object.freeze({
  token: Object.freeze({}),
  noSurplus: false,
  branchPattern: Object.freeze([]),
  protectedBranches: Object.freeze([]),
  forbiddenFiles: Object.freeze([]),
  requireCleanTree: false,
});
