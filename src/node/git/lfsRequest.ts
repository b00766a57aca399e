import type { PushProblem } from '../../push/problems.ts';
import { Failure } from '../../shared/failure.ts';
import { explainFetchError } from '../fetchErrors.ts';
import type { Fetch } from '../guardedFetch.ts';
import { readBounded } from '../readBounded.ts';

export interface LfsLimits {
  /** Without any byte of ours taken or an answer ended. */
  readonly silenceMs: number;
  readonly maxBytes: number;
}

export const lfsLimits: LfsLimits = Object.freeze({ silenceMs: 60_000, maxBytes: 5 * 1024 * 1024 });

export interface LfsRequest {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Told how to say that it is still being read, so that a long upload is not taken for silence. */
  readonly body: string | ((alive: () => void) => ReadableStream<Uint8Array>);
}

export interface LfsResponse {
  readonly status: number;
  readonly body: string;
}

/**
 * One request, tried once. A redirect is never followed: it is an answer like any other, or breaks the protocol where a
 * file's content is sent. Time and size are bounded; a file is never held as a whole. The headers are the caller's, every one of them: this knows no token. Throws `Failure<PushProblem>`, made anew, because
 * the runtime's error may hold the request.
 */
export async function requestLfs(
  fetch: Fetch,
  { method, url, headers, body }: LfsRequest,
  signal: AbortSignal,
  limits: LfsLimits,
): Promise<LfsResponse> {
  const controller = new AbortController();
  let silent = false;
  const fallSilent = () => {
    silent = true;
    controller.abort();
  };
  let timer = setTimeout(fallSilent, limits.silenceMs);
  const alive = () => {
    // A last read may end after the request: no timer may outlive it.
    if (controller.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(fallSilent, limits.silenceMs);
  };
  const cancel = () => controller.abort();
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const given = { method, headers: { ...headers }, signal: controller.signal };
    const init: RequestInit & { readonly duplex?: 'half' } =
      typeof body === 'string'
        ? { ...given, body, redirect: 'manual' }
        : // With any other word for redirects the runtime keeps a copy of the whole body, to send it again.
          { ...given, body: body(alive), duplex: 'half', redirect: 'error' };
    const response = await fetch(url, init);
    return { status: response.status, body: await readBounded(response, limits.maxBytes) };
  } catch (error) {
    if (Failure.is(error) && error.problem.kind === 'tooLarge') {
      throw new Failure<PushProblem>({ kind: 'lfsAnswer' });
    }
    if (isRedirect(error)) throw new Failure<PushProblem>({ kind: 'lfsAnswer' });
    throw new Failure<PushProblem>(explain(error, signal.aborted, silent, limits));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    controller.abort();
  }
}

/** The runtime's word for a redirect that it was told to refuse; it has no code. */
function isRedirect(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && /redirect/i.test(error.cause.message);
}

function explain(error: unknown, cancelled: boolean, silent: boolean, limits: LfsLimits): PushProblem {
  const found = explainFetchError(error, cancelled, silent);
  switch (found.kind) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'timeout':
      return { kind: 'timeout', seconds: Math.round(limits.silenceMs / 1000) };
    case 'tlsUntrusted':
      return { kind: 'tlsUntrusted' };
    case 'proxyRefused':
      return { kind: 'proxyRefused', status: undefined };
    case 'offline':
      // Never reached, or lost on the way: the person looks for the cause in another place.
      return /NOTFOUND|REFUSED|EAI_|UNREACH|NETDOWN/.test(found.code)
        ? { kind: 'offline' }
        : { kind: 'connectionLost' };
    default:
      return { kind: 'connectionLost' };
  }
}
