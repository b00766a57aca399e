import { jobPermissions } from '../../policy/jobPermissions.ts';
import type { Permissions } from '../../shared/permissions.ts';
import type { Asked } from '../source.ts';
import type { Broker } from './readBroker.ts';

/** The least that does the job, because a broker narrows what it mints (S4-10); nobody says what it could have. */
export function permissionsFor({ job, workflows = false }: Pick<Asked, 'job' | 'workflows'>): Permissions {
  const { needed, useful } = jobPermissions[job];
  return { ...useful, ...needed, ...(workflows ? { workflows: 'write' } : {}) };
}

/** One request to a broker, but for the secret, which only the wire sees. */
export interface BrokerRequest {
  readonly broker: Broker;
  readonly method: 'POST' | 'PUT';
  /** Below the broker's origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back, as it came. */
export interface BrokerAnswer {
  readonly status: number;
  /** Unchecked JSON; undefined where there was none. */
  readonly data: unknown;
  /** The broker's own time (ms since the epoch), where it said one. */
  readonly date: number | undefined;
}

/** Asks for a token for one job in one repository. */
export function requestToken(broker: Broker, asked: Asked): BrokerRequest {
  const { host, owner, repo, job } = asked;
  const permissions = permissionsFor(asked);
  if (broker.kind === 'http') {
    const body = { host: host.name, repository: `${owner}/${repo}`, permissions, purpose: job };
    return { broker, method: 'POST', path: broker.path || '/', headers: {}, body: JSON.stringify(body) };
  }
  // Names of repositories are short ones there, below the organisation.
  const body = { org_name: owner, repositories: [repo], permissions };
  return ofVault(broker, 'POST', `${broker.mount}/token`, body);
}

/** Gives a lease back, so that Vault ends the token at GitHub and in its own books, before it answers. */
export function requestEnd(broker: Broker, lease: string): BrokerRequest {
  return ofVault(broker, 'PUT', 'sys/leases/revoke', { lease_id: lease, sync: true });
}

/** Source: Vault's HTTP API, "X-Vault-Namespace", "X-Vault-Request". */
function ofVault(
  broker: Broker,
  method: BrokerRequest['method'],
  below: string,
  asked: object,
): BrokerRequest {
  const { path, namespace } = broker;
  const headers = {
    'x-vault-request': 'true',
    ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
  };
  return { broker, method, path: `${path}/v1/${below}`, headers, body: JSON.stringify(asked) };
}
