import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from './certificates.ts';
import { startProxy } from './proxy.ts';
import type { Registry } from './registry.ts';
import { json, type Reply } from './reply.ts';
import type { Permissions, Token } from './world.ts';

export const brokerName = 'broker.acme.example';
export const vaultName = 'vault.acme.example';
/** Nobody's broker: what reaches it was led there. */
export const strangerName = 'stranger.example';

export interface BrokerRequestSeen {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Brokers {
  readonly proxyUrl: string;
  /** PEM of the authority that signed for all three names. */
  readonly caFile: string;
  readonly seen: BrokerRequestSeen[];
  /** What either lets in. */
  readonly secret: string;
  /** Names of accounts the App is installed for. */
  readonly installed: Set<string>;
  /** Vault's plugin: `exclude_repository_metadata` of its configuration. */
  namesOnly: boolean;
  /** Stands in for the answer, or does something to the connection and answers nothing. */
  instead: ((request: BrokerRequestSeen, response: ServerResponse) => Reply | undefined) | undefined;
  untrusted: boolean;
  close(): Promise<void>;
}

/**
 * Two brokers by names of their own, over HTTPS through a proxy, in front of the sandbox's GitHub: one that speaks the
 * contract of CONTRIBUTING.md, and HashiCorp Vault with its GitHub secrets plugin.
 */
export async function startBrokers(registry: Registry): Promise<Brokers> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-brokers-'));
  const names = [brokerName, vaultName, strangerName];
  const certificates = await makeCertificates(names);
  const caFile = join(folder, 'authority.pem');
  await writeFile(caFile, `${certificates.authority}\n`);
  const secret = `word-${randomUUID()}`;
  const leases = new Map<string, Token>();
  const brokers: Omit<Brokers, 'proxyUrl' | 'close'> = {
    caFile,
    seen: [],
    secret,
    installed: new Set(['acme']),
    namesOnly: false,
    instead: undefined,
    untrusted: false,
  };
  const proxy = await startProxy({
    names,
    certificates,
    isUntrusted: () => all.untrusted,
    serve: (host, request, response) => {
      void readBody(request).then((body) => {
        const { method = 'GET', url = '/', headers } = request;
        const seen: BrokerRequestSeen = { host, method, path: url, headers, body };
        all.seen.push(seen);
        const answer = host === vaultName ? vaultGithub : contract;
        const reply = all.instead ? all.instead(seen, response) : answer(all, registry, seen, leases);
        if (reply) response.writeHead(reply.status, { ...reply.headers }).end(reply.body);
      });
    },
  });
  const all: Brokers = Object.assign(brokers, {
    proxyUrl: proxy.url,
    close: async () => {
      await proxy.close();
      await rm(folder, { recursive: true, force: true });
    },
  });
  return all;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text === '' ? undefined : JSON.parse(text);
}

/** The contract as CONTRIBUTING.md states it. */
function contract(brokers: Brokers, registry: Registry, { headers, body, method }: BrokerRequestSeen): Reply {
  const refuse = (status: number, error: string) => json(status, { error, message: `No: ${error}.` });
  if (method !== 'POST') return refuse(405, 'invalid_request');
  if (headers.authorization !== `Bearer ${brokers.secret}`) return refuse(401, 'unauthorized');
  const { repository, permissions } = body as { repository: string; permissions: Permissions };
  const [owner = '', name = ''] = repository.split('/');
  if (!brokers.installed.has(owner)) return refuse(404, 'not_installed');
  const token = mint(registry, owner, [name], permissions);
  return json(200, {
    token: token.value,
    expires_at: token.expiresAt?.toISOString(),
    permissions: { ...permissions, metadata: 'read' },
    repositories: [repository],
  });
}

/**
 * Vault with martinbaillie/vault-plugin-secrets-github v2.3.1, as its README.org (API: Token, Revocation) and its sources
 * say: github/path_token.go (parameters, and the answer when neither an installation nor an organisation is named),
 * github/client.go (GitHub's own answer as `data`, with `installation_id` and `org_name`; the lease; its errors),
 * github/backend.go (a lease that is revoked ends the token). The envelope, the errors and 403 are Vault's HTTP API.
 */
function vaultGithub(
  brokers: Brokers,
  registry: Registry,
  { method, path, headers, body }: BrokerRequestSeen,
  leases: Map<string, Token>,
): Reply {
  const refuse = (status: number, ...errors: readonly string[]) => json(status, { errors });
  const failed = (error: string) => refuse(500, `1 error occurred:\n\t* ${error}\n\n`);
  const given = headers['x-vault-token'];
  if (given === undefined) return refuse(403, 'missing client token');
  if (given !== brokers.secret)
    return refuse(403, '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');
  if (path === '/v1/sys/leases/revoke' && method === 'PUT') {
    const { lease_id: id } = body as { lease_id: string };
    const token = leases.get(id);
    if (token) registry.revoke(token.id);
    return { status: 204, headers: {}, body: '' };
  }
  if (path !== '/v1/github/token')
    return refuse(404, `no handler for route "${path.slice(4)}". route entry not found.`);
  const asked = (body ?? {}) as {
    org_name?: string;
    installation_id?: number;
    repositories?: readonly string[];
    permissions?: Permissions;
  };
  const { org_name: owner = '', repositories = [], permissions = {} } = asked;
  if (owner === '' && asked.installation_id === undefined) {
    return refuse(400, 'installation_id or org_name is a required parameter');
  }
  if (!brokers.installed.has(owner)) return failed('app not installed in GitHub organization');
  const found = repositories.map((name) => registry.repository(`${owner}/${name}`)?.repository);
  if (found.some((one) => one === undefined)) {
    const github = JSON.stringify({ message: 'There is at least one repository that does not exist' });
    return failed(`unable to create access token: 422 Unprocessable Entity: ${github}`);
  }
  const token = mint(registry, owner, repositories, permissions);
  const lease = `github/token/${randomUUID()}`;
  leases.set(lease, token);
  const described = found.map((one) => ({
    id: one?.id,
    name: one?.name,
    full_name: `${owner}/${one?.name}`,
  }));
  return json(200, {
    request_id: randomUUID(),
    lease_id: lease,
    renewable: false,
    lease_duration: 3599,
    data: {
      token: token.value,
      expires_at: token.expiresAt?.toISOString(),
      permissions: { ...permissions, metadata: 'read' },
      repository_selection: 'selected',
      repositories: brokers.namesOnly ? repositories : described,
      installation_id: 987,
      org_name: owner,
    },
    wrap_info: null,
    warnings: null,
    auth: null,
  });
}

function mint(registry: Registry, owner: string, names: readonly string[], permissions: Permissions): Token {
  return registry.mint({
    kind: 'installation',
    login: `${owner}-release[bot]`,
    owner,
    permissions,
    repositories: names.map((name) => `${owner}/${name}`),
    expiresInDays: 1 / 24,
  });
}
