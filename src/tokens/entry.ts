import type { Evidence, Permissions } from '../shared/permissions.ts';
import type { Expiry } from './expiry.ts';
import type { HostName } from './host.ts';
import type { TokenKind } from './kind.ts';
import type { Scopes } from './scopes.ts';

/** A fact with the evidence it rests on. */
export interface Known<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

/** What a token is for, as the person said; the presets are in `policy/purposes.ts`. */
export type PurposeId =
  | 'push-and-draft'
  | 'push-with-workflows'
  | 'draft-only'
  | 'read-only'
  | 'triage-bot'
  | 'release-notes'
  /** Release notes that are posted as a discussion, too. */
  | 'release-notes-with-discussions'
  | 'tagging-bot'
  | 'broader';

export type Health =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'alive'; readonly at: number }
  /** GitHub answered 401. It says the same for expired, revoked and mistyped. Never asked again by itself. */
  | { readonly kind: 'dead'; readonly at: number };

/** SAML single sign-on is only known once a call has shown it. */
export type Sso =
  | { readonly kind: 'notSeen' }
  | { readonly kind: 'blocked'; readonly organisation: string | undefined; readonly at: number };

/** An operation that was seen to work or was refused, per repository. */
export interface Observation {
  readonly operation: 'read' | 'push' | 'open-draft-pr';
  /** `owner/name`. */
  readonly repository: string;
  readonly evidence: 'worked' | 'refused';
  readonly at: number;
}

/** A finding the person accepts until a date (ms epoch). */
export interface Acceptance {
  readonly findingId: string;
  readonly reason: string;
  readonly at: number;
  readonly until: number;
}

/** A replaced token that is still kept. `since`: when it was stored. */
export interface PreviousToken {
  readonly since: number;
  readonly replacedAt: number;
  /** Its page at GitHub depends on it. Absent in what was stored before it was noted. */
  readonly kind?: TokenKind | undefined;
}

/** What we know about a token, without it. Times are ms since the epoch. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly host: HostName;
  readonly kind: TokenKind;
  readonly addedAt: number;
  /** When the present secret was stored; equals `addedAt` until a rotation. */
  readonly secretSince: number;
  /** The user or organisation it can act for. */
  readonly owner: Known<string> | undefined;
  /** The account GitHub named. */
  readonly login: string | undefined;
  readonly purpose: PurposeId | undefined;
  /** What the person says it was given; GitHub lists nothing for a fine-grained token. */
  readonly declared: Permissions | undefined;
  readonly expiry: Expiry;
  readonly scopes: Scopes;
  readonly health: Health;
  readonly sso: Sso;
  readonly checkedAt: number | undefined;
  readonly observed: readonly Observation[];
  readonly accepted: readonly Acceptance[];
  /** Repositories (`owner/name`) for which the person confirmed the first use. */
  readonly confirmedFor: readonly string[];
  /** An old token kept aside until it is proved dead, or the person keeps it on purpose. */
  readonly previous: PreviousToken | undefined;
}
