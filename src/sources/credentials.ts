import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Job } from '../policy/judgeFit.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Issued } from '../tokens/issued.ts';
import { isBorrowedId } from '../tokens/origin.ts';
import { type Asked, noOffers, type Offers, type Source } from './source.ts';

/** What of the vault is needed to use a token. */
export interface StoredCredentials {
  secretOf(id: string): Promise<Secret>;
  entryOf(id: string): Promise<Entry>;
  update(id: string, change: (entry: Entry) => Entry): Promise<Entry>;
  issuedFor(secret: Secret): Issued | undefined;
}

/** What outlives the window about a borrowed token, because the person said it. */
export interface BorrowedMemory {
  confirmedFor(id: string): readonly string[];
  rememberConfirmed(id: string, repositories: readonly string[]): Promise<void>;
}

export interface CredentialPorts {
  readonly vault: StoredCredentials;
  readonly sources: readonly Source[];
  readonly memory: BorrowedMemory;
  readonly learn: (secret: Secret) => void;
}

/** A borrowed token that no source offers any more: gh logged out, the variable is gone, the window was reloaded. */
export interface NotOffered {
  readonly kind: 'notOffered';
  readonly id: string;
}

interface Borrowed {
  readonly entry: Entry;
  readonly source: Source;
  readonly asked: Asked;
}

/**
 * One port for every command, whatever the mode: the vault's tokens as they are stored, the borrowed ones as their source
 * offered them. A borrowed token is fetched anew for each use and kept nowhere; what is learned about it lives as long as
 * the window.
 */
export class Credentials {
  readonly #ports: CredentialPorts;
  readonly #borrowed = new Map<string, Borrowed>();
  readonly #issued = new WeakMap<Secret, Issued>();

  constructor(ports: CredentialPorts) {
    this.#ports = ports;
  }

  /** What the sources could serve with, all asked at once, or those of one mode. Never throws. */
  async offers(asked: Asked, signal: CancelSignal, only?: Source['mode']): Promise<Offers> {
    const sources = this.#ports.sources.filter(({ mode }) => only === undefined || mode === only);
    const all = await Promise.all(
      sources.map(async (source) => {
        const { entries, troubles } = await source.offers(asked, signal);
        return { troubles, entries: entries.map((entry) => this.#take(entry, source, asked)) };
      }),
    );
    return all.length === 0
      ? noOffers
      : { entries: all.flatMap(({ entries }) => entries), troubles: all.flatMap(({ troubles }) => troubles) };
  }

  /** The borrowed tokens that were offered in this window. */
  seen(): readonly Entry[] {
    return [...this.#borrowed.values()].map(({ entry }) => entry);
  }

  /** Throws `Failure` of the vault or of the source, or `Failure<NotOffered>`. */
  async secretOf({ id }: Pick<Entry, 'id'>, job: Job, signal?: CancelSignal): Promise<Secret> {
    if (!isBorrowedId(id)) return this.#ports.vault.secretOf(id);
    const { entry, source, asked } = this.#find(id);
    const secret = await source.secretOf(entry, { ...asked, job }, signal);
    this.#ports.learn(secret);
    this.#issued.set(secret, { id, secretSince: entry.secretSince });
    return secret;
  }

  async entryOf(id: string): Promise<Entry> {
    return isBorrowedId(id) ? this.#find(id).entry : this.#ports.vault.entryOf(id);
  }

  async update(id: string, change: (entry: Entry) => Entry): Promise<Entry> {
    if (!isBorrowedId(id)) return this.#ports.vault.update(id, change);
    const borrowed = this.#find(id);
    const entry = change(borrowed.entry);
    this.#borrowed.set(id, { ...borrowed, entry });
    if (entry.confirmedFor !== borrowed.entry.confirmedFor) {
      await this.#ports.memory.rememberConfirmed(id, entry.confirmedFor);
    }
    return entry;
  }

  issuedFor(secret: Secret): Issued | undefined {
    return this.#issued.get(secret) ?? this.#ports.vault.issuedFor(secret);
  }

  /** The action is over: what was made for it alone is ended. Never throws. */
  async over({ id }: Pick<Entry, 'id'>): Promise<void> {
    const borrowed = this.#borrowed.get(id);
    await borrowed?.source.over?.(borrowed.entry);
  }

  /** What was learned in this window about the same credential stays. */
  #take(entry: Entry, source: Source, asked: Asked): Entry {
    const before = this.#borrowed.get(entry.id)?.entry;
    const known: Entry =
      before === undefined
        ? { ...entry, confirmedFor: this.#ports.memory.confirmedFor(entry.id) }
        : {
            ...entry,
            secretSince: before.secretSince,
            observed: before.observed,
            calls: before.calls,
            confirmedFor: before.confirmedFor,
          };
    this.#borrowed.set(entry.id, { entry: known, source, asked });
    return known;
  }

  #find(id: string): Borrowed {
    const found = this.#borrowed.get(id);
    if (found === undefined) throw new Failure<NotOffered>({ kind: 'notOffered', id });
    return found;
  }
}
