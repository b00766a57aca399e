import type { Evidence } from './permissions.ts';

/** How far a finding may go: `product.md`, severity table. */
export type Severity = 'error' | 'warning' | 'info';

/** One policy result about one entry, as data; its words are in `vscode/messages`. */
export interface Finding {
  /** Stable id: what acceptance, snooze and tests name. */
  readonly id: FindingId;
  readonly entryId: string;
  readonly severity: Severity;
  readonly evidence: FindingEvidence;
  /** Values for the sentence: scopes, days, dates in ms, permission names. */
  readonly data: FindingData;
  readonly next: NextStep;
  /** Set when the person accepted it: it stays visible, quiet until this date. */
  readonly acceptedUntil: number | undefined;
}

/** `stored`: by what is noted here, with no word of GitHub's or of the person's. */
export type FindingEvidence = Evidence | 'stored';

export type FindingId =
  | 'dead'
  | 'expired'
  | 'renewal-lost'
  | 'expires-soon'
  | 'expires-later'
  | 'kind-not-allowed'
  | 'classic'
  | 'over-scoped'
  | 'broader-than-purpose'
  | 'no-expiry'
  | 'long-lifetime'
  | 'old'
  | 'unused'
  | 'several-owners'
  | 'purpose-unknown'
  | 'owner-unknown'
  | 'bot-on-a-person'
  | 'sso-blocked'
  | 'lost'
  | 'app-key-refused'
  | 'app-key-old'
  | 'old-key-kept'
  | 'old-token-kept'
  | 'not-yet-revoked'
  | 'app-available';

export interface FindingData {
  /** Surplus classic scopes or permissions, the worst first; why each is dangerous is in the words. */
  readonly surplus?: readonly string[];
  readonly days?: number;
  readonly at?: number;
  /** Days that the policy allows. */
  readonly limit?: number;
  /** Users or organizations, sorted. */
  readonly owners?: readonly string[];
  readonly organisation?: string;
  /** It is about the token before the present one. */
  readonly old?: boolean;
  /** The date in `at` is one that the person chose. */
  readonly chosen?: boolean;
  /** How many tokens a GitHub App's key has minted. */
  readonly minted?: number;
  /** When GitHub took the request to end it (ms), which is no proof yet. */
  readonly acceptedAt?: number;
}

export type NextStep =
  | 'rotate'
  | 'narrow'
  | 'authorise-sso'
  | 'add'
  /** Once more, for the same entry. */
  | 'sign-in'
  | 'say-purpose'
  | 'say-owner'
  /** Delete it at GitHub: nobody needs it. */
  | 'end'
  /** Give the job to a GitHub App. */
  | 'use-app'
  /** Let the App that is there mint what the token was pasted for. */
  | 'move-to-app'
  /** The token before the present one is still kept. */
  | 'end-old'
  /** Make a new private key of the GitHub App. */
  | 'add-key'
  /** The App's key before the present one is still kept. */
  | 'end-old-key'
  /** Ask GitHub again to end it, or withdraw that. */
  | 'revoke'
  | 'none';
