/** The GitHubs the sandbox plays. Derivation of the API address: github.com, GHE.com and GHES each differ. */
export interface SandboxHost {
  /** The name people and git use; also the name tokens and repositories are bound to. */
  readonly web: string;
  readonly kind: 'github.com' | 'ghe.com' | 'ghes';
  readonly webUrl: string;
  readonly apiUrl: string;
}

export const sandboxHosts: readonly SandboxHost[] = [
  { web: 'github.com', kind: 'github.com', webUrl: 'https://github.com', apiUrl: 'https://api.github.com' },
  {
    web: 'acme.ghe.com',
    kind: 'ghe.com',
    webUrl: 'https://acme.ghe.com',
    apiUrl: 'https://api.acme.ghe.com',
  },
  {
    web: 'github.corp.example',
    kind: 'ghes',
    webUrl: 'https://github.corp.example',
    apiUrl: 'https://github.corp.example/api/v3',
  },
];

/** Where LFS content is kept: another name, so that a token sent along would be seen at somebody else's. */
export const lfsStorageName = 'lfs-storage.sandbox.example';

/** Every name the proxy answers for. Anything else is refused and recorded. */
export const servedNames: readonly string[] = [
  ...new Set(sandboxHosts.flatMap((host) => [new URL(host.webUrl).host, new URL(host.apiUrl).host])),
  lfsStorageName,
];

/** What a request to `name` + `path` is for: one host's API (with the path below its base) or its web side. */
export function surfaceOf(
  name: string,
  path: string,
): { readonly host: SandboxHost; readonly surface: 'api' | 'web'; readonly path: string } {
  for (const host of sandboxHosts) {
    const api = new URL(host.apiUrl);
    const prefix = api.pathname.replace(/\/$/, '');
    if (api.host === name && (prefix === '' || path === prefix || path.startsWith(`${prefix}/`))) {
      return { host, surface: 'api', path: path.slice(prefix.length) || '/' };
    }
    // A GHES has GraphQL beside the base of its REST API.
    if (host.kind === 'ghes' && host.web === name && path === '/api/graphql') {
      return { host, surface: 'api', path: '/graphql' };
    }
    if (host.web === name) return { host, surface: 'web', path };
  }
  throw new Error(`the sandbox does not play ${name}`);
}

export function hostNamed(web: string): SandboxHost {
  const found = sandboxHosts.find((host) => host.web === web);
  if (!found) throw new Error(`the sandbox does not play ${web}`);
  return found;
}
