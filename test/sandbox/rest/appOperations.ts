import type { App, Installation } from '../apps.ts';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { fullName, type Level, type Permissions, type Repository } from '../world.ts';
import { accountBody, nodeId, stamp } from './accountBodies.ts';
import { type Call, notFound, type Operation, type Result } from './operation.ts';
import { forbidden } from './refusals.ts';
import { repositoryBody } from './repositoryBodies.ts';

const hourInDays = 1 / 24;
const rank: Readonly<Record<Level, number>> = { read: 1, write: 2, admin: 3 };

/** What a GitHub App asks with its own signature. */
export const appOperations: readonly Operation[] = [
  {
    id: 'apps/get-authenticated',
    method: 'GET',
    path: '/app',
    access: 'app',
    handle: ({ registry, host, app }) => ({ status: 200, body: appBody(registry, host, required(app)) }),
  },
  {
    id: 'apps/get-repo-installation',
    method: 'GET',
    path: '/repos/{owner}/{repo}/installation',
    access: 'app',
    handle: (call) => {
      const { registry, host, params } = call;
      const hit = registry.repository(`${params.owner}/${params.repo}`, host.web);
      const found = hit && installationsOf(call).find((one) => serves(one, hit.repository));
      return found ? { status: 200, body: installationBody(call, found) } : notFound();
    },
  },
  {
    id: 'apps/get-user-installation',
    method: 'GET',
    path: '/users/{username}/installation',
    access: 'app',
    handle: (call) => {
      const found = installationsOf(call).find(({ account }) => same(account, call.params.username ?? ''));
      return found ? { status: 200, body: installationBody(call, found) } : notFound();
    },
  },
  {
    id: 'apps/create-installation-access-token',
    method: 'POST',
    path: '/app/installations/{installation_id}/access_tokens',
    access: 'app',
    handle: (call) => {
      const found = installationsOf(call).find(({ id }) => String(id) === call.params.installation_id);
      return found
        ? mint(call, found)
        : notFound('reference/apps#create-an-installation-access-token-for-an-app');
    },
  },
];

function mint({ registry, host, app, body }: Call, installation: Installation): Result {
  if (installation.suspendedAt) return forbidden('This installation has been suspended');
  const asked = (body ?? {}) as {
    readonly repositories?: readonly string[];
    readonly permissions?: Permissions;
  };
  const all = registry.repositories(host.web).filter((one) => serves(installation, one));
  const chosen = asked.repositories?.map((name) => all.find((one) => same(one.name, name)));
  if (chosen?.some((one) => one === undefined)) {
    return unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  const granted = installation.permissions;
  const permissions = asked.permissions ?? granted;
  const isGranted = ([name, level]: [string, Level]) =>
    rank[granted[name] ?? (name === 'metadata' ? 'read' : ('none' as Level))] >= rank[level];
  if (!Object.entries(permissions).every(isGranted)) {
    return unprocessable('The permissions requested are not granted to this installation.');
  }
  const repositories = chosen as readonly Repository[] | undefined;
  const token = registry.mint({
    kind: registry.apps.opaqueTokens ? 'installation-opaque' : 'installation',
    login: `${required(app).slug}[bot]`,
    owner: installation.account,
    host: host.web,
    permissions: { metadata: 'read', ...permissions },
    repositories: repositories?.map(fullName) ?? installation.repositories,
    expiresInDays: hourInDays,
  });
  const listed = repositories?.map((one) => repositoryBody(registry, host, one));
  return {
    status: 201,
    body: {
      token: token.value,
      expires_at: stamp(token.expiresAt ?? registry.now()),
      permissions: token.permissions,
      repository_selection: listed ? 'selected' : selectionOf(installation),
      ...(listed ? { repositories: listed } : {}),
    },
  };
}

function unprocessable(message: string): Result {
  const documentation_url =
    'https://docs.github.com/rest/reference/apps#create-an-installation-access-token-for-an-app';
  return { status: 422, body: { message, documentation_url, status: '422' } };
}

function installationsOf({ registry, app }: Call): readonly Installation[] {
  return registry.apps.installationsOf(required(app).id);
}

function serves({ account, repositories }: Installation, repository: Repository): boolean {
  if (!same(account, repository.owner)) return false;
  return repositories === 'all' || repositories.some((name) => same(name, fullName(repository)));
}

function selectionOf({ repositories }: Installation): 'all' | 'selected' {
  return repositories === 'all' ? 'all' : 'selected';
}

function appBody(registry: Registry, host: SandboxHost, app: App): object {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    client_id: app.clientId,
    owner: accountBody(registry, host, app.owner),
    name: app.slug,
    description: '',
    external_url: 'https://example.com',
    html_url: `${host.webUrl}/apps/${app.slug}`,
    created_at: stamp(registry.now()),
    updated_at: stamp(registry.now()),
    permissions: app.permissions,
    events: [],
    installations_count: registry.apps.installationsOf(app.id).length,
  };
}

function installationBody({ registry, host, app }: Call, installation: Installation): object {
  const { id, account, permissions, suspendedAt } = installation;
  const { id: targetId, type } = registry.account(account) ?? { id: 1, type: 'User' };
  const settings = type === 'Organization' ? `organizations/${account}/settings` : 'settings';
  return {
    id,
    app_id: installation.appId,
    app_slug: required(app).slug,
    client_id: required(app).clientId,
    account: accountBody(registry, host, account),
    target_id: targetId,
    target_type: type,
    repository_selection: selectionOf(installation),
    permissions: { metadata: 'read', ...permissions },
    events: [],
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    access_tokens_url: `${host.apiUrl}/app/installations/${id}/access_tokens`,
    repositories_url: `${host.apiUrl}/installation/repositories`,
    html_url: `${host.webUrl}/${settings}/installations/${id}`,
    created_at: stamp(registry.now()),
    updated_at: stamp(registry.now()),
    suspended_by: suspendedAt ? accountBody(registry, host, account) : null,
    suspended_at: suspendedAt ? stamp(suspendedAt) : null,
  };
}

function required(app: App | undefined): App {
  if (!app) throw new Error('an operation of Apps was called by another');
  return app;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
