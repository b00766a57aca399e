import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';
import { recordOf } from '../shared/recordOf.ts';
import { Secret } from '../shared/secret.ts';
import type { GitHubHost } from '../tokens/host.ts';

/** A code that a person enters at GitHub. Spans in ms. */
export interface DeviceCode {
  readonly userCode: string;
  /** What is asked about; whoever has it gets the token. */
  readonly deviceCode: Secret;
  /** Where the code is entered: a page of the host that was asked. */
  readonly page: string;
  readonly intervalMs: number;
  readonly livesMs: number;
}

export const shortestIntervalMs = 5_000;
export const longestLifeMs = 900_000;

/**
 * What the server said, within what is sane (B10): its page is not looked at, because the host decides it; nobody is
 * asked more often than every five seconds, nor for longer than a quarter of an hour. Throws `Failure`
 * `unexpectedShape`. Source: facts/device-flow.json.
 */
export function judgeDeviceCode(data: unknown, host: GitHubHost): DeviceCode {
  const given = recordOf(data);
  const { user_code: userCode, device_code: deviceCode } = given;
  const isCode =
    typeof userCode === 'string' && /^[A-Za-z0-9]{2,8}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(userCode);
  const isSecret = typeof deviceCode === 'string' && /^[\x21-\x7e]{8,512}$/.test(deviceCode);
  if (!isCode || !isSecret) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
  return {
    userCode,
    deviceCode: new Secret(deviceCode),
    page: devicePage(host),
    intervalMs: within(given.interval, shortestIntervalMs, longestLifeMs, shortestIntervalMs),
    livesMs: within(given.expires_in, 0, longestLifeMs, longestLifeMs),
  };
}

/** Source: facts/prefill-urls.json (`manage.device`). */
export function devicePage(host: GitHubHost): string {
  return `${host.web}/login/device`;
}

/** Seconds as a server says them, in ms. What is no number above zero is `otherwise`. */
function within(seconds: unknown, least: number, most: number, otherwise: number): number {
  if (typeof seconds !== 'number' || !(seconds > 0)) return otherwise;
  return Math.min(Math.max(seconds * 1000, least), most);
}
