import type { Confidence } from './tokenFinding.ts';

/** A stretch of the text that has the shape of a token. */
export interface FormMatch {
  readonly end: number;
  readonly confidence: Confidence;
}

/** In characters. A stretch that is longer is no token; the pieces of a stream overlap by more than this. */
export const longestToken = 4000;

/** What a token takes as UTF-16, or in the base64 of a Basic header with the name before it. In characters. */
export const longestStretch = 2 * longestToken + 192;
