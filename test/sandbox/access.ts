import type { Registry } from './registry.ts';
import { fullName, hasScope, type Level, type Permissions, type Repository, type Token } from './world.ts';

/** What an operation asks for. `permissions`: any one alternative is enough, every entry of it is required. */
export interface Need {
  readonly permissions: readonly Permissions[];
  readonly writes: boolean;
  /** The role a person needs to write; `write` when absent. Anyone who can read may open a pull request. */
  readonly role?: Level;
}

export type Access =
  | { readonly kind: 'granted' }
  /** The caller may not even know that it exists: 404. */
  | { readonly kind: 'hidden' }
  /** The token is too narrow. */
  | { readonly kind: 'permission-missing' }
  /** A repository outside the selection of a fine-grained or App token. */
  | { readonly kind: 'not-selected' }
  /** The person behind the token may not do this. */
  | { readonly kind: 'user-may-not' }
  | { readonly kind: 'sso-required'; readonly organisation: string }
  | { readonly kind: 'classic-forbidden'; readonly organisation: string }
  | { readonly kind: 'fine-grained-forbidden'; readonly organisation: string }
  | { readonly kind: 'lifetime-forbidden'; readonly organisation: string; readonly days: number };

const rank = { none: 0, read: 1, write: 2, admin: 3 } as const;

/** Decides in GitHub's order: organisation policy, SSO, visibility, the person's role, what the token carries. */
export function judgeAccess(
  registry: Registry,
  token: Token | undefined,
  repository: Repository,
  need: Need,
): Access {
  if (!token) {
    return repository.private || need.writes ? { kind: 'hidden' } : { kind: 'granted' };
  }
  const refusedByPolicy = judgePolicy(registry, token, repository);
  if (refusedByPolicy) return refusedByPolicy;

  const isInstallation = token.kind === 'installation' || token.kind === 'installation-opaque';
  const role = isInstallation ? 'admin' : roleOf(registry, token.login, repository);
  if (role === 'none') return { kind: 'hidden' };

  if (token.kind === 'classic' || token.kind === 'oauth') return judgeScopes(token, repository, need, role);

  if (!selects(token, repository)) {
    if (repository.private) return { kind: 'not-selected' };
    return need.writes ? { kind: 'permission-missing' } : { kind: 'granted' };
  }
  if (need.writes && rank[role] < rank[need.role ?? 'write']) return { kind: 'user-may-not' };
  const enough =
    (!need.writes && !repository.private) || need.permissions.some((wanted) => covers(token, wanted));
  return enough ? { kind: 'granted' } : { kind: 'permission-missing' };
}

function judgePolicy(registry: Registry, token: Token, repository: Repository): Access | undefined {
  const organisation = registry.organisation(repository.owner);
  if (!organisation) return undefined;
  const { policy, login } = organisation;
  if (token.kind === 'classic' && policy.forbidsClassic)
    return { kind: 'classic-forbidden', organisation: login };
  if (token.kind === 'fine-grained') {
    if (policy.forbidsFineGrained) return { kind: 'fine-grained-forbidden', organisation: login };
    const lifetime = token.expiresAt
      ? (token.expiresAt.getTime() - token.createdAt.getTime()) / 86_400_000
      : Number.POSITIVE_INFINITY;
    if (policy.maxLifetimeDays !== undefined && lifetime > policy.maxLifetimeDays + 0.01) {
      return { kind: 'lifetime-forbidden', organisation: login, days: policy.maxLifetimeDays };
    }
  }
  // Fine-grained tokens are authorised for SSO when they are made, App tokens always.
  const needsSso = (token.kind === 'classic' || token.kind === 'oauth') && policy.enforcesSso;
  if (
    needsSso &&
    (repository.private || hasScope(token.scopes, 'repo')) &&
    !token.ssoAuthorised.includes(login)
  ) {
    return { kind: 'sso-required', organisation: login };
  }
  return undefined;
}

function judgeScopes(token: Token, repository: Repository, need: Need, role: Level): Access {
  if (repository.private && !hasScope(token.scopes, 'repo')) return { kind: 'hidden' };
  if (!need.writes) return { kind: 'granted' };
  if (!hasScope(token.scopes, repository.private ? 'repo' : 'public_repo'))
    return { kind: 'permission-missing' };
  return rank[role] < rank[need.role ?? 'write'] ? { kind: 'user-may-not' } : { kind: 'granted' };
}

/** Whether a fine-grained or App token was made for this repository. */
function selects(token: Token, repository: Repository): boolean {
  if (token.owner.toLowerCase() !== repository.owner.toLowerCase()) return false;
  if (token.approval === 'pending' || token.repositories === 'public') return false;
  if (token.repositories === 'all') return true;
  return token.repositories.some((name) => name.toLowerCase() === fullName(repository).toLowerCase());
}

function covers(token: Token, wanted: Permissions): boolean {
  return Object.entries(wanted).every(([name, level]) => {
    // Every token that selects a repository may read its metadata.
    const held = token.permissions[name] ?? (name === 'metadata' ? 'read' : 'none');
    return rank[held] >= rank[level];
  });
}

export function roleOf(registry: Registry, login: string, repository: Repository): Level | 'none' {
  if (login === repository.owner) return 'admin';
  const named = repository.collaborators[login];
  if (named) return named;
  const member = registry.organisation(repository.owner)?.members.includes(login);
  if (member || !repository.private) return 'read';
  return 'none';
}
