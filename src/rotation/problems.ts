/** Why a pasted replacement is not taken. The old token stays in use in every case. */
export type NewTokenProblem =
  | { readonly kind: 'notAToken' }
  /** It renews access tokens and is none itself. */
  | { readonly kind: 'refreshToken' }
  | { readonly kind: 'sameToken' }
  | { readonly kind: 'dead' }
  | { readonly kind: 'otherLogin'; readonly expected: string; readonly got: string }
  /** GitHub named no account for it, so it cannot be shown to be the same person's. */
  | { readonly kind: 'loginNotShown'; readonly expected: string };

/** Why a rotation cannot start, or stopped before anything changed. */
export type RotationProblem =
  | NewTokenProblem
  /** Another rotation of this entry is running in this window. */
  | { readonly kind: 'alreadyRotating' }
  /** The token before the present one is still kept. */
  | { readonly kind: 'finishFirst' }
  /** Another window replaced the token while this one waited for the person. */
  | { readonly kind: 'changedMeanwhile' };
