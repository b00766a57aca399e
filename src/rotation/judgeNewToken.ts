import { forbiddenScopes } from '../policy/neverGrant.ts';
import type { Policy } from '../policy/policy.ts';
import { dayMs } from '../shared/clock.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Expiry } from '../tokens/expiry.ts';
import { type HostName, hostOf } from '../tokens/host.ts';
import type { Inspection } from '../tokens/inspection.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { judgePastedHost } from '../tokens/pastedHost.ts';
import { expandScopes } from '../tokens/surplusScopes.ts';
import type { ProofDifference } from './judgeProofs.ts';
import { expectedOwner } from './planRotation.ts';
import type { NewTokenProblem } from './problems.ts';

/** A difference the person should see; a notable one must be agreed to before the swap. */
export type Difference = { readonly notable: boolean } & (
  | { readonly kind: 'tokenKind'; readonly from: TokenKind; readonly to: TokenKind }
  | { readonly kind: 'scopesAdded'; readonly scopes: readonly string[] }
  | { readonly kind: 'scopesRemoved'; readonly scopes: readonly string[] }
  | { readonly kind: 'expiry'; readonly from: Expiry; readonly to: Expiry; readonly why: ExpiryChange }
  /** A fine-grained token acts for one owner, and GitHub does not say which. */
  | { readonly kind: 'ownerNotShown'; readonly expected: string }
  /** The old token was never checked, so there is no login to compare with. */
  | { readonly kind: 'loginFirstSeen'; readonly login: string }
  | { readonly kind: 'ssoBlocked'; readonly organisation: string | undefined }
  /** The person's rules do not let in a token of this kind. */
  | { readonly kind: 'kindNotAllowed'; readonly to: TokenKind }
  /** GitHub lists scopes that no token should hold. */
  | { readonly kind: 'neverGrant'; readonly scopes: readonly string[] }
  | ProofDifference
);

export type ExpiryChange = 'earlier' | 'later' | 'tooLong' | 'never' | 'notReported';

export type NewTokenVerdict =
  | { readonly kind: 'accepted'; readonly differences: readonly Difference[] }
  | { readonly kind: 'refused'; readonly problem: NewTokenProblem };

export interface PastedToken {
  readonly secret: Secret;
  /** From its prefix; undefined when the text is no token at all. */
  readonly kind: TokenKind | undefined;
  /** The host of the address it was pasted in. */
  readonly host?: string | undefined;
}

/** What can be refused without asking GitHub, so that a mistake costs no call and no failed sign-in. */
export function judgePasted(
  pasted: PastedToken,
  current: Secret,
  host: HostName,
): NewTokenProblem | undefined {
  if (pasted.kind === undefined) return { kind: 'notAToken' };
  if (pasted.kind === 'refresh-token') return { kind: 'refreshToken' };
  const named = judgePastedHost(pasted.host, [hostOf(host)]);
  if (named.kind === 'unknown') return { kind: 'otherHost', expected: host, got: named.name };
  return pasted.secret.equals(current) ? { kind: 'sameToken' } : undefined;
}

/** Whether an inspected token may replace the entry's, and how it differs. `now` in ms since the epoch. */
export function judgeNewToken(
  entry: Entry,
  kind: TokenKind,
  seen: Inspection,
  now: number,
  policy: Policy,
): NewTokenVerdict {
  if (seen.kind === 'dead') return { kind: 'refused', problem: { kind: 'dead' } };
  if (entry.login !== undefined) {
    const expected = entry.login;
    if (seen.login === undefined) return { kind: 'refused', problem: { kind: 'loginNotShown', expected } };
    if (seen.login.toLowerCase() !== expected.toLowerCase()) {
      return { kind: 'refused', problem: { kind: 'otherLogin', expected, got: seen.login } };
    }
  }
  const differences: Difference[] = [
    ...kindDifference(entry.kind, kind),
    ...notAllowed(kind, policy),
    ...scopeDifferences(entry, seen),
    ...neverGrantDifference(seen, policy),
    ...expiryDifference(entry.expiry, seen.expiry, now, policy),
  ];
  if (entry.login === undefined && seen.login !== undefined) {
    differences.push({ kind: 'loginFirstSeen', login: seen.login, notable: true });
  }
  const owner = expectedOwner(entry);
  if (kind === 'fine-grained-pat' && owner !== undefined) {
    differences.push({ kind: 'ownerNotShown', expected: owner, notable: false });
  }
  if (seen.sso.kind === 'blocked') {
    differences.push({ kind: 'ssoBlocked', organisation: seen.sso.organisation, notable: true });
  }
  return { kind: 'accepted', differences };
}

/** Towards fine-grained is what rotation recommends; every other change of kind is worth a look. */
function kindDifference(from: TokenKind, to: TokenKind): readonly Difference[] {
  return from === to ? [] : [{ kind: 'tokenKind', from, to, notable: to !== 'fine-grained-pat' }];
}

function scopeDifferences(entry: Entry, seen: { readonly scopes: Entry['scopes'] }): readonly Difference[] {
  if (seen.scopes.kind !== 'listed') return [];
  const now = seen.scopes.scopes;
  const before = entry.scopes.kind === 'listed' ? entry.scopes.scopes : [];
  // Expanded, so that `admin:org` replaced by `read:org` is less and not something new.
  const added = now.filter((scope) => !expandScopes(before).has(scope)).toSorted();
  const removed = before.filter((scope) => !expandScopes(now).has(scope)).toSorted();
  const found: Difference[] = [];
  if (added.length > 0) found.push({ kind: 'scopesAdded', scopes: added, notable: true });
  // Losing what pushing needs will be noticed at the next push; better now.
  const breaks = removed.includes('repo') || removed.includes('public_repo');
  if (removed.length > 0) found.push({ kind: 'scopesRemoved', scopes: removed, notable: breaks });
  return found;
}

/** Said also where the old one is of that kind too. */
function notAllowed(to: TokenKind, { allowedKinds }: Policy): readonly Difference[] {
  return allowedKinds === undefined || allowedKinds.includes(to)
    ? []
    : [{ kind: 'kindNotAllowed', to, notable: true }];
}

/** Said also where the old one had them: swapping is the moment to be rid of them. */
function neverGrantDifference(
  { scopes }: Pick<Entry, 'scopes'>,
  { neverGrant }: Policy,
): readonly Difference[] {
  const never = scopes.kind === 'listed' ? forbiddenScopes(scopes.scopes, neverGrant) : [];
  return never.length === 0 ? [] : [{ kind: 'neverGrant', scopes: never, notable: true }];
}

function expiryDifference(from: Expiry, to: Expiry, now: number, policy: Policy): readonly Difference[] {
  const say = (why: ExpiryChange, notable: boolean): readonly Difference[] => [
    { kind: 'expiry', from, to, why, notable },
  ];
  if (to.kind === 'never') return say('never', true);
  if (to.kind !== 'at') return from.kind === 'at' ? say('notReported', true) : [];
  if (to.at - now > policy.maxLifetimeDays * dayMs) return say('tooLong', true);
  if (from.kind !== 'at') return say('later', false);
  if (to.at === from.at) return [];
  if (to.at > from.at) return say('later', false);
  // Shorter is what is advised, until it is so short that the next warning comes at once.
  return say('earlier', to.at - now <= policy.laterDays * dayMs);
}
