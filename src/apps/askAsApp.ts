import type { ApiAnswer, ApiRequest, CancelSignal } from '../github/apiAnswer.ts';
import { type AppProblem, explainAppAnswer } from '../github/explainApp.ts';
import { readHttpDate } from '../github/httpDate.ts';
import type { ApiProblem } from '../github/problems.ts';
import { dayMs } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import { type HostName, hostOf } from '../tokens/host.ts';
import { type AppClaims, isStillSigned, planJwt } from './planJwt.ts';
import type { AppPorts } from './ports.ts';

export interface AskedAsApp {
  readonly answer: ApiAnswer;
  /** Why it was refused; undefined when it was not. */
  readonly problem: AppProblem | ApiProblem | undefined;
  /** Of the key that signed for it. */
  readonly fingerprint: string;
}

/** The App and its key, of the vault or about to go there. */
export type SigningApp = Pick<Entry, 'id' | 'host' | 'secretSince' | 'app'>;

export type AskAsApp = (
  app: SigningApp,
  request: Pick<ApiRequest, 'operation' | 'parameters'>,
  signal?: CancelSignal,
) => Promise<AskedAsApp>;

interface Signed {
  readonly claims: AppClaims;
  readonly jwt: Secret;
  readonly fingerprint: string;
}

type Needed = Pick<AppPorts, 'api' | 'clock' | 'keysOf' | 'sign' | 'learn' | 'noteMint'>;

/**
 * Requests signed with an App's key. When GitHub says that the clocks differ, its own time is taken and the request is made
 * once more (G12), as nothing was done by it. A key that GitHub does not know is counted, and the old one is tried while
 * it is kept. Throws `Failure<ApiProblem | KeyProblem | VaultProblem>`.
 */
export function createAppSpeaker(ports: Needed): AskAsApp {
  const { api, clock } = ports;
  const ahead = new Map<HostName, number>();
  const signed = new Map<string, Signed>();

  const signFor = (app: SigningApp, pem: Secret, which: number): Signed => {
    const now = clock.now() + (ahead.get(app.host) ?? 0);
    const name = `${app.id} ${app.secretSince} ${which}`;
    const known = signed.get(name);
    // One signature for several requests: GitHub's limits are remembered for what was sent, and the redactor learns less.
    if (known !== undefined && isStillSigned(known.claims, now)) return known;
    const claims = planJwt(app.app?.clientId ?? '', now);
    const fresh = { claims, ...ports.sign(claims, pem) };
    ports.learn(fresh.jwt);
    signed.set(name, fresh);
    return fresh;
  };
  const learnTime = (host: HostName, answer: ApiAnswer): boolean => {
    const said = readHttpDate(answer.headers.date);
    // Whoever stands in between could say a day in the future, and keep what is signed for it until then.
    if (said === undefined || Math.abs(said - clock.now()) > dayMs) return false;
    ahead.set(host, said - clock.now());
    signed.clear();
    return true;
  };

  const askWith = async (
    app: SigningApp,
    pem: Secret,
    which: number,
    request: Pick<ApiRequest, 'operation' | 'parameters'>,
    signal: CancelSignal | undefined,
  ): Promise<AskedAsApp> => {
    const ask = async () => {
      const { jwt, fingerprint } = signFor(app, pem, which);
      const answer = await api.request({ ...request, credential: { host: app.host, token: jwt }, signal });
      return { answer, fingerprint, problem: judge(answer, app.host) };
    };
    const first = await ask();
    return first.problem?.kind === 'appClock' && learnTime(app.host, first.answer) ? ask() : first;
  };

  return async (app, request, signal) => {
    const keys = await ports.keysOf(app.id);
    let last: AskedAsApp | undefined;
    let unusable: unknown = new Failure({ kind: 'appKey' });
    for (const [which, pem] of keys.entries()) {
      try {
        last = await askWith(app, pem, which, request, signal);
      } catch (error) {
        if (!Failure.is(error) || error.problem.kind !== 'appKeyUnusable') throw error;
        unusable = error;
        continue;
      }
      if (last.problem?.kind !== 'appKey') return last;
      ports.noteMint(app.id, last.fingerprint, { kind: 'failed', problem: 'appKey' });
    }
    if (last === undefined) throw unusable;
    return last;
  };
}

/** Whatever words it has: a 401 to a signed request means that the key and the App's id do not belong together. */
function judge(answer: ApiAnswer, host: HostName): AskedAsApp['problem'] {
  if (answer.kind === 'ok') return undefined;
  const problem = explainAppAnswer(answer, hostOf(host));
  return problem.kind === 'badCredentials' ? { kind: 'appKey' } : problem;
}
