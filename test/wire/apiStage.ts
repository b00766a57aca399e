import type { Credential, GitHubApi } from '../../src/github/apiAnswer.ts';
import { createGitHubApi, type GitHubApiOptions } from '../../src/node/githubApi.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { cleanServerText } from '../../src/shared/text.ts';
import { type HostName, hostOf } from '../../src/tokens/host.ts';
import { sandboxClient } from '../sandbox/client.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

export interface ApiStage {
  readonly api: GitHubApi;
  /** The same client anew: it remembers no waiting time and owes no pause between two writes. */
  another(timeoutMs?: number): GitHubApi;
  readonly lines: readonly string[];
  /** A credential of the product from a token of the sandbox. */
  credential(token: { readonly host: string; readonly value: string }): Credential;
  close(): Promise<void>;
}

/** The real client, through the sandbox's proxy. Tests of silence ask for `another` with a short deadline. */
export function apiStage(sandbox: Sandbox): ApiStage {
  const client = sandboxClient(sandbox);
  const redactor = new Redactor();
  const lines: string[] = [];
  const options = {
    fetch: client.fetch,
    userAgent: 'token-warden/test',
    clock: { now: () => Date.now() },
    random: () => 0.5,
    log: (line: string) => lines.push(line),
    clean: (text: string, max: number) => cleanServerText(text, redactor, max),
    limits: { timeoutMs: 10_000, maxBytes: 5 * 1024 * 1024 },
    retryBaseMs: 5,
  } satisfies GitHubApiOptions;
  return {
    api: createGitHubApi(options),
    another: (limit = options.limits.timeoutMs) =>
      createGitHubApi({ ...options, limits: { ...options.limits, timeoutMs: limit } }),
    lines,
    credential: ({ host, value }) => {
      const token = new Secret(value);
      redactor.learn(token);
      return { host: hostOf(host as HostName).name, token };
    },
    close: () => client.close(),
  };
}

/** The problem of a call that must fail. */
export async function problemOf(promise: Promise<unknown>): Promise<{ readonly kind: string }> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (!Failure.is(error)) throw error;
  return error.problem;
}
