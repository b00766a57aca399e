import { findTokens } from './findTokens.ts';
import { Lines } from './lines.ts';
import { type Print, placed } from './placed.ts';
import type { PlacelessLeak } from './ports.ts';

export type { Print } from './placed.ts';

export interface LookOptions {
  /** A stretch of the text: only what starts in it counts, and lines and columns are counted from its start. */
  readonly from?: number;
  readonly to?: number;
  /** The file's, which says of a private key whose it is. */
  readonly name?: string | undefined;
}

/**
 * The tokens of one text with where they stand, first to last. Lines end as editors end them: CR, LF or both. Of a
 * part, the rest of the text is only what stands around it.
 */
export function lookIn(
  text: string,
  print: Print,
  { from = 0, to = text.length, name }: LookOptions = {},
): readonly PlacelessLeak[] {
  const found = findTokens(text, name).filter(({ offset }) => offset >= from && offset < to);
  return found.length === 0 ? [] : placed(text, found, new Lines({ bytes: false }), print, from);
}
