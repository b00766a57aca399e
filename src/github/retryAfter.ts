import { hourMs, minuteMs } from '../shared/clock.ts';
import type { ApiHeaders } from './apiAnswer.ts';
import { readHttpDate } from './httpDate.ts';

/** GitHub's rule when it says nothing: at least a minute. Source: its page on secondary rate limits. */
const silentWaitMs = minuteMs;
/** No limit of GitHub's lasts longer; a larger value is a mistake or an attempt to switch us off. */
const longestWaitMs = hourMs;

/**
 * Until when no request may be made (ms by our clock), from `retry-after` in seconds or as a date. A date is
 * measured against the server's own `Date`, because the two clocks may differ. Nonsense and negative values count
 * as silence (G04).
 */
export function readRetryAfter(headers: ApiHeaders, now: number): number {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return now + silentWaitMs;
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  if (seconds !== undefined) return now + clamp(seconds * 1000);
  const date = readHttpDate(text);
  if (date === undefined) return now + silentWaitMs;
  const wait = date - (readHttpDate(headers.date) ?? now);
  return now + (wait < 0 ? silentWaitMs : clamp(wait));
}

/** Until when the hourly allowance is spent, from `x-ratelimit-reset` (epoch seconds by the server's clock). */
export function readReset(headers: ApiHeaders, now: number): number {
  const text = headers['x-ratelimit-reset']?.trim() ?? '';
  if (!/^\d{1,12}$/.test(text)) return now + silentWaitMs;
  const wait = Number(text) * 1000 - (readHttpDate(headers.date) ?? now);
  return now + (wait < 0 ? silentWaitMs : clamp(wait));
}

function clamp(wait: number): number {
  return Math.min(Math.max(wait, 1000), longestWaitMs);
}
