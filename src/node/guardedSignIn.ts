import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';
import type { GitHubHost } from '../tokens/host.ts';
import {
  delivered,
  dropBody,
  type Fetch,
  type GuardedFetch,
  guardLimits,
  inTime,
  isRedirect,
} from './guardedFetch.ts';

const paths = Object.freeze(['/login/device/code', '/login/oauth/access_token']);

/**
 * The door for sign-ins: the two addresses of one host (B07), nobody signed in, nothing followed (B05), bounded in time
 * and size. Throws `Failure<ApiProblem>` only.
 */
export function guardSignIn(fetch: Fetch, host: GitHubHost, limits = guardLimits): GuardedFetch {
  return async (url, { method, body, headers, signal }) => {
    const address = paths.map((path) => `${host.web}${path}`).find((one) => one === url);
    if (address === undefined || method !== 'POST') throw new Failure<ApiProblem>({ kind: 'wrongHost' });
    return inTime(limits, signal, async (until) => {
      const response = await fetch(address, {
        method,
        headers,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal: until,
        ...(body === undefined ? {} : { body }),
      });
      if (!isRedirect(response)) return await delivered(response, limits);
      dropBody(response);
      throw new Failure<ApiProblem>({ kind: 'redirectRefused' });
    });
  };
}
