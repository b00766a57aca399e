import { minuteMs } from '../shared/clock.ts';
import type { Entry } from './entry.ts';

/** `none`: nothing renews it, or nothing can any more. */
export type RenewalState = 'none' | 'fresh' | 'due';

const leastAheadMs = 30 * minuteMs;

/**
 * Whether the next token should be asked for: half an hour before the end of the present one, or a tenth of its life if
 * that is more, so that no push that begins now outlives its token. Never before half of a short life is over.
 */
export function judgeRenewal(
  {
    session,
    expiry,
    secretSince,
    health,
    revocation,
  }: Pick<Entry, 'session' | 'expiry' | 'secretSince' | 'health' | 'revocation'>,
  now: number,
): RenewalState {
  // What the person wants ended, or has ended at GitHub, is not brought back.
  if (health.kind === 'dead' || revocation !== undefined) return 'none';
  if (expiry.kind !== 'at' || !canRenew(session, now)) return 'none';
  const life = Math.max(0, expiry.at - secretSince);
  const ahead = Math.min(Math.max(leastAheadMs, life / 10), life / 2);
  return expiry.at - now <= ahead ? 'due' : 'fresh';
}

/** Whether a sign-in lives on by itself: then the end of its present token is no news. */
export function canRenew(session: Entry['session'], now: number): boolean {
  if (session?.renewalExpiresAt === undefined) return false;
  return session.lostAt === undefined && session.renewalExpiresAt > now;
}
