/**
 * One GitHub. A credential is keyed by it, every request names it, and no other string type is accepted where a
 * token is sent: the binding of token and host is a type, not an `if` (the class of CVE-2024-53858).
 */
export type HostName = string & { readonly __host: 'HostName' };

export type HostKind = 'github.com' | 'ghe.com' | 'ghes';

export interface GitHubHost {
  /** `name` or `name:port`, ASCII lower case, exactly as in the application-scoped setting. */
  readonly name: HostName;
  readonly kind: HostKind;
  /** Origin of web pages and git, e.g. `https://github.com`. */
  readonly web: string;
  /** Base URL of the REST API without a trailing slash, e.g. `https://api.github.com`, `https://ghes.example/api/v3`. */
  readonly api: string;
}

export type HostProblem =
  | { readonly kind: 'hostEmpty' }
  | { readonly kind: 'hostHasScheme'; readonly text: string }
  | { readonly kind: 'hostHasPath'; readonly text: string }
  | { readonly kind: 'hostHasUserInfo'; readonly text: string }
  | { readonly kind: 'hostNotAscii'; readonly text: string }
  | { readonly kind: 'hostPortNotAllowed'; readonly text: string }
  | { readonly kind: 'hostMalformed'; readonly text: string };

export type ParsedHost =
  | { readonly kind: 'host'; readonly host: GitHubHost }
  | { readonly kind: 'refused'; readonly problem: HostProblem };

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const namePattern = new RegExp(`^${label}(?:\\.${label})+$`);

/** The one host that needs no setting. Source: facts/hosts.json. */
export const githubCom: GitHubHost = Object.freeze({
  name: 'github.com' as HostName,
  kind: 'github.com',
  web: 'https://github.com',
  api: 'https://api.github.com',
});

/**
 * Reads a host as a person writes it in the application-scoped setting: `name` or `name:port`, nothing else. What
 * two URL parsers could read differently (user info, backslash, trailing dot, non-ASCII) is refused, never mended.
 */
export function parseHost(text: string): ParsedHost {
  const given = text.trim();
  const refused = (kind: HostProblem['kind']): ParsedHost => ({
    kind: 'refused',
    problem: kind === 'hostEmpty' ? { kind } : { kind, text: given.slice(0, 100) },
  });
  if (given === '') return refused('hostEmpty');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) return refused('hostHasScheme');
  if (given.includes('@')) return refused('hostHasUserInfo');
  if (/[/\\?#]/.test(given)) return refused('hostHasPath');
  if (/[^\x21-\x7e]/.test(given)) return refused('hostNotAscii');
  const match = /^([^:]+)(?::([1-9][0-9]{0,4}))?$/.exec(given.toLowerCase());
  const name = match?.[1] ?? '';
  const port = match?.[2];
  if (!match || !namePattern.test(name) || name.length > 253) return refused('hostMalformed');
  if (name.split('.').some((part) => part.startsWith('xn--'))) return refused('hostNotAscii');
  if (port !== undefined && Number(port) > 65535) return refused('hostMalformed');
  const kind = kindOf(name);
  if (port !== undefined && kind !== 'ghes') return refused('hostPortNotAllowed');
  if (kind === 'github.com') return { kind: 'host', host: githubCom };
  const full = port === undefined || port === '443' ? name : `${name}:${port}`;
  return { kind: 'host', host: describe(full as HostName, kind) };
}

function kindOf(name: string): HostKind {
  if (name === 'github.com') return 'github.com';
  return name.endsWith('.ghe.com') ? 'ghe.com' : 'ghes';
}

/** Base URLs per deployment. Source: facts/hosts.json (`derivation`). */
function describe(name: HostName, kind: HostKind): GitHubHost {
  const web = `https://${name}`;
  return Object.freeze({
    name,
    kind,
    web,
    api: kind === 'ghe.com' ? `https://api.${name}` : `${web}/api/v3`,
  });
}

/** The host a stored name stands for. Throws on a name that `parseHost` would refuse: it can only be tampered data. */
export function hostOf(name: HostName): GitHubHost {
  const parsed = parseHost(name);
  if (parsed.kind === 'refused') throw new Error(`not a host: ${parsed.problem.kind}`);
  return parsed.host;
}
