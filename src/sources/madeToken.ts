import { minuteMs } from '../shared/clock.ts';
import type { Source } from './source.ts';

/** How long a token that was made for one action lives. By our clock, however wrong it is (ms since the epoch). */
export interface Life {
  readonly since: number;
  readonly endsAt: number;
}

/** Handed out only while this much is left, so that no action outlives its token (ms). */
const leastLeftMs = 5 * minuteMs;
/** How long GitHub may need until all of its servers know a new token (ms). Source: facts/github-app.json. */
const freshMs = 5_000;

export function isUsable({ since, endsAt }: Life, now: number): boolean {
  // A clock that was set back makes a token look younger than new.
  return now >= since && endsAt - now >= leastLeftMs;
}

/** Whether some of GitHub's servers may not know it yet. */
export function isFresh({ since }: Life, now: number): boolean {
  return Math.abs(now - since) < freshMs;
}

/** What an entry shows while tokens were made for it. */
export function learnedFrom(lives: readonly Life[]): ReturnType<NonNullable<Source['learned']>> {
  // What was made for one action is over with it, and the next one is another token.
  if (lives.length === 0) return { expiry: { kind: 'notSeen' }, health: { kind: 'unchecked' } };
  return { expiry: { kind: 'at', at: Math.max(...lives.map(({ endsAt }) => endsAt)) } };
}
