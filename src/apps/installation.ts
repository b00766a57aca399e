import { appPage } from '../github/appPages.ts';
import { readPermissions } from '../github/readPermissions.ts';
import { installationPage, installationsPage } from '../github/settingsPages.ts';
import type { Permissions } from '../shared/permissions.ts';
import { recordOf } from '../shared/recordOf.ts';
import type { AppFacts } from '../tokens/entry.ts';
import type { GitHubHost } from '../tokens/host.ts';
import { ownerNamePattern } from '../tokens/ownerName.ts';
import type { InstallationProblem } from './problems.ts';

/** Where an App is installed for one owner, as GitHub says. */
export interface Installation {
  readonly id: number;
  readonly owner: string;
  readonly ownerKind: 'user' | 'organisation';
  /** The App's name in addresses; undefined where the server is too old to say. */
  readonly slug: string | undefined;
  readonly permissions: Permissions;
  readonly suspended: boolean;
}

/** Undefined where the answer is not that of a GitHub: a portal that answers 200 with its own JSON proves nothing. */
export function readInstallation(data: unknown): Installation | undefined {
  const given = recordOf(data);
  const { login } = recordOf(given.account);
  const { id, app_slug: slug } = given;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return undefined;
  if (typeof login !== 'string' || !ownerNamePattern.test(login)) return undefined;
  return {
    id,
    owner: login,
    ownerKind: given.target_type === 'Organization' ? 'organisation' : 'user',
    slug: typeof slug === 'string' && /^[a-z0-9][a-z0-9_-]{0,99}$/i.test(slug) ? slug : undefined,
    permissions: readPermissions(given.permissions),
    suspended: typeof given.suspended_at === 'string',
  };
}

/** What the two look-ups showed: of the repository, and of its owner where that one found nothing. */
export interface LookedUp {
  readonly host: GitHubHost;
  readonly owner: string;
  readonly app: AppFacts;
  readonly atRepository: Installation | undefined;
  /** Asked only when the repository has none. */
  readonly atOwner: Installation | undefined;
}

/** The installation that serves the repository, or the one reason why none does, with the page where it is changed. */
export function explainInstallation({
  host,
  owner,
  app,
  atRepository,
  atOwner,
}: LookedUp): Installation | InstallationProblem {
  const known = atRepository ?? atOwner;
  if (known === undefined) {
    const page = app.slug === undefined ? installationsPage(host, undefined) : appPage(host, app, 'install');
    return { kind: 'appNotInstalled', owner, page };
  }
  const page = pageOf(host, known);
  if (known.suspended) return { kind: 'installationSuspended', owner, page };
  return atRepository ?? { kind: 'appNotSelected', owner, page };
}

/** Where an owner selects repositories, accepts permissions, resumes or uninstalls it. */
export function pageOf(host: GitHubHost, { id, owner, ownerKind }: Installation): string {
  return installationPage(host, ownerKind === 'organisation' ? owner : undefined, id);
}
