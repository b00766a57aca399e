import type { Credential } from '../github/apiAnswer.ts';
import { graphqlAddress } from '../github/graphql.ts';
import type { ApiProblem } from '../github/problems.ts';
import { Failure } from '../shared/failure.ts';
import { hostOf } from '../tokens/host.ts';
import { explainFetchError } from './fetchErrors.ts';
import { readBounded } from './readBounded.ts';

/** `fetch` as the runtime gives it. Injected, because VS Code replaces the global one to honour proxy settings. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface GuardLimits {
  /** For the whole request, body included: a slow drip must not outlive it. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export const guardLimits: GuardLimits = Object.freeze({ timeoutMs: 10_000, maxBytes: 5 * 1024 * 1024 });

/** The part of a `Response` that Octokit reads, with a body that is already here and bounded. */
export interface GuardedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Headers;
  text(): Promise<string>;
}

interface GuardedInit {
  readonly method: string;
  readonly body?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export type GuardedFetch = (url: string, init: GuardedInit) => Promise<GuardedResponse>;

/**
 * The only door to the network for API calls, and the only place where a token becomes a header. Octokit never holds
 * it, so no object or error of Octokit's can show it (C05). The address is checked against the host the token belongs
 * to, however it was made (B07); nothing is followed elsewhere (B05); time and size are bounded (G01, G08).
 * Throws `Failure<ApiProblem>` only.
 */
export function guardFetch(fetch: Fetch, credential: Credential, limits = guardLimits): GuardedFetch {
  return (url, { method, body, headers, signal }) =>
    inTime(limits, signal, async (until) => {
      const init: RequestInit = {
        method,
        headers: withAuthorization(headers, credential),
        // 'follow' would carry the header along on the same origin and the request anywhere.
        redirect: 'manual',
        // An editor that lends us its browser's `fetch` would give an answer of a minute ago for a token that died since.
        cache: 'no-store',
        signal: until,
        ...(body === undefined ? {} : { body }),
      };
      const response = await fetch(checkedAddress(url, credential), init);
      if (!isRedirect(response)) return await delivered(response, limits);
      const target = followable(response, url, method, credential);
      dropBody(response);
      if (target === undefined) throw new Failure<ApiProblem>({ kind: 'redirectRefused' });
      const second = await fetch(checkedAddress(target, credential), init);
      if (!isRedirect(second)) return await delivered(second, limits);
      dropBody(second);
      throw new Failure<ApiProblem>({ kind: 'redirectRefused' });
    });
}

/** Ends the work with the caller's cancel or our deadline, and says what went wrong. Throws `Failure<ApiProblem>` only. */
export async function inTime<T>(
  { timeoutMs }: typeof guardLimits,
  cancel: AbortSignal | undefined,
  work: (until: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = startDeadline(timeoutMs, cancel);
  try {
    return await work(deadline.signal);
  } catch (error) {
    if (Failure.is(error)) throw error;
    // Made anew without a cause: the original may hold the request, its headers and its body.
    throw new Failure<ApiProblem>(explainFetchError(error, cancel?.aborted === true, deadline.passed()));
  } finally {
    deadline.stop();
  }
}

/** One signal for the caller's cancel and our deadline, made by hand so that the timer ends with the request. */
export function startDeadline(timeoutMs: number, cancel: AbortSignal | undefined) {
  const controller = new AbortController();
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    controller.abort();
  }, timeoutMs);
  const onCancel = () => controller.abort();
  if (cancel?.aborted) onCancel();
  cancel?.addEventListener('abort', onCancel);
  const stop = () => {
    clearTimeout(timer);
    cancel?.removeEventListener('abort', onCancel);
  };
  return { signal: controller.signal, passed: () => passed, stop };
}

export function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status <= 399 && response.status !== 304;
}

/** Lets go of a body nobody reads. Not awaited: a server that never ends may also never let go. */
export function dropBody(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

function withAuthorization(headers: GuardedInit['headers'], credential: Credential): Record<string, string> {
  return { ...headers, authorization: `Bearer ${credential.token.reveal()}` };
}

/**
 * The address re-serialised, if it is https, without user info, on the origin and below the path of the host's API;
 * or the host's one GraphQL address, which a GHES has elsewhere.
 */
function checkedAddress(url: string, credential: Credential): string {
  const host = hostOf(credential.host);
  const base = new URL(`${host.api}/`);
  const parsed = new URL(url);
  if (parsed.href === graphqlAddress(host)) return parsed.href;
  const right =
    parsed.protocol === 'https:' &&
    parsed.origin === base.origin &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.pathname.startsWith(base.pathname);
  if (!right) throw new Failure<ApiProblem>({ kind: 'wrongHost' });
  return parsed.href;
}

/**
 * Where a redirect may be followed to: GitHub answers a renamed repository or branch with one to the same origin,
 * below `/repositories/` or `/repos/`. Only a GET, because a POST would be sent twice.
 */
function followable(
  response: Response,
  from: string,
  method: string,
  credential: Credential,
): string | undefined {
  const location = response.headers.get('location');
  if (method !== 'GET' || location === null || ![301, 307, 308].includes(response.status)) return undefined;
  const base = new URL(`${hostOf(credential.host).api}/`);
  if (!URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  const sameOrigin = target.origin === base.origin && target.username === '' && target.password === '';
  const below = (path: string) => target.pathname.startsWith(`${base.pathname}${path}`);
  return sameOrigin && (below('repositories/') || below('repos/')) ? target.href : undefined;
}

/** An answer with its body, if it is JSON of a sane size. Throws `Failure<ApiProblem>`. */
export async function delivered(response: Response, limits: GuardLimits): Promise<GuardedResponse> {
  const { status, statusText, url, headers } = response;
  const isJson = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(headers.get('content-type') ?? '');
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  // A page of a proxy or an outage: as a refusal its status is enough, as a success it is nothing GitHub said.
  if (!isJson && hasBody) {
    dropBody(response);
    if (status < 400) throw new Failure<ApiProblem>({ kind: 'notJson' });
  }
  const body = isJson && hasBody ? await readBounded(response, limits.maxBytes) : '';
  return { status, statusText, url, headers, text: () => Promise.resolve(body) };
}
