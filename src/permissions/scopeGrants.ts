import { covers, levelIn } from '../policy/permissionSets.ts';
import type { PermissionLevel, PermissionName, Permissions } from '../shared/permissions.ts';
import { describeScope } from '../tokens/classicScopes.ts';
import { expandScopes } from '../tokens/surplusScopes.ts';

/**
 * What a classic scope opens by itself, in the vocabulary of permissions (S0-05). What a scope includes stands with the
 * included one. A scope that is not here has no permission that says the same, and is named as it is.
 * Source: facts/classic-scopes.json (reasons), facts/endpoint-permissions.json and facts/operation-minimums.json
 * (`classic`).
 */
const own: Readonly<Record<string, Permissions>> = Object.freeze({
  repo: {
    actions: 'write',
    actions_variables: 'write',
    administration: 'write',
    contents: 'write',
    environments: 'write',
    issues: 'write',
    metadata: 'read',
    pull_requests: 'write',
    repository_hooks: 'write',
    secrets: 'write',
  },
  'repo:status': { statuses: 'write' },
  repo_deployment: { deployments: 'write' },
  security_events: { secret_scanning_alerts: 'write', security_events: 'write' },
  workflow: { workflows: 'write' },
  'admin:org': {
    organization_administration: 'write',
    organization_secrets: 'write',
    organization_self_hosted_runners: 'write',
  },
  'write:org': { members: 'write' },
  'read:org': { members: 'read' },
  'manage_runners:org': { organization_self_hosted_runners: 'write' },
  'admin:org_hook': { organization_hooks: 'write' },
  'write:public_key': { keys: 'write' },
  'read:public_key': { keys: 'read' },
  'write:repo_hook': { repository_hooks: 'write' },
  'read:repo_hook': { repository_hooks: 'read' },
  gist: { gists: 'write' },
  'user:email': { emails: 'read' },
  'user:follow': { followers: 'write' },
  delete_repo: { administration: 'write' },
  codespace: { codespaces: 'write' },
  'codespace:secrets': { codespaces_user_secrets: 'write' },
  'write:gpg_key': { gpg_keys: 'write' },
  'read:gpg_key': { gpg_keys: 'read' },
  'write:ssh_signing_key': { git_signing_ssh_public_keys: 'write' },
  'read:ssh_signing_key': { git_signing_ssh_public_keys: 'read' },
});

/** What `public_repo` opens, and in public repositories only. Source: as above, `classic` of pushes and pull requests. */
const inPublicOnly: Permissions = Object.freeze({
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
});

/** A scope as GitHub lists it, with everything it brings. */
export interface ScopeGrant {
  readonly scope: string;
  readonly permissions: Permissions;
  /** What it includes, which GitHub leaves out of its list. */
  readonly includes: readonly string[];
  /** 0 harmless to 10 full control. */
  readonly risk: number;
  /** It opens public repositories only. */
  readonly publicOnly: boolean;
}

/** One line for each listed scope, the most dangerous first. */
export function scopeGrants(listed: readonly string[]): readonly ScopeGrant[] {
  return [...new Set(listed)]
    .map((scope) => {
      const expanded = expandScopes([scope]);
      const publicOnly = scope === 'public_repo';
      return {
        scope,
        permissions: publicOnly ? inPublicOnly : grantedBy(expanded),
        includes: [...expanded].filter((name) => name !== scope).sort(),
        risk: describeScope(scope).risk,
        publicOnly,
      };
    })
    .toSorted((a, b) => b.risk - a.risk || (a.scope < b.scope ? -1 : 1));
}

/** What the scopes open together; `public_repo` beside `repo` adds nothing. */
function grantedBy(scopes: ReadonlySet<string>): Permissions {
  const all: Record<PermissionName, PermissionLevel> = {};
  for (const scope of scopes) {
    if (!Object.hasOwn(own, scope)) continue;
    for (const [name, level] of Object.entries(own[scope] ?? {})) {
      if (!covers(levelIn(all, name), level)) all[name] = level;
    }
  }
  return all;
}
