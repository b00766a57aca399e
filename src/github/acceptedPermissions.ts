import type { PermissionLevel, Permissions } from '../shared/permissions.ts';

const maxAlternatives = 20;
const maxNames = 20;

/**
 * Reads `X-Accepted-GitHub-Permissions`: `;` separates alternatives, `,` joins what one alternative needs together,
 * e.g. `contents=write; contents=write,workflows=write`. An alternative with a part we cannot read is left out
 * whole: half a set would promise that less is enough.
 * Source: facts/response-headers.json.
 */
export function readAcceptedPermissions(header: string | undefined): readonly Permissions[] {
  if (header === undefined) return [];
  return header
    .split(';', maxAlternatives)
    .map(readSet)
    .filter((set): set is Permissions => set !== undefined);
}

function readSet(text: string): Permissions | undefined {
  const parts = text.split(',');
  if (parts.length > maxNames) return undefined;
  const set: Record<string, PermissionLevel> = {};
  for (const part of parts) {
    const match = /^([a-z][a-z0-9_]{0,63})=(read|write|admin)$/.exec(part.trim());
    if (!match) return undefined;
    set[match[1] as string] = match[2] as PermissionLevel;
  }
  return set;
}

/** Reads `X-Accepted-OAuth-Scopes`: any one of the scopes is enough; empty or absent means none is asked for. */
export function readAcceptedScopes(header: string | undefined): readonly string[] {
  if (header === undefined) return [];
  return header
    .split(',', maxAlternatives)
    .map((scope) => scope.trim())
    .filter((scope) => /^[a-z][a-z0-9_:]{0,63}$/.test(scope));
}
