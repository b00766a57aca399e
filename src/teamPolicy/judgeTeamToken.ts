import type { CredentialFault } from '../guardrails/credentialFault.ts';
import type { TokenRule } from '../guardrails/refusal.ts';
import { surplusPermissions, surplusScopes } from '../policy/surplus.ts';
import { dayMs } from '../shared/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import type { TeamRules } from './teamRules.ts';

/** What of a token is against the rules of a team's file, and by which of them. */
export interface TokenFault {
  readonly rule: TokenRule;
  readonly fault: CredentialFault;
}

/**
 * Holds the token that would be used against a team's rules. What the person accepted for their vault counts there and
 * not here. `now` in ms since the epoch; `owner` is the one of the repository at hand.
 */
export function judgeTeamToken(
  entry: Entry,
  { token, noSurplus }: TeamRules,
  { now, owner }: { readonly now: number; readonly owner: string },
): readonly TokenFault[] {
  const found: TokenFault[] = [];
  const say = (rule: TokenRule, fault: CredentialFault | undefined) => {
    if (fault !== undefined) found.push({ rule, fault });
  };
  if (token.allowedKinds !== undefined && !token.allowedKinds.includes(entry.kind)) {
    say('allowedKinds', { kind: 'kind', token: entry.kind, allowed: token.allowedKinds });
  }
  if (token.maxLifetimeDays !== undefined)
    say('maxLifetimeDays', judgeLifetime(entry, token.maxLifetimeDays));
  if (token.maxAgeDays !== undefined) say('maxAgeDays', judgeAge(entry, token.maxAgeDays, now));
  const held = heldBeyond(entry, token.neverGrant ?? { permissions: {}, scopes: [] });
  if (held.never.length > 0) say('neverGrant', { kind: 'neverGrant', held: held.never });
  if (noSurplus && held.beyond.length > 0) say('noSurplus', { kind: 'surplus', held: held.beyond });
  if (token.requirePurpose === true && entry.purpose === undefined) {
    say('requirePurpose', { kind: 'purposeUnknown' });
  }
  // One that reaches all its person can reach has no owner to know.
  if (token.requireOwner === true && entry.owner === undefined && kinds[entry.kind].model === 'permissions') {
    say('requireOwner', { kind: 'ownerUnknown' });
  }
  if (token.oneOwner === true) {
    const owners = ownersOf(entry, owner);
    if (owners.length > 1) say('oneOwner', { kind: 'severalOwners', owners });
  }
  return found;
}

/** An unknown end is not an early one: what is not known cannot be held to a limit. */
function judgeLifetime(entry: Entry, most: number): CredentialFault | undefined {
  const { expiry, secretSince, kind } = entry;
  if (kinds[kind].renewsItself) return undefined;
  if (expiry.kind === 'never') return { kind: 'noExpiry', most };
  if (expiry.kind !== 'at') return { kind: 'expiryUnknown', most };
  const life = expiry.at - secretSince;
  return life > most * dayMs ? { kind: 'lifetime', days: Math.ceil(life / dayMs), most } : undefined;
}

function judgeAge({ secretSince, kind }: Entry, most: number, now: number): CredentialFault | undefined {
  const age = now - secretSince;
  if (kinds[kind].renewsItself || age <= most * dayMs) return undefined;
  return { kind: 'age', days: Math.ceil(age / dayMs), most };
}

function heldBeyond(entry: Entry, never: Parameters<typeof surplusScopes>[1]) {
  const found = [surplusScopes(entry, never), surplusPermissions(entry, never)];
  const all = (part: 'beyond' | 'never') => [...new Set(found.flatMap((one) => one?.[part] ?? []))];
  return { beyond: all('beyond'), never: all('never') };
}

/** Of the repositories it was let near or seen to work for, and of this one. Names are compared as GitHub does. */
function ownersOf({ confirmedFor, observed }: Entry, owner: string): readonly string[] {
  const worked = observed.filter(({ evidence }) => evidence === 'worked').map(({ repository }) => repository);
  const owners = [...confirmedFor, ...worked, `${owner}/`].map(
    (slug) => slug.split('/')[0]?.toLowerCase() ?? '',
  );
  return [...new Set(owners)].filter((each) => each !== '').toSorted();
}
