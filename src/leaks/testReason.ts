import { stripControl } from '../shared/text.ts';
import { holdsToken } from '../tokens/candidates.ts';
import { findTokens } from './findTokens.ts';

/** Of the reason why a found token is none, in characters. */
export const shortestReason = 3;
export const longestReason = 200;

/** Why a reason is not kept. It is shown wherever the finding is, so it must not hold one itself. */
export type ReasonFault = 'holdsToken' | 'tooShort' | 'tooLong' | 'controlCharacters';

/** Judges what a person typed, spaces around it aside; undefined when it may be kept. */
export function judgeReason(typed: string): ReasonFault | undefined {
  const reason = typed.trim();
  // A token with an invisible character in its middle is a token.
  const visible = stripControl(reason);
  const tokens = [reason, visible].some((text) => holdsToken(text) || findTokens(text).length > 0);
  if (tokens) return 'holdsToken';
  if (visible !== reason || /[\n\t]/.test(reason)) return 'controlCharacters';
  const length = [...reason].length;
  if (length < shortestReason) return 'tooShort';
  return length > longestReason ? 'tooLong' : undefined;
}
