import type { GitHubHost } from '../tokens/host.ts';

/** Pages of GitHub where the cause of a refusal is mended. All are made from our own parts (B06). */

/** Which e-mail addresses an account keeps private. */
export function emailsPage(host: GitHubHost): string {
  return `${host.web}/settings/emails`;
}

/**
 * Where an App's installation is configured: its repositories, and permissions that wait to be accepted. Without an
 * organisation it is the page of the person's own account.
 */
export function installationsPage(host: GitHubHost, organisation: string | undefined): string {
  return organisation === undefined
    ? `${host.web}/settings/installations`
    : `${host.web}/organizations/${encodeURIComponent(organisation)}/settings/installations`;
}

/** One installation, where its repositories are selected and where it is uninstalled (S0-18). */
export function installationPage(host: GitHubHost, organisation: string | undefined, id: number): string {
  return `${installationsPage(host, organisation)}/${id}`;
}

export function repositoryPage(host: GitHubHost, owner: string, repo: string): string {
  return `${host.web}/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
}

/** What the token of a workflow run may do, and whether it may open pull requests. */
export function actionsPage(host: GitHubHost, owner: string, repo: string): string {
  return `${repositoryPage(host, owner, repo)}/settings/actions`;
}

/** Where a person makes a GitHub App; it can be given to an organization afterwards. */
export function newAppPage(host: GitHubHost): string {
  return `${host.web}/settings/apps/new`;
}
