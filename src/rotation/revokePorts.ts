import type { CancelSignal } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';
import type { Problem } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { KeptVault, TokenInspector } from './ports.ts';
import type { RotationsInFlight } from './rotationsInFlight.ts';

/** One token to end: of this entry as the person saw it, the present one or the one before it. */
export interface RevokeTarget {
  readonly entry: Entry;
  readonly which: 'present' | 'previous';
}

/** Why a list was not accepted. */
export type RevokeProblem =
  | ApiProblem
  /** GitHub takes it only from a client that is not signed in; a proxy that adds a sign-in spoils it. */
  | { readonly kind: 'signedInOnTheWay' };

/** The network. Injected so that each call can fail in a test. Throws `Failure<RevokeProblem>` when it was not accepted. */
export interface Revoker {
  /**
   * One request that ends them all, without any authentication and never repeated. It cannot be cancelled: a request
   * that was cut off may have been done.
   */
  revokeList(host: HostName, secrets: readonly Secret[]): Promise<void>;
  /** An installation token ends itself: `dead` when GitHub did not accept it any more. */
  endItself(host: HostName, secret: Secret): Promise<'ended' | 'dead'>;
}

/** The vault as revoking needs it. Every method may throw. */
export interface RevokeVault extends KeptVault {
  secretOf(id: string): Promise<Secret>;
  /** Of a sign-in. */
  renewalOf?(id: string): Promise<Secret | undefined>;
  update(id: string, change: (entry: Entry) => Entry): Promise<Entry>;
}

/** A step worth a record. Everything but the last two is followed by another. */
export type RevokeStep =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'notDone'; readonly cause: Problem }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'dead' };

export interface RevokePorts {
  readonly vault: RevokeVault;
  readonly revoker: Revoker;
  readonly inspector: TokenInspector;
  readonly inFlight: RotationsInFlight;
  readonly clock: { now(): number };
  /** Waits that many ms, or until the signal. Injected because pure code has no timer. */
  readonly pause: (ms: number, signal: CancelSignal) => Promise<void>;
  /** Keeps a record. Never throws. */
  readonly record: (target: RevokeTarget, step: RevokeStep) => Promise<void>;
  /** How many of how many are sent. */
  readonly report: (done: number, of: number) => void;
}

/** What came of one token. A wish that was not fulfilled stays with its entry, unless it is said to be `unnoted`. */
export type Revoked =
  /** Shown dead by one call. `unnoted`: the store did not take that; the next check finds it again. */
  | { readonly kind: 'dead'; readonly unnoted: boolean }
  /** GitHub took it, and whether it is dead was not seen: it still answered, or could not be asked. */
  | { readonly kind: 'accepted'; readonly cause: Problem | undefined }
  /** GitHub took it, and nothing can be asked about this kind: it opens nothing itself. */
  | { readonly kind: 'acceptedForGood' }
  | { readonly kind: 'notYet'; readonly cause: Problem; readonly unnoted: boolean }
  /** The person left, or the window closed, before it was sent. The wish stays. */
  | { readonly kind: 'cancelled' }
  /** Another token is there now than the one that was confirmed; nothing was sent. */
  | { readonly kind: 'changedMeanwhile' }
  /** A rotation of this entry is running. */
  | { readonly kind: 'busy' }
  /** It cannot be ended by a request: only on its page. */
  | { readonly kind: 'onItsPage' };

export interface RevokeResult {
  readonly target: RevokeTarget;
  readonly revoked: Revoked;
}
