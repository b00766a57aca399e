import { minuteMs } from '../shared/clock.ts';

/** When a token dies, as far as GitHub said. "Never" and "not reported" are different things. */
export type Expiry =
  /** No call has been made yet. */
  | { readonly kind: 'notSeen' }
  | { readonly kind: 'at'; readonly at: number }
  /** A kind that reports its expiry reported none. */
  | { readonly kind: 'never' }
  /** The header was absent on a kind that need not send it, malformed, or suspiciously close to now. */
  | { readonly kind: 'notReported'; readonly why: 'absent' | 'malformed' | 'nearNow' };

/** `2026-06-15 20:29:00 UTC` or `2027-03-19 00:00:00 -0500`. Source: facts/response-headers.json. */
const pattern = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) (?:UTC|([+-])(\d\d)(\d\d))$/;
const longestValue = 64;
const suspiciousMs = 2 * minuteMs;

/**
 * Reads `github-authentication-token-expiration`. Only a header that is really absent, on a kind that would send
 * it, may become "never": junk read as "never" would hide a token that is about to die.
 *
 * @param serverDate the response's `Date` in ms; pass the local clock if the server sent none, otherwise the check
 *   for a known server bug (the present moment sent as the expiry, google/go-github#3708) cannot be made.
 * @param kindReportsExpiry `kinds[kind].reportsExpiry`.
 */
export function readExpiryHeader(
  value: string | undefined,
  serverDate: number | undefined,
  kindReportsExpiry: boolean,
): Expiry {
  if (value === undefined)
    return kindReportsExpiry ? { kind: 'never' } : { kind: 'notReported', why: 'absent' };
  const at = parseMoment(value);
  if (at === undefined) return { kind: 'notReported', why: 'malformed' };
  if (serverDate !== undefined && Math.abs(at - serverDate) < suspiciousMs) {
    return { kind: 'notReported', why: 'nearNow' };
  }
  return { kind: 'at', at };
}

function parseMoment(value: string): number | undefined {
  const text = value.length > longestValue ? '' : value.trim();
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offsetHours = Number(match[8] ?? 0);
  const offsetMinutes = Number(match[9] ?? 0);
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 14 || offsetMinutes > 59) return undefined;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(local);
  // `Date.UTC` turns 31 February into March and year 26 into 1926: what comes out must be what went in.
  if (read.getUTCFullYear() !== year || read.getUTCMonth() !== month - 1) return undefined;
  const offset = (offsetHours * 60 + offsetMinutes) * minuteMs;
  return match[7] === '-' ? local + offset : local - offset;
}
