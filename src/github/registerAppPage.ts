import type { GitHubHost } from '../tokens/host.ts';
import { newAppPage } from './settingsPages.ts';

/**
 * Where a person makes a GitHub App, with no more than pushing and draft pull requests need (S0-15) and no webhook, which
 * nothing here listens to (S0-17). Source: github/docs registering-a-github-app-using-url-parameters.
 */
export function registerAppPage(host: GitHubHost): string {
  const web = encodeURIComponent(host.web);
  return `${newAppPage(host)}?url=${web}&public=false&webhook_active=false&contents=write&pull_requests=write`;
}
