import { dayMs } from '../shared/clock.ts';
import type { Finding } from '../shared/finding.ts';
import type { Entry } from '../tokens/entry.ts';
import { canRenew } from '../tokens/judgeRenewal.ts';
import { kinds } from '../tokens/kind.ts';
import { wholeDays } from '../tokens/lifeLeft.ts';
import type { Policy } from './policy.ts';

/** A finding before the entry's id and the acceptances are put on it. */
export type Draft = Pick<Finding, 'id' | 'severity' | 'evidence' | 'data' | 'next'> & {
  readonly neverGrant?: readonly string[];
};

/**
 * Dead or expired: nothing else about such a token matters, so this is its only finding. "Expired" needs the date to
 * have passed, because GitHub's 401 is the same for expired, revoked and mistyped. For a token that renews itself
 * this is the failed renewal, the one thing about it that is a finding.
 */
export function judgeEnd(entry: Entry, now: number, usedHere: boolean): Draft | undefined {
  const { expiry, health } = entry;
  const severity = usedHere ? 'error' : 'info';
  const refused = health.kind === 'dead';
  if (!refused && entry.session?.renewalExpiresAt !== undefined) return judgeSession(entry, now, usedHere);
  const next = entry.session === undefined ? 'rotate' : 'sign-in';
  if (expiry.kind === 'at' && expiry.at <= now) {
    const evidence = refused ? 'refused' : 'listed';
    return { id: 'expired', severity, evidence, data: { at: expiry.at }, next };
  }
  if (!refused) return undefined;
  return { id: 'dead', severity, evidence: 'refused', data: { at: health.at }, next };
}

/** The end of one token of a sign-in is no news. That there will be no next one is, while the present one still works. */
function judgeSession({ session, expiry }: Entry, now: number, usedHere: boolean): Draft | undefined {
  if (canRenew(session, now)) return undefined;
  const over = expiry.kind === 'at' && expiry.at <= now;
  const loud = over ? 'error' : 'warning';
  const data = expiry.kind === 'at' ? { at: expiry.at } : {};
  const evidence = session?.lostAt === undefined ? 'listed' : 'refused';
  return { id: 'renewal-lost', severity: usedHere ? loud : 'info', evidence, data, next: 'sign-in' };
}

/** Expiry ahead, no expiry, and a life longer than the policy's. */
export function judgeLife(entry: Entry, now: number, usedHere: boolean, policy: Policy): readonly Draft[] {
  // An App may hand out a token without an end at sign-in, which nothing renews.
  const endless = entry.session !== undefined && entry.expiry.kind === 'never';
  if (kinds[entry.kind].renewsItself && !endless) return [];
  if (entry.expiry.kind === 'never') {
    // Not for `notReported`: an absent or doubtful header does not say that the token lives for ever.
    return [{ id: 'no-expiry', severity: 'warning', evidence: 'listed', data: {}, next: 'rotate' }];
  }
  if (entry.expiry.kind !== 'at') return [];
  const { at } = entry.expiry;
  const found: Draft[] = [];
  const ahead = judgeAhead(at - now, at - entry.secretSince, usedHere, policy);
  if (ahead !== undefined) {
    const data = { at, days: wholeDays(at - now) };
    found.push({ ...ahead, evidence: 'listed', data, next: 'rotate' });
  }
  const life = at - entry.secretSince;
  if (life > policy.maxLifetimeDays * dayMs) {
    // Rounded up, so that a life of thirty days and an hour is not called "30 days, more than 30".
    const data = { at, days: Math.ceil(life / dayMs), limit: policy.maxLifetimeDays };
    found.push({ id: 'long-lifetime', severity: 'warning', evidence: 'listed', data, next: 'rotate' });
  }
  return found;
}

/** Spans in ms. A life of 30 days or less warns in its last third: 14 days would be half of it. */
function judgeAhead(
  left: number,
  life: number,
  usedHere: boolean,
  policy: Policy,
): Pick<Draft, 'id' | 'severity'> | undefined {
  const soon = left <= policy.soonDays * dayMs;
  if (soon && usedHere) return { id: 'expires-soon', severity: 'warning' };
  const window = life <= 30 * dayMs ? life / 3 : policy.laterDays * dayMs;
  if (left > window) return undefined;
  return { id: soon ? 'expires-soon' : 'expires-later', severity: 'info' };
}
