import type { Permissions } from '../shared/permissions.ts';
import type { GitHubHost } from '../tokens/host.ts';
import { newAppPage } from './settingsPages.ts';

/** What a new GitHub App is asked for: no more than pushing and draft pull requests need (S0-15). */
export const newAppPermissions: Permissions = Object.freeze({ contents: 'write', pull_requests: 'write' });

/**
 * Where a person makes a GitHub App, filled in: with these permissions, and no webhook, which nothing here listens to
 * (S0-17). The device flow has no parameter. Source: github/docs registering-a-github-app-using-url-parameters.
 */
export function registerAppPage(host: GitHubHost, name?: string): string {
  const values = { url: host.web, public: 'false', webhook_active: 'false', ...newAppPermissions };
  const named = name === undefined ? values : { name, ...values };
  const query = Object.entries(named).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `${newAppPage(host)}?${query.join('&')}`;
}
