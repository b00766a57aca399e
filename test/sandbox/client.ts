import { readFileSync } from 'node:fs';
import { ProxyAgent, fetch as proxiedFetch } from 'undici';

export interface SandboxClient {
  /** A WHATWG fetch that goes through the proxy and trusts the sandbox's authority, and no other. */
  readonly fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

export function sandboxClient(sandbox: {
  readonly proxyUrl: string;
  readonly caFile: string;
}): SandboxClient {
  const ca = readFileSync(sandbox.caFile, 'utf8');
  const dispatcher = new ProxyAgent({ uri: sandbox.proxyUrl, requestTls: { ca } });
  // The package's fetch and Node's own have the same shape; only their type declarations differ.
  const fetch = ((input: string | URL, init?: object) =>
    proxiedFetch(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch;
  return { fetch, close: () => dispatcher.destroy() };
}

/** The fetch alone, for callers that end with their process. */
export function sandboxFetch(sandbox: {
  readonly proxyUrl: string;
  readonly caFile: string;
}): typeof globalThis.fetch {
  return sandboxClient(sandbox).fetch;
}
