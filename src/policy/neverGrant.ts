import type { Permissions } from '../shared/permissions.ts';
import { covers, levelIn } from './permissionSets.ts';

/** What no token of this product should hold, whatever its purpose. Data, because a team or a person may edit it. */
export interface NeverGrant {
  /** Flagged from this level on: `write` leaves `read` alone. */
  readonly permissions: Permissions;
  readonly scopes: readonly string[];
}

/**
 * The default list. Administration changes settings and deletes branches; organisation administration and members
 * reach past the repository; `actions: write` runs workflows, while reading their results is fine. Source:
 * behaviours.md S3-19 to S3-22 and S3-25, and the risk column of facts/fine-grained-permissions.json.
 */
export const defaultNeverGrant: NeverGrant = Object.freeze({
  permissions: Object.freeze({
    administration: 'read',
    actions: 'write',
    organization_administration: 'read',
    members: 'read',
  }),
  scopes: Object.freeze(['admin:org', 'admin:enterprise']),
});

/** The declared permissions that stand on the list, as `name:level`, sorted. */
export function forbiddenPermissions(given: Permissions, list: NeverGrant): readonly string[] {
  return Object.entries(given)
    .filter(([name, level]) => {
      const from = levelIn(list.permissions, name);
      return from !== undefined && covers(level, from);
    })
    .map(([name, level]) => `${name}:${level}`)
    .toSorted();
}

/** The listed scopes that stand on the list, sorted. */
export function forbiddenScopes(given: readonly string[], list: NeverGrant): readonly string[] {
  return given.filter((scope) => list.scopes.includes(scope)).toSorted();
}
