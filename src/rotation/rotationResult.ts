import type { Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { TokenKind } from '../tokens/kind.ts';
import type { Difference } from './judgeNewToken.ts';
import { problemsOf } from './judgeProofs.ts';
import type { SecretFacts } from './ports.ts';
import type { RotationProblem } from './problems.ts';
import type { OldToken } from './proveOld.ts';

/** A new token that GitHub accepted, with what it is to replace. */
export interface Replacement {
  /** As it was when the new token was judged against it. */
  readonly entry: Entry;
  readonly oldSecret: Secret;
  readonly newSecret: Secret;
  readonly facts: SecretFacts;
  readonly differences: readonly Difference[];
}

/**
 * The new token is good and the store does not have it: without the person it would be lost at GitHub (F10).
 * `oldStored` is undefined when the store can no longer be read either.
 */
export interface NewNotStored {
  readonly kind: 'newNotStored';
  readonly cause: Problem;
  readonly replacement: Replacement;
  readonly oldStored: boolean | undefined;
}

export type RotationResult =
  /** Nothing changed. */
  | { readonly kind: 'refused'; readonly problem: RotationProblem }
  /** Before the new token was known to be good. */
  | { readonly kind: 'cancelled' }
  /** The new token is good and the person did not want it, or stopped before the swap. It lives at GitHub. */
  | {
      readonly kind: 'keptOld';
      readonly newKind: TokenKind;
      /** What the person decided about. */
      readonly differences: readonly Difference[];
    }
  /** GitHub could not be asked about the new token, so nothing changed. */
  | { readonly kind: 'notProved'; readonly cause: Problem }
  | NewNotStored
  | {
      readonly kind: 'rotated';
      readonly entry: Entry;
      readonly differences: readonly Difference[];
      readonly old: OldToken;
    };

/** What GitHub refused the new token, or anything it was tried with: it may shape the next attempt. */
export function problemsOfResult(result: RotationResult): readonly Problem[] {
  if (result.kind === 'notProved') return [result.cause];
  return result.kind === 'keptOld' || result.kind === 'rotated' ? problemsOf(result.differences) : [];
}
