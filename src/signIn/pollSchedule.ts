import { type DeviceCode, shortestIntervalMs } from './deviceCode.ts';

/** When to ask whether the person entered the code. Times in ms of a clock that only runs forward. */
export interface Schedule {
  readonly intervalMs: number;
  readonly notBefore: number;
  readonly endsAt: number;
  readonly asked: number;
  /** How often in a row GitHub was not reached. */
  readonly missed: number;
}

export type PollAct =
  | { readonly kind: 'ask' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'over' };

/** What a question came to, as far as there is to go on. */
export type PollNews =
  | { readonly kind: 'pending' }
  /** Asked too often. `intervalMs`: what the server wants from here on, if it says so. */
  | { readonly kind: 'slowDown'; readonly intervalMs: number | undefined }
  | { readonly kind: 'unreached' };

/** More questions than a code can live for: also a clock that stands still comes to an end. */
const mostQuestions = 200;
const longestPauseMs = 60_000;

export function startSchedule({ intervalMs, livesMs }: DeviceCode, now: number): Schedule {
  return { intervalMs, notBefore: now + intervalMs, endsAt: now + livesMs, asked: 0, missed: 0 };
}

export function planPoll({ notBefore, endsAt, asked }: Schedule, now: number): PollAct {
  if (now >= endsAt || asked >= mostQuestions) return { kind: 'over' };
  return now >= notBefore ? { kind: 'ask' } : { kind: 'wait', ms: Math.min(notBefore, endsAt) - now };
}

/**
 * Five seconds more for good after *slow down*, whatever less the server names; a network that is away is asked ever
 * less often, and never given up before the code ends. `now`: when the question was over.
 */
export function afterPoll(schedule: Schedule, news: PollNews, now: number): Schedule {
  const asked = schedule.asked + 1;
  if (news.kind === 'unreached') {
    const pauseMs = Math.min(schedule.intervalMs * 2 ** schedule.missed, longestPauseMs);
    const waitMs = Math.max(pauseMs, schedule.intervalMs);
    return { ...schedule, asked, missed: schedule.missed + 1, notBefore: now + waitMs };
  }
  const slower = Math.max(
    schedule.intervalMs + shortestIntervalMs,
    (news.kind === 'slowDown' && news.intervalMs) || 0,
  );
  const intervalMs = news.kind === 'slowDown' ? slower : schedule.intervalMs;
  return { ...schedule, intervalMs, asked, missed: 0, notBefore: now + intervalMs };
}
