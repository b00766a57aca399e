import { findTokens } from './findTokens.ts';

/** The name of a file can hold a token as well: whatever shows one shows no more of it than its mask. */
export function withoutTokens(text: string): string {
  return findTokens(text).reduceRight(
    (rest, { offset, length, masked }) => rest.slice(0, offset) + masked + rest.slice(offset + length),
    text,
  );
}
