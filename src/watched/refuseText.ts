import { findTokens } from '../leaks/findTokens.ts';
import { stripControl } from '../shared/text.ts';
import { holdsToken } from '../tokens/candidates.ts';

/** Why a text is not kept. */
export type TextFault =
  /** What is watched is shown everywhere; the token itself is never kept. */
  'holdsToken' | 'tooLong' | 'controlCharacters';

/** Judges one line of text about a watched token; undefined when it may be kept. `max` in characters. */
export function refuseText(text: string, max: number): TextFault | undefined {
  // A token with an invisible character in its middle is a token.
  const visible = stripControl(text);
  if (readsLikeToken(text) || readsLikeToken(visible)) return 'holdsToken';
  if (visible !== text || /[\n\t]/.test(text)) return 'controlCharacters';
  return [...text].length > max ? 'tooLong' : undefined;
}

function readsLikeToken(text: string): boolean {
  // Forty hex digits alone are a token of before 2021; within a sentence they are a commit.
  return holdsToken(text) || findTokens(text).length > 0 || /^\s*[0-9a-f]{40}\s*$/i.test(text);
}
