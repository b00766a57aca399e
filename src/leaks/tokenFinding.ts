import type { TokenKind } from '../tokens/kind.ts';

/**
 * `confirmed`: a checksum is right, or the form is one that nothing else has. `possible`: the shape is right and the
 * checksum of the kind is not known for sure, so the person decides.
 */
export type Confidence = 'confirmed' | 'possible';

/**
 * How the token stands there: as it is, as the user or password of an HTTP URL, or within the base64 of a Basic header.
 * What takes its place depends on it.
 */
export type Writing = 'plain' | 'url' | 'basic';

/** A token that stands in a text. The value itself goes no further than the search. */
export interface TokenFinding {
  readonly kind: TokenKind;
  /** Characters from the start of the text. With `basic`: of the base64 as a whole, as for `length`. */
  readonly offset: number;
  readonly length: number;
  readonly confidence: Confidence;
  readonly written: Writing;
  /** Prefix and at most the last four characters. */
  readonly masked: string;
}
