import { type GitHubHost, parseHost } from './host.ts';

/** What the address around a pasted token says about where it belongs. */
export type PastedHost =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly host: GitHubHost }
  /** A host that is in no setting: the token must not be tried on another one (B07). */
  | { readonly kind: 'unknown'; readonly name: string };

/** Judges the host of a pasted URL against the hosts the person set up. */
export function judgePastedHost(named: string | undefined, hosts: readonly GitHubHost[]): PastedHost {
  if (named === undefined) return { kind: 'none' };
  const parsed = parseHost(named);
  const name = parsed.kind === 'host' ? parsed.host.name : named.slice(0, 100);
  // The API's own name stands for its host: people paste curl lines.
  const known = hosts.find((host) => host.name === name || host.api === `https://${name}`);
  return known ? { kind: 'known', host: known } : { kind: 'unknown', name };
}
