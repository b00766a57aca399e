import { explainSignIn, type SignInProblem } from '../github/explainSignIn.ts';
import type { ApiProblem } from '../github/problems.ts';
import { dayMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { recordOf } from '../shared/recordOf.ts';
import { Secret } from '../shared/secret.ts';
import { identifyToken } from '../tokens/identify.ts';
import type { TokenKind } from '../tokens/kind.ts';

/** A token that GitHub handed out, with what it takes to ask for the next one. Times in ms since the epoch. */
export interface Granted {
  readonly kind: 'granted';
  readonly token: Secret;
  readonly tokenKind: TokenKind;
  /** Absent: it never expires. */
  readonly expiresAt: number | undefined;
  readonly renewal: Secret | undefined;
  readonly renewalExpiresAt: number | undefined;
}

export interface NotGranted {
  readonly kind: 'notGranted';
  readonly problem: SignInProblem;
  /** What GitHub wants between two questions from here on. */
  readonly intervalMs: number | undefined;
}

const longestLifeMs = 366 * dayMs;

/** Of a sign-in or a renewal. An installation's or a personal token is not what was asked for. */
const expected: readonly TokenKind[] = Object.freeze([
  'app-user-token',
  'oauth-token',
  'legacy-hex',
  'unknown',
]);

/**
 * Reads an answer about a token, refusals included: they come with status 200 as well. `at`: when it was given (ms).
 * Throws `Failure` `unexpectedShape` where it is none of GitHub's.
 */
export function readGrant(data: unknown, at: number): Granted | NotGranted {
  const given = recordOf(data);
  if (typeof given.error === 'string') {
    const seconds = given.interval;
    const intervalMs = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
    return { kind: 'notGranted', problem: explainSignIn(given.error.slice(0, 100)), intervalMs };
  }
  const token = secretIn(given.access_token);
  const tokenKind = token && identifyToken(String(given.access_token)).kind;
  if (!token || !tokenKind || !expected.includes(tokenKind)) {
    throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  }
  const renewal = secretIn(given.refresh_token);
  return {
    kind: 'granted',
    token,
    tokenKind,
    expiresAt: endOf(given.expires_in, at),
    renewal,
    renewalExpiresAt: renewal && endOf(given.refresh_token_expires_in, at),
  };
}

function secretIn(value: unknown): Secret | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{20,2000}$/.test(value) ? new Secret(value) : undefined;
}

function endOf(seconds: unknown, at: number): number | undefined {
  if (typeof seconds !== 'number' || !(seconds > 0)) return undefined;
  return at + Math.min(seconds * 1000, longestLifeMs);
}
