import type { Permissions } from '../shared/permissions.ts';
import type { NeverGrant } from './neverGrant.ts';
import { covers, levelIn } from './permissionSets.ts';
import type { Policy } from './policy.ts';
import { type PolicyRules, policyRules, type RuleKey, ruleKeys } from './policyRules.ts';

export interface Tightened {
  readonly policy: Policy;
  /** Rules of which something would have loosened the base, in the order of the vocabulary. That part is ignored. */
  readonly loosened: readonly RuleKey[];
}

/**
 * A policy with rules on top that can only tighten it: lists of what is allowed intersect, lists of what is forbidden
 * unite, the stricter number stays, a rule that is on stays on. To tell an author what a file would loosen, give the
 * built-in defaults as the base; to judge, give the person's own policy.
 */
export function tightenPolicy(base: Policy, extra: PolicyRules): Tightened {
  const loosened: RuleKey[] = [];
  const policy: Record<string, unknown> = { ...base };
  for (const key of ruleKeys) {
    const met = meet(key, base, extra);
    if (met === undefined) continue;
    policy[key] = met.value;
    if (met.loosens) loosened.push(key);
  }
  return { policy: policy as unknown as Policy, loosened };
}

interface Met {
  readonly value: unknown;
  readonly loosens: boolean;
}

function meet(key: RuleKey, base: Policy, extra: PolicyRules): Met | undefined {
  const given = extra[key];
  if (given === undefined) return undefined;
  const shape = policyRules[key];
  switch (shape.kind) {
    case 'kinds':
      return meetKinds(base.allowedKinds, extra.allowedKinds ?? []);
    case 'days': {
      const [mine, theirs] = [base[key] as number, given as number];
      const value = shape.tighter === 'fewer' ? Math.min(mine, theirs) : Math.max(mine, theirs);
      return { value, loosens: value !== theirs };
    }
    case 'grants':
      return meetGrants(base.neverGrant, extra.neverGrant ?? base.neverGrant);
    case 'flag':
      return { value: base[key] === true || given === true, loosens: base[key] === true && given === false };
  }
}

function meetKinds(base: Policy['allowedKinds'], given: NonNullable<Policy['allowedKinds']>): Met {
  if (base === undefined) return { value: given, loosens: false };
  const value = base.filter((kind) => given.includes(kind));
  return { value, loosens: given.some((kind) => !base.includes(kind)) };
}

function meetGrants(base: NeverGrant, given: NeverGrant): Met {
  const value = uniteGrants(base, given);
  // A list that lacks some of the base is none that allows it: only a higher threshold for the same name would loosen.
  const loosens = Object.keys(given.permissions).some(
    (name) => levelIn(value.permissions, name) !== levelIn(given.permissions, name),
  );
  return { value, loosens };
}

/** Everything on either list, each from the lower of its levels on. */
export function uniteGrants(a: NeverGrant, b: NeverGrant): NeverGrant {
  const lower = Object.entries(b.permissions).filter(([name, level]) => {
    const mine = levelIn(a.permissions, name);
    return mine === undefined || covers(mine, level);
  });
  const permissions: Permissions = Object.fromEntries([...Object.entries(a.permissions), ...lower]);
  return { permissions, scopes: [...new Set([...a.scopes, ...b.scopes])] };
}
