import { findTokens } from './findTokens.ts';
import { Lines } from './lines.ts';
import { type Print, placed } from './placed.ts';
import type { PlacelessLeak } from './ports.ts';

export type { Print } from './placed.ts';

/**
 * The tokens of one text with where they stand, first to last. Lines end as editors end them: CR, LF or both. `name`: the
 * file's, which says of a private key whose it is.
 */
export function lookIn(text: string, print: Print, name?: string): readonly PlacelessLeak[] {
  const findings = findTokens(text, name);
  return findings.length === 0 ? [] : placed(text, findings, new Lines({ bytes: false }), print);
}
