import { dayOf, isoDay, startOfNextDay } from '../shared/calendar.ts';
import { hourMs } from '../shared/clock.ts';
import { type PlannedNotification, planNotifications } from './judgeNotifications.ts';
import type { NotificationMemory } from './notificationMemory.ts';
import type { PolicyFinding } from './policyFinding.ts';

/** How long a person must have stopped typing before something slides in beside their text (ms). */
export const quietMs = 30_000;
/** Two evenings apart, not the last minute of one day and the first of the next (ms). */
const leastGapMs = 12 * hourMs;

export interface ReminderFacts {
  /** ms since the epoch. */
  readonly now: number;
  /** When a document or a prompt of ours was last typed in, by the same clock; minus infinity for never. */
  readonly lastTyped: number;
  /** Whether this window is the one in front. */
  readonly focused: boolean;
}

export type Reminder =
  | { readonly kind: 'say'; readonly planned: PlannedNotification; readonly day: string }
  /** Something is due, and may be said from this moment on (ms since the epoch). */
  | { readonly kind: 'wait'; readonly until: number }
  | { readonly kind: 'nothing' };

/**
 * Whether to remind now: of everything that is due, combined, at most once on one day of the calendar. What became due
 * after that is said the next day, together and most urgent first. Not over somebody's shoulder: only in the window in
 * front, which tells when it comes to the front, and not while they type.
 */
export function judgeReminder(
  findings: readonly PolicyFinding[],
  memory: NotificationMemory,
  { now, lastTyped, focused }: ReminderFacts,
): Reminder {
  const planned = focused ? planNotifications(findings, memory, now) : undefined;
  if (planned === undefined) return { kind: 'nothing' };
  const day = isoDay(dayOf(now));
  const until = Math.max(freeFrom(memory, day, now), lastTyped <= now ? lastTyped + quietMs : now);
  return until > now ? { kind: 'wait', until } : { kind: 'say', planned, day };
}

/**
 * From when on a notification may be shown. Days are remembered by name and not by distance, so that a clock that jumps
 * ahead and comes back neither repeats a day nor silences the days between.
 */
function freeFrom({ said }: NotificationMemory, day: string, now: number): number {
  if (said === undefined) return now;
  const near = Math.abs(now - said.at) < leastGapMs ? said.at + leastGapMs : now;
  return said.days.includes(day) ? Math.max(near, startOfNextDay(now)) : near;
}
