import type { FinishPorts } from '../../../src/rotation/finishRotation.ts';
import type { RevokePorts, RevokeStep, RevokeTarget } from '../../../src/rotation/revokePorts.ts';
import { RotationsInFlight } from '../../../src/rotation/rotationsInFlight.ts';
import { Failure, type Problem } from '../../../src/shared/failure.ts';
import type { Secret } from '../../../src/shared/secret.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import {
  type RecordChange,
  swapped,
  withFacts,
  withoutPrevious,
  withPreviousFacts,
  withSecret,
} from '../../../src/vault/changeRecord.ts';
import type { EntryRecord } from '../../../src/vault/entryRecord.ts';
import { Disturbable } from '../../fakes/disturbable.ts';
import { MemoryRotationTurns } from '../../fakes/memoryRotationTurns.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';

/** A store of several records and a GitHub that ends tokens, each of whose answers can be made to fail or never to come. */
export class EndingWorld extends Disturbable {
  readonly records = new Map<string, EntryRecord>();
  /** Tokens GitHub accepts. */
  readonly alive = new Set<string>();
  /** Lists that GitHub was sent, by the names of the tokens. */
  readonly lists: string[][] = [];
  /** Tokens it was asked about. */
  readonly asked: string[] = [];
  readonly pauses: number[] = [];
  readonly steps: string[] = [];
  readonly turns = new MemoryRotationTurns();
  readonly inFlight = new RotationsInFlight(this.turns);
  readonly names = new Map<string, string>();
  /** GitHub's answer to a list, when it is not to be taken. */
  refuses: (names: readonly string[]) => Problem | undefined = () => undefined;
  /** GitHub takes the list and is slow to act on it. */
  slow = false;
  /** Cancel, pressed when so many lists are sent. */
  cancelAfterLists = Number.POSITIVE_INFINITY;
  beforeList: () => void = () => {};
  at = now;
  readonly #listeners = new Set<() => void>();

  /** An entry whose token GitHub accepts. Its token is called as the entry is. */
  add(id: string, changes: Partial<Entry> = {}): Entry {
    const entry = anEntry({ id, name: id, ...changes });
    this.records.set(id, { generation: 1, entry, secret: this.#made(id, entry), previous: undefined });
    return entry;
  }

  /** The same after a rotation: the old token, called `<id> before`, lives and is kept. */
  addRotated(id: string, changes: Partial<Entry> = {}): Entry {
    const before = anEntry({ id, name: id, ...changes });
    const old: EntryRecord = {
      generation: 1,
      entry: before,
      secret: this.#made(`${id} before`, before),
      previous: undefined,
    };
    const change = withSecret(old, this.#made(id, before), (entry) => entry, now - 1000);
    this.records.set(id, { ...change, generation: 2 });
    return change.entry;
  }

  entry(id: string): Entry {
    return this.#record(id).entry;
  }

  secret(id: string): string | undefined {
    return this.names.get(this.#record(id).secret.reveal());
  }

  previous(id: string): string | undefined {
    const { previous } = this.#record(id);
    return previous && this.names.get(previous.reveal());
  }

  lives(name: string): boolean {
    return [...this.names].some(([value, named]) => named === name && this.alive.has(value));
  }

  end(name: string): void {
    for (const [value, named] of this.names) if (named === name) this.alive.delete(value);
  }

  readonly signal = {
    aborted: false,
    addEventListener: (_: 'abort', listener: () => void) => void this.#listeners.add(listener),
    removeEventListener: (_: 'abort', listener: () => void) => void this.#listeners.delete(listener),
  };

  cancel(): void {
    this.signal.aborted = true;
    for (const listener of this.#listeners) listener();
  }

  get ports(): FinishPorts & RevokePorts {
    const secretOf = (id: string) => this.#record(id).secret;
    return {
      inFlight: this.inFlight,
      clock: { now: () => this.at },
      work: (step) => step(this.signal, () => {}),
      pause: async (ms) => {
        this.pauses.push(ms);
      },
      record: async ({ entry }: RevokeTarget, step: RevokeStep) => {
        this.steps.push(`${entry.id} ${step.kind}`);
      },
      report: () => {},
      inspector: { inspect: (_host, secret) => this.step('inspect', () => this.#inspect(secret)) },
      revoker: {
        revokeList: (_host, secrets) => this.step('revokeList', () => this.#revoke(secrets)),
        endItself: (_host, secret) =>
          this.step('endItself', () => {
            const died = this.alive.delete(secret.reveal());
            return died ? 'ended' : 'dead';
          }),
      },
      vault: {
        entryOf: (id) => this.step('entryOf', () => this.entry(id)),
        secretOf: (id) => this.step('secretOf', () => secretOf(id)),
        previousSecretOf: (id) =>
          this.step('previousSecretOf', () => {
            const { previous } = this.#record(id);
            if (previous === undefined) throw new Failure({ kind: 'noPrevious' });
            return previous;
          }),
        update: (id, change) => this.step('update', () => this.#put(id, (r) => withFacts(r, change))),
        updatePrevious: (id, change) =>
          this.step('updatePrevious', () =>
            this.#put(id, (r) => withPreviousFacts(r, this.#kept(r), change)),
          ),
        dropPrevious: (id) => this.step('dropPrevious', () => this.#put(id, withoutPrevious)),
        restorePrevious: (id, change) =>
          this.step('restorePrevious', () =>
            this.#put(id, (r) => swapped(r, r.previous as Secret, this.#kept(r), change, this.at)),
          ),
      },
    };
  }

  #made(name: string, { kind }: Entry): Secret {
    const secret = makeSecret(kind === 'app-key' ? 'unknown' : kind, name);
    this.names.set(secret.reveal(), name);
    this.alive.add(secret.reveal());
    return secret;
  }

  #record(id: string): EntryRecord {
    const record = this.records.get(id);
    if (record === undefined) throw new Failure({ kind: 'noSuchEntry' });
    return record;
  }

  #kept({ entry }: EntryRecord) {
    if (entry.previous === undefined) throw new Failure({ kind: 'noPrevious' });
    return entry.previous;
  }

  #put(id: string, plan: (record: EntryRecord) => RecordChange): Entry {
    const record = this.#record(id);
    this.records.set(id, { ...plan(record), generation: record.generation + 1 });
    return this.entry(id);
  }

  #inspect(secret: Secret) {
    this.asked.push(this.names.get(secret.reveal()) ?? 'unknown');
    if (!this.alive.has(secret.reveal())) return { kind: 'dead', at: this.at } as const;
    return {
      kind: 'alive',
      at: this.at,
      login: 'mona',
      expiry: { kind: 'at', at: now + 5 * 86_400_000 },
      scopes: { kind: 'notListed' },
      sso: { kind: 'notSeen' },
    } as const;
  }

  #revoke(secrets: readonly Secret[]): void {
    const names = secrets.map((secret) => this.names.get(secret.reveal()) ?? 'unknown');
    this.beforeList();
    this.lists.push(names);
    if (this.lists.length >= this.cancelAfterLists) this.cancel();
    const problem = this.refuses(names);
    if (problem !== undefined) throw new Failure(problem);
    if (!this.slow) for (const secret of secrets) this.alive.delete(secret.reveal());
  }
}
