import { readHttpDate } from '../github/httpDate.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { BrokerAnswer, BrokerRequest } from '../sources/broker/askBroker.ts';
import type { AskBroker } from '../sources/broker/brokerSource.ts';
import type { BrokerProblem, WayFault } from '../sources/broker/problems.ts';
import { explainFetchError } from './fetchErrors.ts';
import { dropBody, type Fetch, isRedirect, startDeadline } from './guardedFetch.ts';
import { readBounded } from './readBounded.ts';

export interface BrokerApiOptions {
  /** Looked up at each call by the caller, as VS Code replaces the global one. */
  readonly fetch: Fetch;
  /** `token-warden/<version>`. */
  readonly userAgent: string;
  /** One line for each request: the broker's name, the status. Never a value of the request. */
  readonly log: (line: string) => void;
  readonly timeoutMs?: number;
}

/** An answer is one token with what it may do: a larger one is something else (G08). */
const longestAnswer = 16 * 1024;

/**
 * A client of its own for the person's broker, because nothing about it is GitHub: it knows one origin, sends the secret
 * there and nowhere else, follows no redirect, and has no cookie. Ten seconds for everything; one more try when the
 * connection was lost before the broker said anything. Throws `Failure<BrokerProblem>` only.
 */
export function createBrokerApi(options: BrokerApiOptions): AskBroker {
  const { log, timeoutMs = 10_000 } = options;
  return async (request, secret) => {
    const { method, broker } = request;
    const deadline = startDeadline(timeoutMs, undefined);
    const send = () => post(request, secret, options, deadline.signal);
    const line = (said: string | number) => log(`${method} to the token broker ${broker.name}: ${said}`);
    try {
      const response = await send().catch((error: unknown) => {
        if (!wasLost(error, deadline.passed())) throw error;
        line('connection lost, tried again');
        return send();
      });
      line(response.status);
      return await read(request, response);
    } catch (error) {
      const failure = Failure.is(error)
        ? inOurWords(request, error)
        : away(request, error, deadline.passed());
      line(failure.problem.kind);
      throw failure;
    } finally {
      deadline.stop();
    }
  };
}

function post(
  request: BrokerRequest,
  secret: Secret | undefined,
  { fetch, userAgent }: BrokerApiOptions,
  signal: AbortSignal,
): Promise<Response> {
  const { broker, method, path, headers, body } = request;
  const url = new URL(`${broker.origin}${path}`);
  // What we took apart and what the runtime will connect to must be the same, or the secret went elsewhere.
  const right = url.protocol === 'https:' && url.origin === broker.origin && url.pathname === path;
  if (!right || url.username !== '' || url.password !== '') throw problem(request, 'wrongOrigin');
  return fetch(url.href, {
    method,
    headers: {
      ...headers,
      ...withSecret(request, secret),
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': userAgent,
    },
    body,
    credentials: 'omit',
    redirect: 'manual',
    cache: 'no-store',
    signal,
  });
}

function withSecret(request: BrokerRequest, secret: Secret | undefined): Readonly<Record<string, string>> {
  const value = secret?.reveal() ?? '';
  if (value === '') return {};
  return request.broker.kind === 'http' ? { authorization: `Bearer ${value}` } : { 'x-vault-token': value };
}

async function read(request: BrokerRequest, response: Response): Promise<BrokerAnswer> {
  const { status, headers } = response;
  if (isRedirect(response)) {
    dropBody(response);
    throw problem(request, 'redirectRefused');
  }
  const date = readHttpDate(headers.get('date') ?? undefined);
  const isJson = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(headers.get('content-type') ?? '');
  if (!isJson || status === 204) {
    dropBody(response);
    // A page of a proxy or of a sign-in. As a refusal its status is enough.
    if (status < 400 && status !== 204) throw problem(request, 'notJson');
    return { status, data: undefined, date };
  }
  const text = await readBounded(response, longestAnswer);
  try {
    return { status, data: JSON.parse(text), date };
  } catch {
    throw problem(request, 'notJson');
  }
}

/** Lost before a word of the answer: the broker did not see the request, or its answer reached nobody. */
function wasLost(error: unknown, timedOut: boolean): boolean {
  if (Failure.is(error)) return false;
  const found = explainFetchError(error, false, timedOut);
  return found.kind === 'offline' && /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(found.code);
}

/** What reading found, in the words of a broker. */
function inOurWords(request: BrokerRequest, failure: Failure): Failure<BrokerProblem> {
  if (failure.problem.kind === 'tooLarge') return problem(request, 'tooLarge');
  return failure as Failure<BrokerProblem>;
}

/** Made anew without a cause: the original may hold the request and its headers. */
function away(request: BrokerRequest, error: unknown, timedOut: boolean): Failure<BrokerProblem> {
  const found = explainFetchError(error, false, timedOut);
  const why = ways.find((way) => way === found.kind) ?? 'offline';
  return problem(request, why, 'code' in found ? found.code : '');
}

const ways: readonly WayFault[] = Object.freeze(['timeout', 'tlsUntrusted', 'proxyRefused']);

function problem({ broker }: BrokerRequest, why: WayFault, code = ''): Failure<BrokerProblem> {
  return new Failure<BrokerProblem>({ kind: 'brokerWay', broker: broker.name, why, code });
}
