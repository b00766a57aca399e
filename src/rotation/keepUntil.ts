import { type Day, startOfDay } from '../shared/calendar.ts';
import { dayMs } from '../shared/clock.ts';
import type { PreviousToken } from '../tokens/entry.ts';

/** A day to keep the old token until, in ms since the epoch. */
export interface KeepDate {
  readonly at: number;
  /** It is the old token's own end: then it is dead anyway. */
  readonly ownEnd: boolean;
}

export type KeepVerdict =
  | { readonly kind: 'until'; readonly at: number }
  | { readonly kind: 'past' }
  | { readonly kind: 'tooLate'; readonly latest: number };

const offeredDays = [3, 7, 14, 30] as const;
/** GitHub's own cap for the life of a token: "kept on purpose" without an end would be "forgotten". */
const longestMs = 366 * dayMs;

/** A few days to choose from: none beyond the old token's own end, which is the last of them. `now` in ms. */
export function planKeepDates(kept: Pick<PreviousToken, 'expiry'>, now: number): readonly KeepDate[] {
  const latest = latestFor(kept, now);
  const dates = offeredDays.map((days) => now + days * dayMs).filter((at) => at < latest);
  const ends = kept.expiry?.kind === 'at' && latest === kept.expiry.at && latest > now;
  const own = ends ? [{ at: latest, ownEnd: true }] : [];
  return [...dates.map((at) => ({ at, ownEnd: false })), ...own];
}

/**
 * A day counts from its beginning where the person is: on that day they are reminded. Never a day that has begun, and
 * never one beyond the old token's own end.
 */
export function judgeKeepDate(day: Day, kept: Pick<PreviousToken, 'expiry'>, now: number): KeepVerdict {
  const at = startOfDay(day);
  if (at <= now) return { kind: 'past' };
  const latest = latestFor(kept, now);
  return at > latest ? { kind: 'tooLate', latest } : { kind: 'until', at };
}

/** Whether a moment may be kept until. What was chosen in a list may have been open for long. */
export function mayKeepUntil(at: number, kept: Pick<PreviousToken, 'expiry'>, now: number): boolean {
  return at > now && at <= latestFor(kept, now);
}

function latestFor({ expiry }: Pick<PreviousToken, 'expiry'>, now: number): number {
  const cap = now + longestMs;
  return expiry?.kind === 'at' ? Math.min(expiry.at, cap) : cap;
}
