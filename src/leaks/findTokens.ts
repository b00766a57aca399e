import { findHex } from './findHex.ts';
import { findKeys } from './findKeys.ts';
import { findPrefixed } from './findPrefixed.ts';
import type { TokenFinding } from './tokenFinding.ts';

/** More are not counted: the answer is the same, and a hostile text must not fill the memory. */
export const mostFindings = 1000;

/**
 * GitHub tokens that stand in a text, first to last, at most 1000; none of them within another. Linear on any input:
 * something rare is looked for, the rest is walked by hand and once (I10). Bytes are read as Latin-1. `name`: the
 * file's, which says of a private key whose it is.
 */
export function findTokens(text: string, name?: string): readonly TokenFinding[] {
  const found = findPrefixed(text, mostFindings);
  const rare = [...findKeys(text, name, mostFindings), ...findHex(text, mostFindings)];
  return rare.length === 0 ? found : inOrder([...found, ...rare]);
}

function inOrder(found: readonly TokenFinding[]): readonly TokenFinding[] {
  let end = 0;
  return found
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length)
    .filter(({ offset, length }) => {
      if (offset < end) return false;
      end = offset + length;
      return true;
    })
    .slice(0, mostFindings);
}
