import { setTimeout as pause } from 'node:timers/promises';
import { createOAuthDeviceAuth } from '@octokit/auth-oauth-device';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { recordOf } from '../shared/recordOf.ts';
import type { GuardedFetch } from './guardedFetch.ts';
import { Pacing } from './pacing.ts';

export interface OctokitOptions {
  /** Base URL of the REST API without a trailing slash. */
  readonly baseUrl: string;
  /** Adds the authorization; Octokit itself gets no token. */
  readonly fetch: GuardedFetch;
  readonly userAgent: string;
  /** Deprecation notices, one line each; still to be redacted by whoever writes them. */
  readonly log: (line: string) => void;
  /** 0 to 1: spreads the repeats of several windows. */
  readonly random: () => number;
  /** Milliseconds before the first repeat of a GET; the second waits four times as long. */
  readonly retryBaseMs: number;
  /** Clients with one id share the spacing of their writes (a second between them, three between pull requests). */
  readonly spacingId: string;
}

const drop = () => undefined;

const WardenOctokit = Octokit.plugin(throttling);

/**
 * An Octokit that repeats a GET at most twice and nothing else, never sleeps for a rate limit (that is an answer to
 * show). Loaded lazily: its own bundle, because it is larger than all of activation.
 */
export function createOctokit({
  baseUrl,
  fetch,
  userAgent,
  log,
  random,
  retryBaseMs,
  spacingId,
}: OctokitOptions): Octokit {
  const octokit = new WardenOctokit({
    baseUrl,
    userAgent,
    request: { fetch },
    // `debug` gets whole option objects, `info` and `error` call every lost connection a 500: our own line says it.
    log: { debug: drop, info: drop, warn: (text: unknown) => log(String(text).slice(0, 500)), error: drop },
    throttle: {
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
      id: `${spacingId} ${baseUrl}`,
      Bottleneck: Pacing as never,
    },
  });
  const firstWait = Math.round(retryBaseMs * (0.5 + random()));
  octokit.hook.wrap('request', async (request, options) => {
    for (const wait of [firstWait, 4 * firstWait]) {
      try {
        return await request(options);
      } catch (error) {
        if (options.method !== 'GET' || !mayPass(error)) throw error;
        await pause(wait);
      }
    }
    return request(options);
  });
  return octokit;
}

/** Failures after which the same GET may succeed. Anything else would fail again, or did reach GitHub's judgement. */
const passing: readonly unknown[] = ['offline', 'timeout'];

/**
 * Octokit's own retry plugin repeats POSTs on 5xx, 409 and 429 as well, which makes duplicate pull requests; and it would
 * repeat a refused redirect.
 */
function mayPass(error: unknown): boolean {
  const { cause, response } = recordOf(error);
  // A `retry-after` on an outage is an answer to show, not a minute to sleep.
  const { status, headers } = recordOf(response);
  const outage = Number(status) >= 500 && !recordOf(headers)['retry-after'];
  return outage || passing.includes(recordOf(recordOf(cause).problem).kind);
}

export interface SignInOctokit {
  readonly request: Octokit['request'];
  /** GitHub's own device flow: what it sends, and in which order. */
  readonly createOAuthDeviceAuth: typeof createOAuthDeviceAuth;
}

/**
 * An Octokit for the two addresses of a sign-in, without a token. `between` stands around each request, because GitHub's
 * device flow can neither be cancelled nor ends by itself, and does not slow down for good when it is told to.
 */
export function createSignInOctokit(
  { baseUrl, fetch, userAgent }: Pick<OctokitOptions, 'baseUrl' | 'fetch' | 'userAgent'>,
  between: (send: () => Promise<SignInResponse>, url: string) => Promise<SignInResponse>,
): SignInOctokit {
  const octokit = new Octokit({
    baseUrl,
    userAgent,
    request: { fetch },
    log: { debug: drop, info: drop, warn: drop, error: drop },
  });
  octokit.hook.wrap('request', async (request, options) => {
    const response = await between(async () => request(options), options.url);
    return response as Awaited<ReturnType<typeof request>>;
  });
  return { request: octokit.request, createOAuthDeviceAuth };
}

export interface SignInResponse {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}
