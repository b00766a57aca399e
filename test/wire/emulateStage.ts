import { request as forward } from 'node:http';
import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import { ProxyAgent, fetch as proxiedFetch } from 'undici';
import type { GitHubApi } from '../../src/github/apiAnswer.ts';
import { createGitHubApi } from '../../src/node/githubApi.ts';
import type { Fetch } from '../../src/node/guardedFetch.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { makeCertificates } from '../sandbox/certificates.ts';
import { startProxy } from '../sandbox/proxy.ts';

export interface EmulateStage {
  /** A client for each request: no pause is owed between two writes. */
  readonly api: GitHubApi;
  /** `METHOD /path` of each request, in order. */
  readonly seen: readonly string[];
  /** For what the product has no request for. */
  readonly fetch: Fetch;
  close(): Promise<void>;
}

/**
 * A GitHub that is not ours: the emulator speaks plain http on loopback, so the sandbox's proxy ends TLS before it and
 * the whole real client is on the path.
 */
export async function startEmulateStage(seed: object): Promise<EmulateStage> {
  const port = await freePort();
  const emulator = await createEmulator({
    service: 'github',
    port,
    baseUrl: githubCom.api,
    seed: seed as never,
  });
  const names = [new URL(githubCom.api).host];
  const certificates = await makeCertificates(names);
  const seen: string[] = [];
  const proxy = await startProxy({
    names,
    certificates,
    isUntrusted: () => false,
    serve: (_name, request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const { method, url: path, headers } = request;
      const inner = forward({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      inner.on('error', () => response.destroy());
      request.pipe(inner);
    },
  });
  const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: certificates.authority } });
  const fetch = ((url: string, init: object) =>
    proxiedFetch(url, { ...init, dispatcher })) as unknown as Fetch;
  return {
    api: {
      request: (request) =>
        createGitHubApi({
          fetch,
          userAgent: 'token-warden/test',
          clock: { now: () => Date.now() },
          random: () => 0,
          log: () => undefined,
          clean: (text) => text,
          retryBaseMs: 1,
        }).request(request),
    },
    seen,
    fetch,
    close: async () => {
      await dispatcher.destroy();
      await proxy.close();
      await emulator.close();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
