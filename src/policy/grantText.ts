import type { PermissionLevel } from '../shared/permissions.ts';
import { classicScopes } from '../tokens/classicScopes.ts';
import type { NeverGrant } from './neverGrant.ts';
import { isPermissionName } from './permissionNames.ts';

export interface GrantText {
  readonly grant: NeverGrant;
  /** False for a name that neither vocabulary has. */
  readonly known: boolean;
}

/**
 * A permission or a classic scope as a person writes it: `administration` (from reading on), `actions:write`,
 * `Pull requests`, `admin:org`. A name that both vocabularies have, or neither, stands for both: a list of what is
 * never granted is to be read strictly. Undefined for what can be the name of nothing.
 */
export function readGrant(text: unknown): GrantText | undefined {
  if (typeof text !== 'string' || text.length > 100) return undefined;
  const scope = text.trim().toLowerCase();
  const parts = /^([a-z][a-z0-9_ -]*?)\s*(?::\s*(read|write|admin))?$/.exec(scope);
  const name = parts?.[1]?.replaceAll(/[ -]+/g, '_');
  const level = parts?.[2] as PermissionLevel | undefined;
  const isScope = classicScopes.has(scope);
  const isPermission = name !== undefined && isPermissionName(name);
  if (isScope || isPermission) {
    return {
      grant: grantOf(isPermission ? name : undefined, level, isScope ? scope : undefined),
      known: true,
    };
  }
  const mayBeScope = level === undefined && /^[a-z][a-z0-9_]*(?::[a-z0-9_]+)?$/.test(scope);
  if (name === undefined && !mayBeScope) return undefined;
  return { grant: grantOf(name, level, mayBeScope ? scope : undefined), known: false };
}

function grantOf(
  name: string | undefined,
  level: PermissionLevel | undefined,
  scope: string | undefined,
): NeverGrant {
  return {
    permissions: name === undefined ? {} : { [name]: level ?? 'read' },
    scopes: scope === undefined ? [] : [scope],
  };
}
