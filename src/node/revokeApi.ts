import { type ApiAnswer, readHeaders } from '../github/apiAnswer.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import type { RevokeProblem, Revoker } from '../rotation/revokePorts.ts';
import { wayToRevoke } from '../rotation/revokeWays.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { githubCom } from '../tokens/host.ts';
import { identifyToken } from '../tokens/identify.ts';
import { explainFetchError } from './fetchErrors.ts';
import { dropBody, type Fetch, isRedirect, startDeadline } from './guardedFetch.ts';
import { type Reading, refused } from './octokitAnswers.ts';
import { readBounded } from './readBounded.ts';

export interface RevokeApiOptions {
  /** Looked up at each call by the caller, as VS Code replaces the global one. */
  readonly fetch: Fetch;
  /** `token-warden/<version>`. */
  readonly userAgent: string;
  readonly clock: Clock;
  /** One line for each request: host, count, status. Never a value of the request. */
  readonly log: (line: string) => void;
  readonly clean: Reading['clean'];
  readonly timeoutMs?: number;
}

const address = `${githubCom.api}/credentials/revoke`;
const name = 'POST /credentials/revoke on github.com';
const longestAnswer = 100_000;

/**
 * GitHub's list of credentials to end. A client of its own, because GitHub refuses the request from anyone signed in:
 * it knows no credential that it could add, sends no cookie, and asks one host only. One request for each call, repeated
 * by nobody; the values travel in its body and stand in no error and no log. Throws `Failure<RevokeProblem>` only.
 */
export function createRevokeApi(options: RevokeApiOptions): Pick<Revoker, 'revokeList'> {
  const { clock, log, clean } = options;
  // 60 requests an hour for everyone behind this address: what is known to be spent is not asked for.
  let silentUntil = 0;
  return {
    async revokeList(host, secrets) {
      if (host !== githubCom.name) throw new Failure<ApiProblem>({ kind: 'wrongHost' });
      if (clock.now() < silentUntil) {
        throw new Failure<ApiProblem>({ kind: 'rateLimited', until: silentUntil });
      }
      const body = bodyOf(secrets);
      const answer = await post(body, options).catch((error: unknown) => {
        log(`${name}: ${Failure.is(error) ? error.problem.kind : 'unknown'}`);
        throw error;
      });
      log(`${name}: ${secrets.length} listed, ${answer.status}`);
      if (answer.status === 202) return;
      const given = refused({ response: answer }, { at: () => clock.now(), clean });
      const problem = explain(given);
      if ('until' in problem && problem.until !== undefined) silentUntil = problem.until;
      throw new Failure<RevokeProblem>(problem, given.kind === 'refused' ? given.message : '');
    },
  };
}

/** Only what GitHub takes, whatever an entry says about itself: one value of another kind spoils the whole list. */
function bodyOf(secrets: readonly Secret[]): string {
  const credentials = secrets.map((secret) => secret.reveal());
  const taken = credentials.every(
    (value) => wayToRevoke(githubCom.name, identifyToken(value).kind) === 'list',
  );
  if (!taken || credentials.length === 0) throw new Failure<ApiProblem>({ kind: 'validation', errors: [] });
  return JSON.stringify({ credentials });
}

interface Answered {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}

async function post(
  body: string,
  { fetch, userAgent, timeoutMs = 15_000 }: RevokeApiOptions,
): Promise<Answered> {
  const deadline = startDeadline(timeoutMs, undefined);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': userAgent,
        'x-github-api-version': '2022-11-28',
      },
      body,
      credentials: 'omit',
      redirect: 'manual',
      cache: 'no-store',
      signal: deadline.signal,
    });
    if (isRedirect(response)) {
      dropBody(response);
      throw new Failure<ApiProblem>({ kind: 'redirectRefused' });
    }
    return await read(response);
  } catch (error) {
    if (Failure.is(error)) throw error;
    // Made anew without a cause: the original may hold the request and its body.
    throw new Failure<ApiProblem>(explainFetchError(error, false, deadline.passed()));
  } finally {
    deadline.stop();
  }
}

/** 202 is all that a success says; of another answer the message counts, if it is GitHub's at all. */
async function read(response: Response): Promise<Answered> {
  const { status } = response;
  const headers = Object.fromEntries(readHeaders.map((each) => [each, response.headers.get(each)]));
  const isJson = /json/i.test(response.headers.get('content-type') ?? '');
  if (status === 202 || !isJson) {
    dropBody(response);
    // A page that a portal shows for everything.
    if (status !== 202 && status < 400) throw new Failure<ApiProblem>({ kind: 'notJson' });
    return { status, headers, data: undefined };
  }
  return { status, headers, data: parsed(await readBounded(response, longestAnswer)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The one cause. A 403 that is no limit means that something on the way signed the request in. */
function explain(answer: ApiAnswer): RevokeProblem {
  if (answer.kind === 'ok' || answer.status < 400) return { kind: 'unexpectedShape' };
  const problem = explainAnswer(answer, githubCom);
  if (answer.status !== 403 && answer.status !== 401) return problem;
  return 'until' in problem ? problem : { kind: 'signedInOnTheWay' };
}
