import { defaultNeverGrant, type NeverGrant } from './neverGrant.ts';

/** What the vault is judged by. The defaults are built in; settings and team files come later and may only tighten. */
export interface Policy {
  /** Longest life of a token in days, counted from when it was stored. */
  readonly maxLifetimeDays: number;
  /** "Expires soon" from this many days on; colours the status where the token is used. */
  readonly soonDays: number;
  /** "Expires later" from this many days on; short-lived tokens use the last third of their life instead. */
  readonly laterDays: number;
  readonly neverGrant: NeverGrant;
}

/** 30 days: behaviours.md S3-10 and S3-34. 14 and 3 days: product.md, severity table. */
export const defaultPolicy: Policy = Object.freeze({
  maxLifetimeDays: 30,
  soonDays: 3,
  laterDays: 14,
  neverGrant: defaultNeverGrant,
});
