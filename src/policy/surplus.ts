import type { Entry } from '../tokens/entry.ts';
import { surplusScopes as beyondScopes } from '../tokens/surplusScopes.ts';
import { forbiddenPermissions, forbiddenScopes, type NeverGrant } from './neverGrant.ts';
import { beyond } from './permissionSets.ts';
import { purposeOf } from './purposes.ts';

/** What a token holds beyond its job, and which of it should never be held. Ids as in `FindingData.surplus`. */
export interface Surplus {
  readonly beyond: readonly string[];
  readonly never: readonly string[];
}

/**
 * Listed classic scopes beyond the job, most dangerous first, or undefined when GitHub listed none. `repo` (or
 * `public_repo`, which it includes) is what pushing and draft pull requests need; `workflow` only when the purpose
 * says so (S0-05, S0-07). A purpose of "more than these" names no scope, so it excuses none: the person accepts the
 * finding with a reason instead.
 */
export function surplusScopes(
  entry: Pick<Entry, 'scopes' | 'purpose'>,
  list: NeverGrant,
): Surplus | undefined {
  if (entry.scopes.kind !== 'listed') return undefined;
  const listed = entry.scopes.scopes;
  const never = forbiddenScopes(listed, list);
  // An edited never-grant list may hold what the purpose allows: the list wins.
  return { beyond: [...new Set([...beyondScopes(listed, purposeOf(entry).scopes), ...never])], never };
}

/**
 * Declared permissions beyond the purpose, or undefined when nothing was declared. Where the purpose names no set,
 * only the never-grant list can be judged. What no token should hold comes first, then what writes.
 */
export function surplusPermissions(
  entry: Pick<Entry, 'declared' | 'purpose'>,
  list: NeverGrant,
): Surplus | undefined {
  if (entry.declared === undefined) return undefined;
  const { permissions, alsoFine } = purposeOf(entry);
  const never = forbiddenPermissions(entry.declared, list);
  if (permissions === undefined) return { beyond: never, never };
  const extra = beyond(entry.declared, { ...alsoFine, ...permissions });
  const others = extra.filter((one) => !never.includes(one));
  const writes = (one: string) => !one.endsWith(':read');
  return { beyond: [...never, ...others.filter(writes), ...others.filter((one) => !writes(one))], never };
}
