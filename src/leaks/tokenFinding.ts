import type { TokenKind } from '../tokens/kind.ts';

/**
 * `confirmed`: a checksum is right, or the form is one that nothing else has. `possible`: the shape is right and the
 * checksum of the kind is not known for sure, so the person decides.
 */
export type Confidence = 'confirmed' | 'possible';

/** A token that stands in a text. The value itself goes no further than the search. */
export interface TokenFinding {
  readonly kind: TokenKind;
  /** Characters from the start of the text. */
  readonly offset: number;
  readonly length: number;
  readonly confidence: Confidence;
  /** Prefix and at most the last four characters. */
  readonly masked: string;
}
