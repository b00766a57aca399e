import type { Entry } from '../tokens/entry.ts';
import type { VaultProblem } from './problems.ts';

export const maxNameLength = 60;

/** A pasted token in the name field would be shown everywhere. Deliberately loose: prefix and a long tail. */
const tokenShaped = /gh[pousr]_[A-Za-z0-9]{16}|github_pat_[A-Za-z0-9_]{16}|\b[0-9a-f]{40}\b/i;

/** Whether an entry may carry this name. Names are unique without regard to case, because lists are read by people. */
export function judgeName(
  name: string,
  others: readonly Entry[],
): Extract<VaultProblem, { readonly kind: 'nameTaken' | 'nameInvalid' }> | undefined {
  if (name.trim() === '') return { kind: 'nameInvalid', why: 'empty' };
  if (name.length > maxNameLength) return { kind: 'nameInvalid', why: 'tooLong' };
  // Line and paragraph separators and direction overrides too: they forge what a list shows.
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name)) return { kind: 'nameInvalid', why: 'controlCharacters' };
  if (tokenShaped.test(name)) return { kind: 'nameInvalid', why: 'looksLikeToken' };
  const taken = others.find((other) => folded(other.name) === folded(name));
  return taken && { kind: 'nameTaken', name: taken.name, id: taken.id };
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
