import type { Evidence, PermissionLevel, PermissionName, Permissions } from '../shared/permissions.ts';
import type { Expiry } from './expiry.ts';
import type { HostName } from './host.ts';
import type { TokenKind } from './kind.ts';
import type { Origin } from './origin.ts';
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

/**
 * What one request of the API showed about the token. Beside `Observation`, which tells what a person did: this is how
 * GitHub answered on the way, and what it said the request would have needed.
 */
export interface SeenCall {
  /** As the frozen list of operations names it; one that a later version adds is kept and says nothing. */
  readonly operation: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly evidence: 'worked' | 'refused';
  /** Why it was refused: `problem.kind`. */
  readonly because?: string | undefined;
  /** Whether everyone may read the repository; absent where nobody said. */
  readonly open?: boolean | undefined;
  /** What the endpoint accepts, one set or another. It says nothing of what the token has. Absent: GitHub did not say. */
  readonly accepts?: readonly Permissions[] | undefined;
  readonly at: number;
}

/** What a probe, which the person asked for, said about one permission. */
export interface ProbedPermission {
  readonly permission: PermissionName;
  readonly level: PermissionLevel;
  /** `owner/name`; absent for what belongs to the account. */
  readonly repository?: string | undefined;
  readonly verdict: 'likely' | 'refused' | 'notVisible' | 'unknown';
  /** Of `unknown`: `public`, or the kind of problem that came in between. */
  readonly why?: string | undefined;
  readonly at: number;
}

/** Permissions as GitHub listed them for one owner: of an App, where it is installed. */
export interface ListedPermissions {
  readonly owner: string;
  readonly permissions: Permissions;
  readonly at: number;
}

/** A finding the person accepts until a date (ms epoch). */
export interface Acceptance {
  readonly findingId: string;
  readonly reason: string;
  readonly at: number;
  readonly until: number;
}

/**
 * The person wants this token ended at GitHub. Kept until it is shown dead, or the wish is withdrawn: GitHub may be down
 * when it matters most, and a restart must not make anyone believe that it was done.
 */
export interface Revocation {
  readonly wantedAt: number;
  /** When GitHub was last asked to end it. */
  readonly lastTriedAt?: number | undefined;
  /** `problem.kind` of the last try that came to nothing. */
  readonly lastProblem?: string | undefined;
  /** When GitHub took the request. That is no proof: it still has to be seen dead. */
  readonly acceptedAt?: number | undefined;
}

/**
 * A replaced token that is still kept. `since`: when it was stored. What is optional is absent in what older versions
 * stored.
 */
export interface PreviousToken {
  readonly since: number;
  readonly replacedAt: number;
  /** Its page at GitHub depends on it. */
  readonly kind?: TokenKind | undefined;
  /** It is not kept beyond its own end, and going back to it brings these facts back. */
  readonly expiry?: Expiry | undefined;
  readonly declared?: Permissions | undefined;
  /** Until when the person keeps it alive on purpose. */
  readonly keepUntil?: number | undefined;
  readonly revocation?: Revocation | undefined;
}

/** What a new token was to be made with, as the person was told. */
export interface AskedToken {
  readonly kind: 'fine-grained-pat' | 'classic-pat';
  readonly tokenName: string;
  readonly lifetimeDays: number;
  readonly permissions?: Permissions | undefined;
}

/** A rotation that was begun and has not ended: all that a crash or a reload leaves of it. Holds no secret. */
export interface BegunRotation {
  readonly at: number;
  /** The window that began it, new for each reload. */
  readonly session: string;
  /** GitHub's page was opened from the prompt, so a new token may have been made. */
  readonly pageOpened: boolean;
  readonly asked: AskedToken;
}

/** One private key of a GitHub App, and how it fared: a failed mint is the first sign of a key that was deleted (S2-52). */
export interface KeyRecord {
  /** SHA-256 of the public key, as GitHub shows it on the page of the App. */
  readonly fingerprint: string;
  readonly since: number;
  readonly minted: number;
  readonly failed: number;
  /** `problem.kind` of the last mint that came to nothing. */
  readonly lastFailure?: string | undefined;
  readonly lastFailedAt?: number | undefined;
  readonly lastMintedAt?: number | undefined;
}

/** The GitHub App whose key this is. `old`: the key that is kept beside it while the keys are rotated. */
export interface AppFacts {
  /** Client id, or the App's number. */
  readonly clientId: string;
  readonly slug?: string | undefined;
  readonly owner?: string | undefined;
  readonly ownerKind?: 'user' | 'organisation' | undefined;
  readonly current?: KeyRecord | undefined;
  readonly old?: KeyRecord | undefined;
}

/** What we know about a token, without it. Times are ms since the epoch. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly host: HostName;
  readonly kind: TokenKind;
  /** Absent: the token is in the vault. Never stored. */
  readonly origin?: Origin | undefined;
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
  readonly calls?: readonly SeenCall[] | undefined;
  readonly probed?: readonly ProbedPermission[] | undefined;
  readonly listed?: readonly ListedPermissions[] | undefined;
  readonly accepted: readonly Acceptance[];
  /** Repositories (`owner/name`) for which the person confirmed the first use. */
  readonly confirmedFor: readonly string[];
  /** Absent when none was begun, and in what was stored before it was noted. */
  readonly rotation?: BegunRotation | undefined;
  /** Of kind `app-key` only. */
  readonly app?: AppFacts | undefined;
  /** An old token kept aside until it is proved dead, or the person keeps it on purpose. */
  readonly previous: PreviousToken | undefined;
  /** Of the present token. */
  readonly revocation?: Revocation | undefined;
}
