import type { Clock } from '../shared/clock.ts';
import type { Secret } from '../shared/secret.ts';
import type { Marker } from './marker.ts';

/**
 * VS Code's SecretStorage, injected because it rejects, forgets, answers old values and differs per host (F01-F07).
 * A stored text holds a token, so it is a `Secret` as a whole.
 */
export interface SecretStore {
  get(key: string): Promise<Secret | undefined>;
  store(key: string, value: Secret): Promise<void>;
  delete(key: string): Promise<void>;
  /** Absent where this VS Code cannot list keys (F13). Then a secret without a marker cannot be found. */
  readonly keys?: (() => Promise<readonly string[]>) | undefined;
}

/** What the marker folder holds, in one listing. */
export interface MarkerListing {
  /** The highest turn ever begun here; 0 when there was none. It only grows. */
  readonly turn: number;
  readonly markers: readonly Marker[];
}

/** The right to write, held by one window at a time. Its number is the generation of the whole store. */
export interface Turn {
  readonly number: number;
  /** False once another window took over; asked right before anything is stored. */
  stillOurs(): Promise<boolean>;
  /** Gives the turn back, if it is still ours. */
  end(): Promise<void>;
}

/** Markers and the lock, injected because they are files that every window of this store shares. */
export interface VaultFiles {
  list(): Promise<MarkerListing>;
  /** Waits for the turn. Throws `Failure` `lockBusy` when another window does not finish. */
  begin(): Promise<Turn>;
  /** Replaces the whole marker or leaves the old one; never half of it. */
  write(marker: Marker): Promise<void>;
  remove(id: string): Promise<void>;
  /** A keyed hash of the value: equal for equal values on this installation, useless elsewhere. */
  fingerprint(secret: Secret): Promise<string>;
}

/** Which window this is, and which run of whatever holds the secrets in memory. */
export interface VaultSession {
  /** New for each window and each reload of it. */
  readonly id: string;
  /**
   * New only when what could hold secrets in memory alone was started anew: the application on a desktop, the page in
   * a browser. A window reload on a desktop is the same run: the in-memory fallback lives on in the main process, so
   * reading there proves nothing (F03).
   */
  readonly run: string;
  /** When this window's extension host started, ms since the epoch. */
  readonly startedAt: number;
}

/** What reading needs. Activation reads, and loads nothing that writes. */
export interface ReaderPorts {
  readonly store: Pick<SecretStore, 'get' | 'keys'>;
  readonly files: Pick<VaultFiles, 'list'>;
  /** Injected because pure code has no timer: waits between retries, in ms. */
  readonly pause: (ms: number) => Promise<void>;
  /** Told every value read or written, so that nothing that leaves the process can show it. */
  readonly learn: (secret: Secret) => void;
}

export interface VaultPorts extends ReaderPorts {
  readonly store: SecretStore;
  readonly files: VaultFiles;
  readonly clock: Clock;
  /** Injected because pure code has no randomness: a new id of `[0-9a-z-]`, at most 64 characters. */
  readonly newId: () => string;
}
