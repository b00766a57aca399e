import type { TokenKind } from '../tokens/kind.ts';
import { longestLifetimeDays, type Policy } from './policy.ts';

/** A rule of the vocabulary: the key it is written with, in the setting and in a team's file. */
export type RuleKey = keyof Policy;

/** Some of the rules; those that are absent stay as they are. */
export type PolicyRules = { readonly [K in RuleKey]?: Policy[K] };

/** What may stand behind a key, and which way is the tighter one. */
export type RuleShape =
  /** A list of kinds, at least one. Fewer kinds are tighter. */
  | { readonly kind: 'kinds'; readonly values: readonly TokenKind[] }
  /** A whole number of days, both limits included. */
  | {
      readonly kind: 'days';
      readonly from: number;
      readonly to: number;
      readonly tighter: 'fewer' | 'more';
    }
  /** A list of permissions (`name` or `name:level`) and classic scopes. More are tighter. */
  | { readonly kind: 'grants' }
  /** On is tighter. */
  | { readonly kind: 'flag' };

/** Kinds a rule can name. A refresh token opens nothing itself, and what we cannot name nobody can allow. */
const nameableKinds: readonly TokenKind[] = Object.freeze([
  'fine-grained-pat',
  'classic-pat',
  'legacy-hex',
  'oauth-token',
  'app-user-token',
  'installation-token',
]);

const days = (from: number, to: number, tighter: 'fewer' | 'more'): RuleShape =>
  Object.freeze({ kind: 'days', from, to, tighter });
const flag: RuleShape = Object.freeze({ kind: 'flag' });

/** Every rule there is, in the order they are documented. Written against `Policy`: a forgotten one does not compile. */
export const policyRules: Readonly<Record<RuleKey, RuleShape>> = Object.freeze({
  allowedKinds: Object.freeze({ kind: 'kinds', values: nameableKinds }),
  maxLifetimeDays: days(1, longestLifetimeDays, 'fewer'),
  // Warning earlier is the tighter way.
  soonDays: days(1, 90, 'more'),
  laterDays: days(1, 180, 'more'),
  neverGrant: Object.freeze({ kind: 'grants' }),
  maxAgeDays: days(1, 3650, 'fewer'),
  unusedDays: days(1, 3650, 'fewer'),
  requirePurpose: flag,
  requireOwner: flag,
  oneOwner: flag,
});

export const ruleKeys: readonly RuleKey[] = Object.freeze(Object.keys(policyRules) as RuleKey[]);

export function isRuleKey(key: string): key is RuleKey {
  return Object.hasOwn(policyRules, key);
}
