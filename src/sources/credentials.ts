import type { CancelSignal } from '../github/apiAnswer.ts';
import type { Job } from '../policy/judgeFit.ts';
import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Issued } from '../tokens/issued.ts';
import { isBorrowedId, type Origin } from '../tokens/origin.ts';
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

/** What a command is handed: the same port, which knows what the command still uses. */
export type CredentialAccess = Pick<
  Credentials,
  'offers' | 'seen' | 'secretOf' | 'entryOf' | 'update' | 'issuedFor' | 'hold' | 'over' | 'overAll'
>;

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
  /** What was asked when an entry was offered: one credential may be offered for two repositories at once. */
  readonly #askedAt = new WeakMap<Origin, Asked>();
  readonly #users = new Map<string, number>();
  /** By id: what GitHub does not know any more, so that the same is not sent once more when it is offered anew. */
  readonly #dead = new Map<string, { readonly secret: Secret; readonly health: Entry['health'] }>();

  constructor(ports: CredentialPorts) {
    this.#ports = ports;
  }

  /** What the sources could serve with, all asked at once, or those of some modes. Never throws. */
  async offers(asked: Asked, signal: CancelSignal, only?: readonly Source['mode'][]): Promise<Offers> {
    const sources = this.#ports.sources.filter(({ mode }) => only === undefined || only.includes(mode));
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
  async secretOf(
    { id, origin }: Pick<Entry, 'id' | 'origin'>,
    job: Job,
    signal?: CancelSignal,
    more: Pick<Asked, 'workflows'> = {},
  ): Promise<Secret> {
    if (!isBorrowedId(id)) return this.#ports.vault.secretOf(id);
    const { entry, source, asked } = this.#find(id);
    const there = (origin && this.#askedAt.get(origin)) ?? asked;
    const secret = await source.secretOf(entry, { ...there, job, ...more }, signal);
    this.#ports.learn(secret);
    this.#issued.set(secret, { id, secretSince: entry.secretSince });
    this.#learnFrom(id);
    const dead = this.#dead.get(id);
    const latest = this.#borrowed.get(id);
    if (latest && dead?.secret.equals(secret)) {
      this.#borrowed.set(id, { ...latest, entry: { ...latest.entry, health: dead.health } });
    }
    return secret;
  }

  /** One more action uses tokens of this entry: nothing of it is ended before each has said `over`. */
  hold({ id }: Pick<Entry, 'id'>): void {
    this.#users.set(id, (this.#users.get(id) ?? 0) + 1);
  }

  async entryOf(id: string): Promise<Entry> {
    return isBorrowedId(id) ? this.#find(id).entry : this.#ports.vault.entryOf(id);
  }

  /** `seen`: the borrowed token that showed it. */
  async update(id: string, change: (entry: Entry) => Entry, seen?: Secret): Promise<Entry> {
    if (!isBorrowedId(id)) return this.#ports.vault.update(id, change);
    const borrowed = this.#find(id);
    const entry = change(borrowed.entry);
    if (seen && entry.health.kind === 'dead') this.#dead.set(id, { secret: seen, health: entry.health });
    this.#borrowed.set(id, { ...borrowed, entry });
    if (entry.confirmedFor !== borrowed.entry.confirmedFor) {
      await this.#ports.memory.rememberConfirmed(id, entry.confirmedFor);
    }
    return entry;
  }

  issuedFor(secret: Secret): Issued | undefined {
    return this.#issued.get(secret) ?? this.#ports.vault.issuedFor(secret);
  }

  /** The action is over: what was made for it is ended, unless another one still uses it. Never throws. */
  async over({ id }: Pick<Entry, 'id'>): Promise<void> {
    const others = (this.#users.get(id) ?? 1) - 1;
    this.#users.set(id, others);
    if (others <= 0) await this.#end(id);
  }

  /** The window goes: what was made for actions is ended, whoever used it. Never throws. */
  async overAll(): Promise<void> {
    await Promise.all([...this.#borrowed.keys()].map((id) => this.#end(id)));
  }

  async #end(id: string): Promise<void> {
    this.#users.delete(id);
    const borrowed = this.#borrowed.get(id);
    if (borrowed?.source.over === undefined) return;
    const ending = borrowed.source.over(borrowed.entry);
    this.#learnFrom(id);
    await ending;
  }

  #learnFrom(id: string): void {
    const borrowed = this.#borrowed.get(id);
    const learned = borrowed?.source.learned?.(borrowed.entry);
    if (borrowed && learned)
      this.#borrowed.set(id, { ...borrowed, entry: { ...borrowed.entry, ...learned } });
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
    if (known.origin) this.#askedAt.set(known.origin, asked);
    this.#learnFrom(entry.id);
    return this.#find(entry.id).entry;
  }

  #find(id: string): Borrowed {
    const found = this.#borrowed.get(id);
    if (found === undefined) throw new Failure<NotOffered>({ kind: 'notOffered', id });
    return found;
  }
}
