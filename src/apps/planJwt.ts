import { minuteMs } from '../shared/clock.ts';

/** The claims an App signs to speak for itself, in seconds since the epoch. */
export interface AppClaims {
  readonly iat: number;
  readonly exp: number;
  readonly iss: string;
}

/** How far before the end of a signed request a new one is signed (ms). */
const spareMs = minuteMs;

/**
 * Claims for one stretch of requests: begun a minute ago, so that a clock that is a little ahead does no harm, and never
 * longer than the ten minutes GitHub allows. `now` in ms since the epoch, by the server's clock as far as it is known.
 * Source: facts/github-app.json (`jwt`).
 */
export function planJwt(clientId: string, now: number): AppClaims {
  const seconds = Math.floor(now / 1000);
  return { iat: seconds - 60, exp: seconds + 540, iss: clientId };
}

/** Whether a signed request can still be sent at `now` (ms). */
export function isStillSigned(claims: AppClaims, now: number): boolean {
  return now < claims.exp * 1000 - spareMs && now >= claims.iat * 1000;
}
