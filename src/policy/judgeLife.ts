import { dayMs } from '../shared/clock.ts';
import type { Finding } from '../shared/finding.ts';
import type { Entry } from '../tokens/entry.ts';
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
  if (expiry.kind === 'at' && expiry.at <= now) {
    const evidence = refused ? 'refused' : 'listed';
    return { id: 'expired', severity, evidence, data: { at: expiry.at }, next: 'rotate' };
  }
  if (!refused) return undefined;
  return { id: 'dead', severity, evidence: 'refused', data: { at: health.at }, next: 'rotate' };
}

/** Expiry ahead, no expiry, and a life longer than the policy's. */
export function judgeLife(entry: Entry, now: number, usedHere: boolean, policy: Policy): readonly Draft[] {
  if (kinds[entry.kind].renewsItself) return [];
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
