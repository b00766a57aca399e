import type { GitHubHost } from '../tokens/host.ts';

/** What of an App its pages are named by. */
export interface AppName {
  readonly slug?: string | undefined;
  readonly owner?: string | undefined;
  readonly ownerKind?: 'user' | 'organisation' | undefined;
}

/**
 * The pages of a GitHub App: made from our own parts (B06). From memory, unverified: the fact tables name none of them.
 * `keys` and `permissions` are where its owner changes it, `install` where anybody puts it on repositories.
 */
export function appPage(
  host: GitHubHost,
  { slug, owner, ownerKind }: AppName,
  page: 'keys' | 'permissions' | 'installations' | 'install',
): string {
  const place =
    ownerKind === 'organisation' && owner !== undefined
      ? `${host.web}/organizations/${encodeURIComponent(owner)}/settings/apps`
      : `${host.web}/settings/apps`;
  if (slug === undefined) return place;
  const name = encodeURIComponent(slug);
  switch (page) {
    case 'keys':
      return `${place}/${name}`;
    case 'permissions':
    case 'installations':
      return `${place}/${name}/${page}`;
    case 'install':
      return host.kind === 'ghes'
        ? `${host.web}/github-apps/${name}/installations/new`
        : `${host.web}/apps/${name}/installations/new`;
  }
}
