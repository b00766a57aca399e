import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import { hasScope, type Token } from '../world.ts';
import { accountBody, ownProfileBody, stamp } from './accountBodies.ts';
import type { Operation, Result } from './operation.ts';
import { forbidden } from './refusals.ts';
import { repositoryBody } from './repositoryBodies.ts';

/** Operations about the caller itself: whose token this is, and how to end it. */
export const accountOperations: readonly Operation[] = [
  {
    id: 'users/get-authenticated',
    method: 'GET',
    path: '/user',
    access: 'user',
    handle: ({ registry, host, token }) => {
      const showPrivate = hasScope(token?.scopes ?? [], 'user');
      return { status: 200, body: ownProfileBody(registry, host, token?.login ?? '', showPrivate) };
    },
  },
  {
    id: 'rate-limit/get',
    method: 'GET',
    path: '/rate_limit',
    access: 'anyone',
    handle: ({ registry, token }) => {
      const reset = Math.floor(registry.now().getTime() / 1000) + 3600;
      const core = { limit: token ? 5000 : 60, used: 0, remaining: token ? 5000 : 60, reset };
      const search = { limit: 30, used: 0, remaining: 30, reset };
      return { status: 200, body: { resources: { core, search }, rate: core } };
    },
  },
  {
    id: 'credentials/revoke',
    method: 'POST',
    path: '/credentials/revoke',
    access: 'nobody-signed-in',
    handle: ({ registry, host, body }) => {
      const spent = registry.spendList();
      if (spent !== undefined) return listsSpent(spent);
      const credentials = (body as { readonly credentials?: unknown } | undefined)?.credentials;
      const isList =
        Array.isArray(credentials) &&
        credentials.length >= 1 &&
        credentials.length <= 1000 &&
        // Installation tokens are not taken here: they end themselves with DELETE /installation/token.
        credentials.every((value) => typeof value === 'string' && !value.startsWith('ghs_'));
      if (!isList) {
        const documentation_url = 'https://docs.github.com/rest/credentials/revoke';
        const errors = ['credentials must be a list of 1 to 1000 revocable credentials'];
        return { status: 422, body: { message: 'Validation Failed', documentation_url, errors } };
      }
      const known = (credentials as readonly string[]).map((value) => registry.tokenByValue(value));
      registry.takeList(known.flatMap((token) => (token?.host === host.web ? token.id : [])));
      return { status: 202, body: {} };
    },
  },
  {
    id: 'apps/revoke-installation-access-token',
    method: 'DELETE',
    path: '/installation/token',
    access: 'installation',
    handle: ({ registry, token }) => {
      if (token) registry.revoke(token.id);
      return { status: 204 };
    },
  },
  {
    id: 'apps/list-repos-accessible-to-installation',
    method: 'GET',
    path: '/installation/repositories',
    access: 'installation',
    handle: ({ registry, host, token }) => {
      const mine = registry
        .repositories(host.web)
        .filter(({ owner }) => owner === token?.owner)
        .filter(({ owner, name }) =>
          Array.isArray(token?.repositories) ? token.repositories.includes(`${owner}/${name}`) : true,
        );
      return {
        status: 200,
        body: {
          total_count: mine.length,
          repository_selection: token?.repositories === 'all' ? 'all' : 'selected',
          repositories: mine.map((repository) => repositoryBody(registry, host, repository)),
        },
      };
    },
  },
  {
    id: 'apps/list-installations-for-authenticated-user',
    method: 'GET',
    path: '/user/installations',
    access: 'user',
    handle: ({ registry, host, token }) =>
      token?.kind === 'app-user'
        ? { status: 200, body: { total_count: 1, installations: [installationBody(registry, host, token)] } }
        : forbidden(
            'You must authenticate with an access token authorized to a GitHub App in order to list installations',
          ),
  },
  {
    id: 'meta/root',
    method: 'GET',
    path: '/',
    access: 'anyone',
    handle: ({ host }) => ({ status: 200, body: rootBody(host.apiUrl) }),
  },
];

/** What GitHub answers when the hour of an address is spent. */
function listsSpent(until: Date): Result {
  const documentation_url = 'https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting';
  const message =
    'API rate limit exceeded for 192.0.2.1. (But here is the good news: Authenticated requests get a higher rate limit.)';
  return {
    status: 403,
    body: { message, documentation_url, status: '403' },
    headers: {
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(until.getTime() / 1000)),
    },
  };
}

/** Where the App behind a user token is installed: with its owner only. */
function installationBody(registry: Registry, host: SandboxHost, token: Token): object {
  const account = accountBody(registry, host, token.owner);
  const { id, type } = registry.account(token.owner) ?? { id: 1, type: 'User' };
  return {
    id: 7,
    app_id: 3,
    app_slug: 'sandbox-app',
    account,
    target_id: id,
    target_type: type,
    repository_selection: token.repositories === 'all' ? 'all' : 'selected',
    permissions: { metadata: 'read', ...token.permissions },
    events: [],
    single_file_name: null,
    access_tokens_url: `${host.apiUrl}/app/installations/7/access_tokens`,
    repositories_url: `${host.apiUrl}/installation/repositories`,
    html_url: `${host.webUrl}/settings/installations/7`,
    created_at: stamp(token.createdAt),
    updated_at: stamp(token.createdAt),
    suspended_by: null,
    suspended_at: null,
  };
}

/** `GET /`: gh reads the scopes from its headers. */
function rootBody(apiUrl: string): object {
  const paths: Readonly<Record<string, string>> = {
    current_user_url: '/user',
    current_user_authorizations_html_url: '/settings/connections/applications{/client_id}',
    authorizations_url: '/authorizations',
    code_search_url: '/search/code?q={query}{&page,per_page,sort,order}',
    commit_search_url: '/search/commits?q={query}{&page,per_page,sort,order}',
    emails_url: '/user/emails',
    emojis_url: '/emojis',
    events_url: '/events',
    feeds_url: '/feeds',
    followers_url: '/user/followers',
    following_url: '/user/following{/target}',
    gists_url: '/gists{/gist_id}',
    issue_search_url: '/search/issues?q={query}{&page,per_page,sort,order}',
    issues_url: '/issues',
    keys_url: '/user/keys',
    label_search_url: '/search/labels?q={query}&repository_id={repository_id}{&page,per_page}',
    notifications_url: '/notifications',
    organization_url: '/orgs/{org}',
    organization_repositories_url: '/orgs/{org}/repos{?type,page,per_page,sort}',
    organization_teams_url: '/orgs/{org}/teams',
    public_gists_url: '/gists/public',
    rate_limit_url: '/rate_limit',
    repository_url: '/repos/{owner}/{repo}',
    repository_search_url: '/search/repositories?q={query}{&page,per_page,sort,order}',
    current_user_repositories_url: '/user/repos{?type,page,per_page,sort}',
    starred_url: '/user/starred{/owner}{/repo}',
    starred_gists_url: '/gists/starred',
    user_url: '/users/{user}',
    user_organizations_url: '/user/orgs',
    user_repositories_url: '/users/{user}/repos{?type,page,per_page,sort}',
    user_search_url: '/search/users?q={query}{&page,per_page,sort,order}',
  };
  return Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, `${apiUrl}${path}`]));
}
