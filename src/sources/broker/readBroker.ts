import { type GitHubHost, githubCom, parseHost } from '../../tokens/host.ts';
import type { BrokerFault } from './problems.ts';

/** A team's service that hands out tokens, as the person's setting names it. */
export interface Broker {
  /** `http`: the contract of CONTRIBUTING.md. `vault-github`: the GitHub secrets plugin of HashiCorp Vault or OpenBao. */
  readonly kind: 'http' | 'vault-github';
  /** `https://name` or `https://name:port`: what its secret belongs to. */
  readonly origin: string;
  /** Below the origin, without a slash at the end. */
  readonly path: string;
  /** `name` or `name:port`, for people. */
  readonly name: string;
  /** The one GitHub its tokens are for. */
  readonly host: GitHubHost;
  /** Where the plugin is mounted. */
  readonly mount: string;
  readonly namespace: string | undefined;
}

export type BrokerChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'broker'; readonly broker: Broker }
  | { readonly kind: 'refused'; readonly fault: BrokerFault; readonly text: string };

const known: ReadonlySet<string> = new Set(['url', 'kind', 'host', 'mount', 'namespace']);
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const address = new RegExp(
  `^https://(${label}(?:\\.${label})*)(?::([1-9][0-9]{0,4}))?((?:/[\\w.~-]+)*)/?$`,
  'i',
);
const mounted = /^[A-Za-z0-9][\w-]{0,60}(?:\/[A-Za-z0-9][\w-]{0,60}){0,5}$/;
const spaced = /^[A-Za-z0-9][\w./-]{0,199}$/;

/**
 * Reads the property `broker` of the setting. What cannot be understood is refused as a whole: half a broker could ask the
 * wrong one. The address is plain ASCII with nothing that two readers could take differently, and without anything secret.
 * `hosts`: the GitHubs that are configured (B07).
 */
export function readBroker(given: unknown, hosts: readonly GitHubHost[]): BrokerChoice {
  if (given === undefined) return { kind: 'none' };
  const refused = (fault: BrokerFault, text: unknown = ''): BrokerChoice => ({
    kind: 'refused',
    fault,
    text: typeof text === 'string' ? text.slice(0, 200) : '',
  });
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return refused('shape');
  const own: Readonly<Record<string, unknown>> = { ...given };
  const stranger = Object.keys(own).find((name) => !known.has(name));
  if (stranger !== undefined) return refused('property', stranger);
  const { url, kind, mount = 'github', namespace } = own;
  if (kind !== 'http' && kind !== 'vault-github') return refused('kind', kind);
  if (typeof url !== 'string') return refused('url');
  const fault = addressFault(url);
  // What was written is not quoted: it may hold a password.
  if (fault !== undefined) return refused(fault);
  const [, written = '', port, path = ''] = address.exec(url) ?? [];
  const host = hostAmong(hosts, own.host ?? githubCom.name);
  if (host === undefined) return refused('host', own.host);
  if (typeof mount !== 'string' || !mounted.test(mount)) return refused('mount', mount);
  if (namespace !== undefined && !(typeof namespace === 'string' && spaced.test(namespace))) {
    return refused('namespace', namespace);
  }
  const name = written.toLowerCase() + (port === undefined || port === '443' ? '' : `:${port}`);
  return { kind: 'broker', broker: { kind, origin: `https://${name}`, path, name, host, mount, namespace } };
}

function addressFault(url: string): BrokerFault | undefined {
  if (!/^https:\/\//i.test(url)) return /^http:/i.test(url) ? 'notHttps' : 'url';
  if (/[@?#]/.test(url)) return 'urlExtras';
  const match = url.length > 500 ? null : address.exec(url);
  if (match === null || Number(match[2] ?? 443) > 65_535) return 'url';
  // A reader of addresses would go up a folder, and take a name of digits for a number.
  const climbs = /\/\.{1,2}(?:\/|$)/.test(url);
  const labels = (match[1] ?? '').toLowerCase().split('.');
  const odd =
    labels.some((one) => one.startsWith('xn--')) || /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '');
  return climbs || odd ? 'url' : undefined;
}

function hostAmong(hosts: readonly GitHubHost[], given: unknown): GitHubHost | undefined {
  const parsed = typeof given === 'string' ? parseHost(given) : undefined;
  if (parsed?.kind !== 'host') return undefined;
  return hosts.find(({ name }) => name === parsed.host.name);
}
