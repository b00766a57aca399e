import type { Confidence } from './tokenFinding.ts';

/** A stretch of the text that has the shape of a token. */
export interface FormMatch {
  readonly end: number;
  readonly confidence: Confidence;
}

/** In characters. A stretch that is longer is no token; the pieces of a stream overlap by more than this. */
export const longestToken = 4000;
