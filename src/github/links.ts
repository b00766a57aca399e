import type { Permissions } from '../shared/permissions.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { TokenKind } from '../tokens/kind.ts';

/** A page to open in the browser. `prefilled` is false where the host is not documented to read the values. */
export interface PageLink {
  readonly url: string;
  readonly prefilled: boolean;
}

export interface NewTokenValues {
  readonly name: string;
  readonly description?: string;
  /** User or organisation that owns the repositories; the person's own account when absent. */
  readonly owner?: string;
  readonly days: number;
  readonly permissions: Permissions;
}

/** GitHub's page on what else holds a token that was pushed. Source: github/docs removing-sensitive-data-from-a-repository.md. */
export const removingDataPage =
  'https://docs.github.com/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository';

const longestUrl = 4000;

/**
 * A server's or a header's address, if it may be opened in a browser: https, on this very host, nothing that two
 * URL readers could read differently. Everything else is dropped, never mended (B06).
 */
export function pageOnHost(host: GitHubHost, url: string | undefined): string | undefined {
  if (url === undefined || url.length > longestUrl || !url.startsWith(`${host.web}/`)) return undefined;
  return /^[\x21-\x7e]+$/.test(url) && !/[\\"'<>`]/.test(url) ? url : undefined;
}

/**
 * The page that makes a new fine-grained token, with the values filled in where GitHub documents that. Repositories
 * cannot be filled in, and GitHub has ignored the parameters before: a checklist with every value stands beside it.
 * Source: facts/prefill-urls.json (limits: name 40, description 1024, 1 to 366 days).
 */
export function newFineGrainedTokenPage(host: GitHubHost, values: NewTokenValues): PageLink {
  const base = `${host.web}/settings/personal-access-tokens/new`;
  if (host.kind === 'ghes') return { url: base, prefilled: false };
  const days = Math.min(Math.max(Math.round(values.days) || 30, 1), 366);
  const query: [string, string][] = [
    ['name', firstCharacters(values.name, 40)],
    ['description', firstCharacters(values.description ?? '', 1024)],
    ['target_name', values.owner ?? ''],
    ['expires_in', String(days)],
    ...Object.entries(values.permissions)
      // Metadata is read and mandatory by itself; the form has no such field.
      .filter(([name]) => /^[a-z][a-z0-9_]{0,63}$/.test(name) && name !== 'metadata'),
  ];
  const filled = query.filter(([, value]) => value !== '');
  const text = filled.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return { url: `${base}?${text}`, prefilled: true };
}

/**
 * The page that makes a new classic token, with exactly these scopes. Its parameters are not documented for other hosts
 * than GitHub's own. Source: facts/prefill-urls.json (`classic`).
 */
export function newClassicTokenPage(
  host: GitHubHost,
  { name, scopes }: { readonly name: string; readonly scopes: readonly string[] },
): PageLink {
  const base = `${host.web}/settings/tokens/new`;
  if (host.kind === 'ghes') return { url: base, prefilled: false };
  const known = scopes.filter((scope) => /^[a-z][a-z0-9_:]{0,63}$/.test(scope));
  const description = encodeURIComponent(firstCharacters(name, 40));
  return {
    url: `${base}?scopes=${encodeURIComponent(known.join(','))}&description=${description}`,
    prefilled: true,
  };
}

/** The page where a credential of this kind is seen and ended. Source: facts/prefill-urls.json (`manage`). */
export function managePage(host: GitHubHost, kind: TokenKind, tokenId?: string): PageLink {
  const page = (path: string): PageLink => ({ url: `${host.web}${path}`, prefilled: false });
  switch (kind) {
    case 'fine-grained-pat': {
      const one = tokenId !== undefined && /^\d{1,20}$/.test(tokenId) ? `/${tokenId}` : '';
      return page(`/settings/personal-access-tokens${one}`);
    }
    case 'oauth-token':
    case 'app-user-token':
    case 'refresh-token':
      return page('/settings/applications');
    case 'installation-token':
      // From memory, unverified: the fact table names no page for installations.
      return page('/settings/installations');
    case 'app-key':
      return page('/settings/apps');
    default:
      return page('/settings/tokens');
  }
}

/** The page of one pull request, made from our own parts: the server's `html_url` is never opened (B06). */
export function pullRequestPage(host: GitHubHost, repository: string, number: number): string {
  return `${host.web}/${repository.split('/').map(encodeURIComponent).join('/')}/pull/${number}`;
}

function firstCharacters(text: string, max: number): string {
  // By code point, so that a cut never leaves half a character, which encodeURIComponent refuses.
  return [...text.slice(0, max * 2)]
    .slice(0, max)
    .join('')
    .replace(/\p{Cs}/gu, '');
}
