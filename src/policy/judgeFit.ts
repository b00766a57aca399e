import type { Entry } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import { grantedTo } from './granted.ts';
import { holdsAll } from './permissionSets.ts';
import { purposes } from './purposes.ts';

export type Job = 'push' | 'open-draft-pr' | 'fetch';

const needed = Object.freeze({
  push: Object.freeze({ contents: 'write' }),
  'open-draft-pr': Object.freeze({ pull_requests: 'write' }),
  fetch: Object.freeze({ contents: 'read' }),
} as const);

/**
 * Whether the token may do the job as far as is known: false only when a listed scope, a declared permission or a
 * declared purpose rules it out. The narrowest token is no use when it cannot push, so choosing asks this first.
 */
export function judgeFit(entry: Entry, job: Job): boolean {
  if (!kinds[entry.kind].authenticates) return false;
  if (entry.scopes.kind === 'listed') {
    return entry.scopes.scopes.some((scope) => scope === 'repo' || scope === 'public_repo');
  }
  const granted = grantedTo(entry);
  if (granted !== undefined) return holdsAll(granted.permissions, needed[job]);
  const expected = entry.purpose === undefined ? undefined : purposes[entry.purpose].permissions;
  return expected === undefined || holdsAll(expected, needed[job]);
}
