import type { TokenKind } from '../tokens/kind.ts';
import { defaultNeverGrant, type NeverGrant } from './neverGrant.ts';

/**
 * What the vault is judged by. The defaults are built in, the person's setting replaces them rule by rule, and a
 * team's file can only tighten them (`tightenPolicy.ts`). The names of the rules are what both are written with.
 */
export interface Policy {
  /** Kinds a token may be of; undefined for any. */
  readonly allowedKinds: readonly TokenKind[] | undefined;
  /** Longest life of a token in days, counted from when it was stored. Never above GitHub's own cap. */
  readonly maxLifetimeDays: number;
  /** "Expires soon" from this many days on; colours the status where the token is used. */
  readonly soonDays: number;
  /** "Expires later" from this many days on; short-lived tokens use the last third of their life instead. */
  readonly laterDays: number;
  /** What no token should hold, whatever its purpose. */
  readonly neverGrant: NeverGrant;
  /** How many days the same secret may stay stored. */
  readonly maxAgeDays: number;
  /** How many days a token may go unused, as far as we see: only what is done with it here is known. */
  readonly unusedDays: number;
  /** Whether it must be known what a token is for. */
  readonly requirePurpose: boolean;
  /** Whether it must be known which account or organization a token acts for, where that is one. */
  readonly requireOwner: boolean;
  /** Whether a token may serve repositories of one owner only. */
  readonly oneOwner: boolean;
}

/** Days. GitHub takes no longer lifetime for a fine-grained token. Source: facts/prefill-urls.json, `expires_in`. */
export const longestLifetimeDays = 366;

/**
 * 30 days: behaviours.md S3-10 and S3-34. 14 and 3 days: product.md, severity table. 60 days unused is twice the
 * advised life: what was not needed for that long was not needed for its job.
 */
export const defaultPolicy: Policy = Object.freeze({
  allowedKinds: undefined,
  maxLifetimeDays: 30,
  soonDays: 3,
  laterDays: 14,
  neverGrant: defaultNeverGrant,
  maxAgeDays: 30,
  unusedDays: 60,
  requirePurpose: true,
  requireOwner: true,
  oneOwner: true,
});
