import type { GitHubHost } from '../tokens/host.ts';
import { type Lent, readLent } from './readLent.ts';

/**
 * Which variables gh reads for which hosts, first one first. `dotcom`: github.com and ghe.com; `ghes`: a GitHub
 * Enterprise Server. Source: `gh help environment` of GitHub's command line program.
 */
const ofGh: Readonly<Record<'dotcom' | 'ghes', readonly string[]>> = Object.freeze({
  dotcom: Object.freeze(['GH_TOKEN', 'GITHUB_TOKEN']),
  ghes: Object.freeze(['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN']),
});
const own = 'TOKEN_WARDEN_';

/** The variables that hold something, each with the token it is; `undefined` where it is none. */
export type Variables = ReadonlyMap<string, Lent | undefined>;

/** Reads the environment once. What is in no variable of ours or gh's is not looked at. Empty counts as unset, as for gh. */
export function readVariables(env: Readonly<Record<string, string | undefined>>): Variables {
  const known = [...ofGh.dotcom, ...ofGh.ghes];
  const found = new Map<string, Lent | undefined>();
  for (const [name, value = ''] of Object.entries(env)) {
    if (known.includes(name) ? value !== '' : name.startsWith(own)) found.set(name, readLent(value));
  }
  return found;
}

/** The variable that names a host: `TOKEN_WARDEN_GIT_ACME_EXAMPLE_8443` for `git.acme.example:8443`. */
export function variableFor(host: GitHubHost): string {
  return own + host.name.replace(/[.:-]/g, '_').toUpperCase();
}

/** The variables of gh for a host, first one first. */
export function sharedVariables({ kind }: GitHubHost): readonly string[] {
  return ofGh[kind === 'ghes' ? 'ghes' : 'dotcom'];
}

/**
 * Whether the name of a variable leaves open which of the configured hosts its token belongs to. Such a token is sent
 * nowhere, also not to be looked at, before the person has said where (B07).
 */
export function leavesHostOpen(variable: string, hosts: readonly GitHubHost[]): boolean {
  return hosts.filter((host) => sharedVariables(host).includes(variable)).length > 1;
}

/** The configured hosts that the token of a variable can belong to, by the variable's name. */
export function hostsOfVariable(variable: string, hosts: readonly GitHubHost[]): readonly GitHubHost[] {
  return hosts.filter((host) => variableFor(host) === variable || sharedVariables(host).includes(variable));
}
