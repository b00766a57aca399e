import type { CancelSignal } from '../github/apiAnswer.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import type { SignInProblem } from '../github/explainSignIn.ts';
import type { ApiProblem } from '../github/problems.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { type DeviceCode, judgeDeviceCode } from '../signIn/deviceCode.ts';
import { type Granted, type NotGranted, readGrant } from '../signIn/granted.ts';
import { pollForGrant } from '../signIn/pollForGrant.ts';
import type { SignInApi, SignInOrder } from '../signIn/ports.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { Fetch, GuardLimits } from './guardedFetch.ts';
import { guardSignIn } from './guardedSignIn.ts';
import type { SignInResponse } from './octokit.ts';
import { type Reading, refused } from './octokitAnswers.ts';

export interface SignInApiOptions {
  /** Looked up at each call by the caller, as VS Code replaces the global one. */
  readonly fetch: Fetch;
  /** `token-warden/<version>`. */
  readonly userAgent: string;
  readonly clock: Clock;
  /** One line for each request: host and outcome. Never a value of the request. */
  readonly log: (line: string) => void;
  readonly clean: Reading['clean'];
  /** Told every code, token and renewal before anything else sees it. */
  readonly learn: (secret: Secret) => void;
  readonly limits?: GuardLimits;
  readonly steady?: Clock;
  readonly pause?: (ms: number, signal: CancelSignal) => Promise<void>;
}

const codeAddress = /\/login\/device\/code$/;

/** GitHub's device flow and its renewal, by GitHub's own library, paced and ended by us. */
export function createSignInApi(options: SignInApiOptions): SignInApi {
  const { clock, log, clean, learn } = options;
  const ports = {
    steady: options.steady ?? { now: () => performance.now() },
    pause: options.pause ?? pauseFor,
  };
  const reading: Reading = { at: () => clock.now(), clean };

  const open = async (
    host: GitHubHost,
    between: (send: () => Promise<SignInResponse>, url: string) => Promise<SignInResponse>,
  ) => {
    // The bundle of Octokit, loaded at the first request.
    const { createSignInOctokit } = await import('./octokit.ts');
    const fetch = guardSignIn(options.fetch, host, options.limits);
    return createSignInOctokit({ baseUrl: host.api, fetch, userAgent: options.userAgent }, between);
  };

  const ask = async (host: GitHubHost, send: () => Promise<SignInResponse>): Promise<SignInResponse> => {
    try {
      return await send();
    } catch (error) {
      throw explained(error, host, reading);
    }
  };

  const grantIn = (host: GitHubHost, { data }: SignInResponse): Granted | NotGranted => {
    const answer = readGrant(data, clock.now());
    log(`sign-in on ${host.name}: ${answer.kind === 'granted' ? answer.kind : answer.problem.kind}`);
    if (answer.kind === 'granted') learn(answer.token);
    if (answer.kind === 'granted' && answer.renewal) learn(answer.renewal);
    return answer;
  };

  return {
    async signIn(order, shown, signal) {
      const { host } = order;
      const cancel = abortSignalOf(signal);
      const request = { signal: cancel.signal };
      let code: DeviceCode | undefined;
      let granted: Granted | undefined;
      const octokit = await open(host, async (send, url) => {
        if (codeAddress.test(url)) {
          const response = await ask(host, send);
          throwIfRefused(response);
          code = judgeDeviceCode(response.data, host);
          learn(code.deviceCode);
          return response;
        }
        let last: SignInResponse = { status: 0, headers: {}, data: undefined };
        const again = async () => {
          last = await ask(host, send);
          return grantIn(host, last);
        };
        if (code === undefined) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
        granted = await pollForGrant(code, again, ports, signal);
        return last;
      });
      try {
        await runLibrary(octokit, order, request, () => code && shown(code));
      } catch (error) {
        // Once GitHub handed the token out, nothing may lose it: the code is used up.
        if (granted === undefined) throw error;
      } finally {
        cancel.stop();
      }
      if (granted === undefined) throw new Failure<ApiProblem>({ kind: 'unexpectedShape' });
      return granted;
    },

    async renew(host, clientId, renewal) {
      const { request } = await open(host, (send) => ask(host, send));
      const response = await request('POST /login/oauth/access_token', {
        baseUrl: host.web,
        headers: { accept: 'application/json' },
        client_id: clientId,
        grant_type: 'refresh_token',
        refresh_token: renewal.reveal(),
      });
      const answer = grantIn(host, response);
      if (answer.kind === 'granted') return answer;
      throw new Failure<SignInProblem>(answer.problem);
    },
  };
}

async function runLibrary(
  { createOAuthDeviceAuth, request }: Awaited<ReturnType<typeof import('./octokit.ts').createSignInOctokit>>,
  { clientId, app, scopes }: SignInOrder,
  given: { readonly signal: AbortSignal },
  onVerification: () => void,
): Promise<void> {
  const common = { clientId, onVerification, request: request.defaults({ request: given }) };
  const auth =
    app === 'github-app'
      ? createOAuthDeviceAuth({ ...common, clientType: 'github-app' })
      : createOAuthDeviceAuth({ ...common, clientType: 'oauth-app', scopes: [...scopes] });
  await auth({ type: 'oauth' });
}

/** A refusal of the first request comes with status 200, too. */
function throwIfRefused({ data }: SignInResponse): void {
  if (typeof data !== 'object' || data === null || !('error' in data)) return;
  const answer = readGrant(data, 0);
  if (answer.kind === 'notGranted') throw new Failure<SignInProblem>(answer.problem);
}

/** Octokit's error ends here: it holds the request. A client id that GitHub does not know is a 404, before anything else. */
function explained(error: unknown, host: GitHubHost, reading: Reading): Failure {
  if (Failure.is(error)) return error;
  try {
    const answer = refused(error, reading);
    if (answer.status === 404)
      return new Failure<SignInProblem>({ kind: 'signInMisconfigured', why: 'client' });
    if (answer.kind === 'ok') return new Failure<ApiProblem>({ kind: 'unexpectedShape' });
    return new Failure(explainAnswer(answer, host), answer.message);
  } catch (failure) {
    return Failure.is(failure) ? failure : new Failure<ApiProblem>({ kind: 'unknown', status: 0 });
  }
}

function pauseFor(ms: number, signal: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}

/** A real signal from the structural one, which may come from another bundle or a test. */
function abortSignalOf(signal: CancelSignal) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  return { signal: controller.signal, stop: () => signal.removeEventListener('abort', abort) };
}
