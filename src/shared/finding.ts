import type { Evidence } from './permissions.ts';

/** How far a finding may go: `product.md`, severity table. */
export type Severity = 'error' | 'warning' | 'info';

/** One policy result about one entry, as data; its words are in `vscode/messages`. */
export interface Finding {
  /** Stable id: what acceptance, snooze and tests name. */
  readonly id: FindingId;
  readonly entryId: string;
  readonly severity: Severity;
  readonly evidence: Evidence;
  /** Values for the sentence: scopes, days, dates in ms, permission names. */
  readonly data: FindingData;
  readonly next: NextStep;
  /** Set when the person accepted it: it stays visible, quiet until this date. */
  readonly acceptedUntil: number | undefined;
}

export type FindingId =
  | 'dead'
  | 'expired'
  | 'expires-soon'
  | 'expires-later'
  | 'classic'
  | 'over-scoped'
  | 'broader-than-purpose'
  | 'no-expiry'
  | 'long-lifetime'
  | 'sso-blocked'
  | 'lost'
  | 'old-token-kept'
  | 'not-yet-revoked';

export interface FindingData {
  /** Surplus classic scopes or permissions, each with why it is dangerous (an id of the fact table). */
  readonly surplus?: readonly string[];
  readonly days?: number;
  readonly at?: number;
  readonly organisation?: string;
  /** It is about the token before the present one. */
  readonly old?: boolean;
  /** The date in `at` is one that the person chose. */
  readonly chosen?: boolean;
  /** When GitHub took the request to end it (ms), which is no proof yet. */
  readonly acceptedAt?: number;
}

export type NextStep = 'rotate' | 'narrow' | 'authorise-sso' | 'add' | 'end-old' | 'revoke' | 'none';
