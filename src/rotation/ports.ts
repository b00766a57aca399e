import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry, PreviousToken } from '../tokens/entry.ts';
import type { HostName } from '../tokens/host.ts';
import type { Inspection } from '../tokens/inspection.ts';
import type { Difference } from './judgeNewToken.ts';
import type { TellProgress } from './proveOperations.ts';

/** The facts that belong to a secret and so change with it. Name, purpose, owner and acceptances stay the person's. */
export type SecretFacts = Pick<
  Entry,
  'kind' | 'login' | 'expiry' | 'scopes' | 'sso' | 'health' | 'checkedAt' | 'declared' | 'observed'
>;

/** The vault as rotation needs it. Injected so that every step can be made to fail in a test. Every method may throw. */
export interface RotationVault {
  entryOf(id: string): Promise<Entry>;
  secretOf(id: string): Promise<Secret>;
  /** Only while `entry.previous` is set. */
  previousSecretOf(id: string): Promise<Secret>;
  /** One atomic store: the new secret with its facts, the present one kept as `previous`. */
  rotate(id: string, secret: Secret, change: (entry: Entry) => Entry): Promise<Entry>;
  /** Forgets the kept token. */
  dropPrevious(id: string): Promise<Entry>;
}

/** The vault as ending the replaced token needs it. Every method may throw. */
export interface KeptVault extends Pick<RotationVault, 'entryOf' | 'previousSecretOf' | 'dropPrevious'> {
  updatePrevious(id: string, change: (kept: PreviousToken) => PreviousToken): Promise<Entry>;
  /** The kept token in use again; the one it replaces is kept instead. One atomic store. */
  restorePrevious(id: string, change: (entry: Entry) => Entry): Promise<Entry>;
}

/** One call to GitHub. Injected because it is the network. Throws a `Failure` when GitHub gave no answer about the token. */
export interface TokenInspector {
  inspect(host: HostName, secret: Secret, kind: Entry['kind'], signal: CancelSignal): Promise<Inspection>;
}

/**
 * Runs one step while a person sees that something runs and may cancel it. Injected because it is drawn. A person is
 * never asked inside of it: an unseen question would spin for ever, deaf to its Cancel button.
 */
export type RotationWork = <T>(step: (signal: CancelSignal, tell: TellProgress) => Promise<T>) => Promise<T>;

/** Injected because a person answers. False, also for a closed prompt, changes nothing. */
export type ConfirmDifferences = (differences: readonly Difference[]) => Promise<boolean>;
