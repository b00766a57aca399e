import { dayMs, hourMs, minuteMs } from '../shared/clock.ts';
import type { Entry } from './entry.ts';
import { canRenew } from './judgeRenewal.ts';

/** How long a token still lives, in the unit a person would use. "Never" and "not reported" stay different answers. */
export type LifeLeft =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'minutes'; readonly minutes: number }
  /** The date GitHub gave has passed. */
  | { readonly kind: 'expired' }
  /** GitHub refused it (401) before any date we know of: expired, revoked or mistyped. */
  | { readonly kind: 'dead' }
  | { readonly kind: 'never' }
  /** A sign-in whose next token is asked for when this one ends. */
  | { readonly kind: 'renews' }
  | { readonly kind: 'notReported' }
  /** No call has been made yet. */
  | { readonly kind: 'notSeen' };

/** What the entry's life looks like at `now` (ms epoch, corrected by the server's clock where that is known). */
export function lifeLeft(entry: Pick<Entry, 'expiry' | 'health' | 'session'>, now: number): LifeLeft {
  const { expiry } = entry;
  if (entry.health.kind !== 'dead' && canRenew(entry.session, now)) return { kind: 'renews' };
  // "Expired" only when the date has passed: a 401 before it has other causes as well.
  if (expiry.kind === 'at' && expiry.at <= now) return { kind: 'expired' };
  if (entry.health.kind === 'dead') return { kind: 'dead' };
  if (expiry.kind !== 'at') return { kind: expiry.kind };
  const left = expiry.at - now;
  if (left >= dayMs) return { kind: 'days', days: wholeDays(left) };
  if (left >= hourMs) return { kind: 'hours', hours: Math.round(left / hourMs) };
  return { kind: 'minutes', minutes: Math.ceil(left / minuteMs) };
}

/** Nearest whole days of a span in ms, so that a token made for nine days says nine a minute later. */
export function wholeDays(spanMs: number): number {
  return Math.round(spanMs / dayMs);
}

/** Whether no call can succeed with it any more: refused by GitHub, or past its date. */
export function isOver(entry: Pick<Entry, 'expiry' | 'health' | 'session'>, now: number): boolean {
  const { kind } = lifeLeft(entry, now);
  return kind === 'expired' || kind === 'dead';
}
