import { createOAuthDeviceAuth } from '@octokit/auth-oauth-device';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { GuardedFetch } from './guardedFetch.ts';

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

type Core = Parameters<Parameters<typeof Octokit.plugin>[0]>[0];

const WardenOctokit = Octokit.plugin(judgeRepeats, retry, throttling);

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
  return new WardenOctokit({
    baseUrl,
    userAgent,
    request: { fetch },
    // `debug` gets whole option objects, `info` and `error` call every lost connection a 500: our own line says it.
    log: { debug: drop, info: drop, warn: (text: unknown) => log(String(text).slice(0, 500)), error: drop },
    retry: { retryAfterBaseValue: Math.round(retryBaseMs * (0.5 + random())), doNotRetry: [] },
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false, id: `${spacingId} ${baseUrl}` },
  });
}

/** Failures after which the same GET may succeed. Anything else would fail again, or did reach GitHub's judgement. */
const passing: readonly unknown[] = ['offline', 'timeout'];

/**
 * Sits inside the retry plugin and says for each failure how often it may be repeated. The plugin's own default
 * repeats POSTs on 5xx, 409 and 429, which makes duplicate pull requests; and it would repeat a refused redirect.
 */
function judgeRepeats(octokit: Core): void {
  octokit.hook.error('request', (error, options) => {
    const { method } = options;
    const cause = error.cause as { readonly problem?: { readonly kind?: unknown } } | undefined;
    // A `retry-after` on an outage is an answer to show, not a minute to sleep.
    const answer = 'response' in error ? error.response : undefined;
    const outage = answer !== undefined && answer.status >= 500 && !answer.headers['retry-after'];
    const may = method === 'GET' && (outage || passing.includes(cause?.problem?.kind));
    options.request.retries = may ? 2 : 0;
    throw error;
  });
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
