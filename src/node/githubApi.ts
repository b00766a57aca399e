import type { ApiAnswer, ApiRequest, CancelSignal, GitHubApi } from '../github/apiAnswer.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import { graphqlAddress, graphqlMutations } from '../github/graphql.ts';
import type { ApiProblem } from '../github/problems.ts';
import { readRate } from '../github/rate.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { hostOf } from '../tokens/host.ts';
import { judgeGraphql } from './graphqlAnswers.ts';
import type { Fetch, GuardLimits } from './guardedFetch.ts';
import { guardFetch } from './guardedFetch.ts';
import { accepted, refused } from './octokitAnswers.ts';
import { createWaitingTimes } from './waitingTimes.ts';
import { writesInTurn } from './writesInTurn.ts';

export interface GitHubApiOptions {
  /** Looked up at each call by the caller, e.g. `(url, init) => globalThis.fetch(url, init)`. */
  readonly fetch: Fetch;
  /** `token-warden/<version>`. */
  readonly userAgent: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** One line for each request: operation, host, status. Never a value of the request. */
  readonly log: (line: string) => void;
  /** Redacts, strips control characters and bounds: `cleanServerText` with this session's redactor. */
  readonly clean: (text: string, maxChars: number) => string;
  readonly limits?: GuardLimits;
  readonly retryBaseMs?: number;
}

/**
 * GitHub by Octokit, one client for each call: the host and the token of a call cannot reach another. What leaves
 * here is our own plain data; no Octokit object, response or error does.
 */
export function createGitHubApi(options: GitHubApiOptions): GitHubApi {
  const waiting = createWaitingTimes(options.clock);
  const spacingId = crypto.randomUUID();
  return writesInTurn({
    async request(request) {
      const { credential, operation, signal } = request;
      const wait = waiting.of(credential);
      if (wait) throw new Failure<ApiProblem>(wait);
      // A bundle of its own, loaded at the first request: it is larger than everything else together.
      const { createOctokit } = await import('./octokit.ts');
      const reading = { at: () => options.clock.now(), clean: options.clean };
      const cancel = asAbortSignal(signal);
      const octokit = createOctokit({
        baseUrl: hostOf(credential.host).api,
        fetch: guardFetch(options.fetch, credential, options.limits),
        userAgent: options.userAgent,
        log: options.log,
        random: options.random,
        retryBaseMs: options.retryBaseMs ?? 1000,
        spacingId,
      });
      const { route, values } = onTheWire(request);
      const answer = await octokit
        .request(route, {
          ...values,
          headers: { accept: 'application/vnd.github+json', 'x-github-api-version': apiVersion },
          // The retry plugin repeats a mutation that GitHub answered with an outage, three times unless told here.
          request: { signal: cancel.signal, retries: 0 },
        })
        .then(
          ({ status, headers, data }) => accepted({ status, headers, data }, reading),
          (error: unknown) => refused(error, reading),
        )
        .then((given) => (operation in graphqlMutations ? judgeGraphql(given, reading) : given))
        .catch((error: unknown) => {
          options.log(
            `${operation} on ${credential.host}: ${Failure.is(error) ? error.problem.kind : 'unknown'}`,
          );
          throw error;
        })
        .finally(cancel.stop);
      const id = answer.headers['x-github-request-id'] ?? 'none';
      options.log(`${operation} on ${credential.host}: ${answer.status}, request id ${id}`);
      waiting.learn(credential, waitAfter(answer, request));
      return answer;
    },
  });
}

/** Known to every supported server; a GHES may not know a newer one and answers 400. Source: facts/hosts.json. */
const apiVersion = '2022-11-28';

/** A mutation travels as its frozen document and variables; everything else is REST. */
function onTheWire({ operation, parameters, emptyBody, credential }: ApiRequest) {
  if (!(operation in graphqlMutations)) {
    // Octokit sends `data` as the body, and then nothing else with it but what stands in the address.
    const body = emptyBody ? { data: {} } : {};
    return { route: operation as string, values: { ...parameters, ...body } };
  }
  const query = graphqlMutations[operation as keyof typeof graphqlMutations];
  const baseUrl = graphqlAddress(hostOf(credential.host)).replace(/\/graphql$/, '');
  return { route: 'POST /graphql', values: { baseUrl, query, variables: { ...parameters } } };
}

/** The waiting time this answer starts: a limit hit, or the last request of the hour just spent (G05). */
function waitAfter(answer: ApiAnswer, { credential }: ApiRequest): ApiProblem | undefined {
  const problem = answer.kind === 'refused' ? explainAnswer(answer, hostOf(credential.host)) : undefined;
  // GraphQL has an hourly allowance of its own: when it is spent, REST goes on.
  const ofGraphql = answer.headers['x-ratelimit-resource'] === 'graphql';
  if (answer.kind === 'refused') return ofGraphql && problem?.kind === 'rateLimited' ? undefined : problem;
  const rate = readRate(answer.headers, answer.at);
  return rate?.remaining === 0 && !ofGraphql ? { kind: 'rateLimited', until: rate.resetAt } : undefined;
}

/** A real signal from the structural one, which may come from another bundle or a test. */
function asAbortSignal(signal: CancelSignal | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return { signal: controller.signal, stop: () => signal?.removeEventListener('abort', abort) };
}
