import type { PermissionLevel, Permissions } from '../shared/permissions.ts';
import { recordOf } from '../shared/recordOf.ts';

/** A set as an answer of GitHub has it. A name or a level that its vocabulary does not have is left out: it is shown to people. */
export function readPermissions(value: unknown): Permissions {
  const known = Object.entries(recordOf(value)).filter(
    (one): one is [string, PermissionLevel] =>
      /^[a-z][a-z0-9_]{0,63}$/.test(one[0]) &&
      typeof one[1] === 'string' &&
      /^(?:read|write|admin)$/.test(one[1]),
  );
  return Object.fromEntries(known.slice(0, 200));
}
