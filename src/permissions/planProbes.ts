import type { ApiRequest } from '../github/apiAnswer.ts';
import { splitFullName } from '../github/repository.ts';
import { type GitHubHost, hostOf } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';
import { type ApiProbe, type Probe, probes } from './probes.ts';

/** A probe with everything filled in: what is shown is what is sent. */
export interface PlannedProbe {
  readonly probe: Probe;
  /** `owner/name`; undefined for what is asked about the account. */
  readonly repository: string | undefined;
  /** Absent for git's. */
  readonly request: Pick<ApiRequest, 'operation' | 'parameters' | 'emptyBody'> | undefined;
  /** The method and the whole address, as the wire has them. */
  readonly line: string;
}

export interface ProbePlace {
  readonly host: GitHubHost;
  /** `owner/name`. */
  readonly repository: string;
  /** 40 hexadecimal digits nobody else knows: a commit and a name that do not exist. */
  readonly nonce: string;
}

/**
 * The requests of a whole run for one token and repository. What is asked about the account comes only on request, and
 * never for an installation, which has none. Throws `Failure` on a name that is none.
 */
export function planProbes(
  place: ProbePlace,
  { kind, account }: { readonly kind: TokenKind; readonly account: boolean },
): readonly PlannedProbe[] {
  const hasAccount = account && kind !== 'installation-token';
  return probes
    .filter((probe) => probe.place === 'repository' || hasAccount)
    .filter((probe) => !(probe.kind === 'api' && probe.dotcomOnly && place.host.kind === 'ghes'))
    .map((probe) => planProbe(probe, place));
}

/** One probe by its id, for who asks a single question. Throws `Failure` on a name that is none. */
export function planOne(id: string, place: ProbePlace): PlannedProbe {
  const probe = probes.find((one) => one.id === id);
  if (probe === undefined) throw new Error(`no probe ${id}`);
  return planProbe(probe, place);
}

function planProbe(probe: Probe, place: ProbePlace): PlannedProbe {
  const { owner, repo } = splitFullName(place.repository);
  if (probe.kind === 'git') {
    const line = `GET ${place.host.web}/${owner}/${repo}.git/info/refs?service=git-receive-pack`;
    return { probe, repository: place.repository, request: undefined, line };
  }
  const filled = probe.filled === undefined ? {} : { [probe.filled]: fillerOf(probe.filled, place.nonce) };
  const names = probe.place === 'repository' ? { owner, repo } : {};
  const parameters = { ...names, ...filled, ...probe.query };
  const isGet = probe.operation.startsWith('GET ');
  return {
    probe,
    repository: probe.place === 'repository' ? place.repository : undefined,
    request: { operation: probe.operation, parameters, ...(isGet ? {} : { emptyBody: true }) },
    line: lineOf(probe, { ...names, ...filled }, place.host),
  };
}

function fillerOf(what: NonNullable<ApiProbe['filled']>, nonce: string): string {
  return what === 'ref' ? nonce : `TOKEN_WARDEN_PROBE_${nonce.slice(0, 12).toUpperCase()}`;
}

function lineOf(probe: ApiProbe, names: Readonly<Record<string, string>>, { name }: GitHubHost): string {
  const [method = '', template = ''] = probe.operation.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_whole, key: string) => encodeURIComponent(names[key] ?? ''));
  const query = Object.entries(probe.query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const address = `${hostOf(name).api}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  return method === 'GET' ? `GET ${address}` : `${method} ${address} {}`;
}
