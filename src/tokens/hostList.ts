import { type GitHubHost, githubCom, type HostProblem, parseHost } from './host.ts';

export interface HostList {
  /** github.com first, then what the setting names, each once. */
  readonly hosts: readonly GitHubHost[];
  /** Why the other lines of the setting name no host, in its order. */
  readonly refused: readonly HostProblem[];
}

/** The hosts a token may belong to, from the setting's value as it stands: a person can write anything there (B08). */
export function readHostList(given: unknown): HostList {
  const hosts = new Map<string, GitHubHost>([[githubCom.name, githubCom]]);
  const refused: HostProblem[] = [];
  for (const line of Array.isArray(given) ? given : [given]) {
    const parsed = parseHost(typeof line === 'string' ? line : (JSON.stringify(line) ?? ''));
    if (parsed.kind === 'host') hosts.set(parsed.host.name, parsed.host);
    else refused.push(parsed.problem);
  }
  return { hosts: [...hosts.values()], refused };
}
