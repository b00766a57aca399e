import { createHash } from 'node:crypto';
import type { SandboxHost } from '../hosts.ts';
import type { Registry } from '../registry.ts';
import type { Account } from '../world.ts';

/** `simple-user` of GitHub's description: people, organisations and bots alike. */
export function accountBody(registry: Registry, host: SandboxHost, login: string): object {
  const account: Account = registry.account(login) ?? { id: 1, login, name: login, type: 'User' };
  const url = `${host.apiUrl}/users/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('U', account.id),
    avatar_url: `${host.webUrl}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${host.webUrl}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `GET /user`. The private half is shown to classic tokens with `user` only. */
export function ownProfileBody(
  registry: Registry,
  host: SandboxHost,
  login: string,
  showPrivate: boolean,
): object {
  const profile = {
    ...accountBody(registry, host, login),
    user_view_type: showPrivate ? 'private' : 'public',
    name: registry.account(login)?.name ?? null,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    notification_email: null,
    public_repos: 1,
    public_gists: 0,
    followers: 3,
    following: 2,
    created_at: '2019-04-01T08:00:00Z',
    updated_at: '2026-11-01T08:00:00Z',
  };
  if (!showPrivate) return profile;
  return {
    ...profile,
    private_gists: 0,
    total_private_repos: 1,
    owned_private_repos: 1,
    disk_usage: 1024,
    collaborators: 0,
    two_factor_authentication: true,
    plan: { name: 'free', space: 976562499, collaborators: 0, private_repos: 10000 },
  };
}

/** GitHub's node ids are opaque; ours are stable and unlike numbers. */
export function nodeId(type: string, id: number | string): string {
  return `${type}_${createHash('sha256').update(`${type}:${id}`).digest('base64url').slice(0, 12)}`;
}

/** GitHub's API writes times with whole seconds. */
export function stamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
