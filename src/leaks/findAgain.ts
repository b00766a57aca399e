import { findTokens } from './findTokens.ts';
import type { Leak } from './leak.ts';
import type { Print } from './lookIn.ts';
import { secretAt } from './secretAt.ts';
import type { TokenFinding } from './tokenFinding.ts';

/**
 * Where a found token stands in its text as it is now: known by its print, and among equal ones by its turn. Undefined
 * once it is gone: whatever stands at its old place is not to be touched. `name`: the file's, which says of a private key
 * whose it is.
 */
export function findAgain(
  text: string,
  leak: Pick<Leak, 'id' | 'print'>,
  print: Print,
  name?: string,
): TokenFinding | undefined {
  const turn = Number(/~(\d+)$/.exec(leak.id)?.[1] ?? 0);
  return findTokens(text, name).filter((finding) => print(secretAt(text, finding)) === leak.print)[turn];
}
