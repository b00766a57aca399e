import { defaultPolicy } from '../../../src/policy/policy.ts';
import type { BeginPorts } from '../../../src/rotation/beginRotation.ts';
import type { KnownUse } from '../../../src/rotation/knownOperations.ts';
import type { OperationAnswer } from '../../../src/rotation/proveOperations.ts';
import type { RotationPorts } from '../../../src/rotation/rotateToken.ts';
import { RotationsInFlight } from '../../../src/rotation/rotationsInFlight.ts';
import { Failure } from '../../../src/shared/failure.ts';
import type { Secret } from '../../../src/shared/secret.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { Inspection } from '../../../src/tokens/inspection.ts';
import { Disturbable } from '../../fakes/disturbable.ts';
import { MemoryRotationTurns } from '../../fakes/memoryRotationTurns.ts';
import { makeSecret } from '../../fixtures/tokens.ts';
import { anEntry, now } from '../policy/anEntry.ts';

export const oldSecret = makeSecret('fine-grained-pat', 'old');
export const newSecret = makeSecret('fine-grained-pat', 'new');

/** What survives a crash: the store's one record. */
interface Record {
  entry: Entry;
  secret: Secret;
  previous: Secret | undefined;
}

/** A vault, a GitHub and a person in memory, each of whose answers can be made to fail or never to come. */
export class RotationWorld extends Disturbable {
  readonly store: Record;
  /** Tokens GitHub accepts. */
  readonly alive = new Set<string>();
  /** Tokens GitHub was asked about. */
  readonly asked: ('old' | 'new')[] = [];
  readonly turns = new MemoryRotationTurns();
  readonly inFlight = new RotationsInFlight(this.turns);
  login = 'mona';
  agrees = true;
  /** What the journal knows. */
  uses: readonly KnownUse[] = [];
  /** What GitHub answers about `operation repository`; that it works unless said otherwise. */
  readonly answers = new Map<string, OperationAnswer>();
  /** What GitHub was asked to prove, as `operation repository`. */
  readonly tried: string[] = [];
  /** Progress that was shown. */
  readonly told: string[] = [];
  session = 'window-1';
  readonly troubles: unknown[] = [];
  seen: Partial<Extract<Inspection, { kind: 'alive' }>> = {};
  afterSwap: () => void = () => {};
  /** What the person sees running; a question must find it at zero. */
  working = 0;
  /** How many progresses were shown, and what was held or running while the person was asked. */
  readonly progress: { shown: number; heldWhileAsked: boolean[] } = { shown: 0, heldWhileAsked: [] };
  /** Cancel, pressed before this call. */
  cancelBefore: string | undefined;
  #signal = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

  constructor(entry: Entry = anEntry()) {
    super();
    this.store = { entry, secret: oldSecret, previous: undefined };
    this.alive.add(oldSecret.reveal()).add(newSecret.reveal());
  }

  /** What a new window finds: the store and GitHub as they are, and nobody at work. */
  afterRestart(): RotationWorld {
    const next = new RotationWorld();
    Object.assign(next.store, this.store);
    next.session = 'window-2';
    next.alive.clear();
    for (const value of this.alive) next.alive.add(value);
    return next;
  }

  end(secret: Secret): void {
    this.alive.delete(secret.reveal());
  }

  get ports(): RotationPorts & BeginPorts {
    const { store } = this;
    return {
      inFlight: this.inFlight,
      clock: { now: () => now },
      policy: defaultPolicy,
      session: this.session,
      onTrouble: (error) => void this.troubles.push(error),
      prover: {
        uses: () => this.#step('uses', () => this.uses),
        prove: ({ repository, operation }) =>
          this.#step('prove', () => {
            this.tried.push(`${operation} ${repository}`);
            return this.answers.get(`${operation} ${repository}`) ?? { verdict: 'works' };
          }),
      },
      work: async (step) => {
        this.progress.shown += 1;
        this.working += 1;
        this.#signal = { ...this.#signal, aborted: false };
        const tell = (done: number, of: number) => void this.told.push(`${done} of ${of}`);
        return step(this.#signal, tell).finally(() => {
          this.working -= 1;
        });
      },
      confirmDifferences: async () => {
        const held = (await this.inFlight.run(store.entry.id, async () => 'free')) === undefined;
        this.progress.heldWhileAsked.push(held || this.working > 0);
        return this.#step('confirm', () => this.agrees);
      },
      inspector: { inspect: (_host, secret) => this.#step('inspect', () => this.#inspect(secret)) },
      vault: {
        note: (_id, change) =>
          this.#step('note', () => {
            store.entry = change(store.entry);
            return store.entry;
          }),
        entryOf: () => this.#step('entryOf', () => store.entry),
        secretOf: () => this.#step('secretOf', () => store.secret),
        previousSecretOf: () =>
          this.#step('previousSecretOf', () => {
            if (store.previous === undefined) throw new Failure({ kind: 'noPrevious' });
            return store.previous;
          }),
        rotate: (_id, secret, change) =>
          this.#step('rotate', () => {
            const { secretSince, kind } = store.entry;
            const changed = change(store.entry);
            store.previous = store.secret;
            store.secret = secret;
            store.entry = {
              ...changed,
              secretSince: now,
              previous: { since: secretSince, replacedAt: now, kind },
            };
            this.afterSwap();
            return store.entry;
          }),
        dropPrevious: () =>
          this.#step('dropPrevious', () => {
            store.previous = undefined;
            store.entry = { ...store.entry, previous: undefined };
            return store.entry;
          }),
      },
    };
  }

  #inspect(secret: Secret): Inspection {
    this.asked.push(secret.equals(oldSecret) ? 'old' : 'new');
    if (!this.alive.has(secret.reveal())) return { kind: 'dead', at: now };
    return {
      kind: 'alive',
      at: now,
      login: this.login,
      expiry: { kind: 'at', at: now + 30 * 86_400_000 },
      scopes: { kind: 'notListed' },
      sso: { kind: 'notSeen' },
      ...this.seen,
    };
  }

  #step<T>(name: string, effect: () => T): Promise<T> {
    return this.step(name, effect, (call) => {
      if (this.cancelBefore === call) this.#signal.aborted = true;
    });
  }
}
