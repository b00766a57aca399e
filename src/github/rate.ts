import type { ApiHeaders } from './apiAnswer.ts';
import { readReset } from './retryAfter.ts';

/** The hourly allowance, which all tokens and apps of one account share. */
export interface Rate {
  readonly limit: number;
  readonly remaining: number;
  /** When it is full again: ms by our clock. */
  readonly resetAt: number;
}

/** The rate state an answer shows; undefined when the server reports none (GHES with limits switched off). */
export function readRate(headers: ApiHeaders, now: number): Rate | undefined {
  const limit = count(headers['x-ratelimit-limit']);
  const remaining = count(headers['x-ratelimit-remaining']);
  if (limit === undefined || remaining === undefined) return undefined;
  return { limit, remaining, resetAt: readReset(headers, now) };
}

function count(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : undefined;
}
