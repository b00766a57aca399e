import type { Breadth } from '../tokens/breadth.ts';
import type { Entry } from '../tokens/entry.ts';
import { expandScopes } from '../tokens/surplusScopes.ts';
import { defaultNeverGrant, type NeverGrant } from './neverGrant.ts';
import { isStrictlyLess } from './permissionSets.ts';
import { purposeOf } from './purposes.ts';
import { surplusPermissions } from './surplus.ts';

/**
 * Narrow, broad or unknown, with the evidence.
 *
 * Scopes cannot be limited to a repository: `repo` reaches every private repository the person can reach, and
 * `public_repo` every public one. So a token with any scope is broad, even with exactly the scopes its job needs.
 * Permissions are known only when declared; within the purpose they are narrow, beyond it (or when the person said
 * "more than these") broad, and undeclared they are unknown.
 */
export function judgeBreadth(entry: Entry, neverGrant: NeverGrant = defaultNeverGrant): Breadth {
  if (entry.scopes.kind === 'listed') {
    return { kind: entry.scopes.scopes.length === 0 ? 'narrow' : 'broad', evidence: 'listed' };
  }
  // Minted for one repository and one action, and not used if it turns out to be more (S4-10).
  if (entry.origin?.kind === 'app' || entry.origin?.kind === 'broker')
    return { kind: 'narrow', evidence: 'listed' };
  const surplus = surplusPermissions(entry, neverGrant);
  if (surplus === undefined) return { kind: 'unknown' };
  const within = surplus.beyond.length === 0 && purposeOf(entry).permissions !== undefined;
  return { kind: within ? 'narrow' : 'broad', evidence: 'declared' };
}

/**
 * Whether `a` is known to be narrower than `b`: a partial order, because two unknowns cannot be compared. Used so
 * that the broader one is never chosen silently (S4-18).
 */
export function isNarrower(a: Entry, b: Entry): boolean {
  if (a.scopes.kind === 'listed' && b.scopes.kind === 'listed') {
    const [mine, theirs] = [expandScopes(a.scopes.scopes), expandScopes(b.scopes.scopes)];
    return mine.size < theirs.size && [...mine].every((scope) => theirs.has(scope));
  }
  if (a.scopes.kind !== 'listed' && b.scopes.kind !== 'listed' && a.declared && b.declared) {
    return isStrictlyLess(a.declared, b.declared);
  }
  if (judgeBreadth(a).kind === 'narrow') return judgeBreadth(b).kind !== 'narrow';
  // A fine-grained token acts for one owner only (facts/fine-grained-permissions.json, `documented_pat_gaps`), so
  // even an undeclared one reaches less than scopes, which go wherever the person can go.
  return a.kind === 'fine-grained-pat' && judgeBreadth(a).kind === 'unknown' && reachesEveryOwner(b);
}

function reachesEveryOwner(entry: Entry): boolean {
  return entry.scopes.kind === 'listed' && entry.scopes.scopes.includes('repo');
}
