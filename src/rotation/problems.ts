import type { BusyEntry } from './rotationsInFlight.ts';

/** Why a pasted replacement is not taken. The old token stays in use in every case. */
export type NewTokenProblem =
  | { readonly kind: 'notAToken' }
  /** It renews access tokens and is none itself. */
  | { readonly kind: 'refreshToken' }
  | { readonly kind: 'sameToken' }
  /** The address it was pasted in names another GitHub, so it is not even tried on this one (B07). */
  | { readonly kind: 'otherHost'; readonly expected: string; readonly got: string }
  | { readonly kind: 'dead' }
  | { readonly kind: 'otherLogin'; readonly expected: string; readonly got: string }
  /** GitHub named no account for it, so it cannot be shown to be the same person's. */
  | { readonly kind: 'loginNotShown'; readonly expected: string };

/** Why a rotation cannot start, or stopped before anything changed. */
export type RotationProblem =
  | NewTokenProblem
  | BusyEntry
  /** The token before the present one is still kept. */
  | { readonly kind: 'finishFirst' };

/** Why a token that was proved good is not stored, beside what the store itself says. */
export type NotStoredProblem =
  | BusyEntry
  /** The token was replaced from elsewhere while this rotation waited for the person. */
  | { readonly kind: 'changedMeanwhile' };
