import { findTokens } from './findTokens.ts';
import { Lines } from './lines.ts';
import { type Print, placed } from './placed.ts';
import type { PlacelessLeak } from './ports.ts';

export type { Print } from './placed.ts';

/** The tokens of one text with where they stand, first to last. Lines end as editors end them: CR, LF or both. */
export function lookIn(text: string, print: Print): readonly PlacelessLeak[] {
  const found = findTokens(text);
  return found.length === 0 ? [] : placed(text, found, new Lines({ bytes: false }), print);
}
