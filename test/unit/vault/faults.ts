import type { SecretStore, Turn, VaultFiles } from '../../../src/vault/ports.ts';

export type FaultKind = 'fails' | 'fails after acting' | 'crashes' | 'crashes after acting';

export interface Fault {
  /** The call's name and how often it was made, e.g. `files.write 2`. */
  readonly at: string;
  readonly kind: FaultKind;
}

/** Counts every call that leaves the vault, and makes one of them fail or be the last one this window ever makes. */
export class Faults {
  readonly calls: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #fault: Fault | undefined;
  #dead = false;
  #die: () => void = () => undefined;
  /** Settles when the window is dead. */
  readonly death: Promise<'dead'>;
  /** Faults count from here, so that the seeding of a test is not hit. */
  armed = false;

  constructor(fault?: Fault) {
    this.#fault = fault;
    this.death = new Promise((resolve) => {
      this.#die = () => {
        this.#dead = true;
        resolve('dead');
      };
    });
  }

  store(store: SecretStore): SecretStore {
    return {
      get: (key) => this.#call('store.get', () => store.get(key)),
      store: (key, value) => this.#call('store.store', () => store.store(key, value), value.reveal()),
      delete: (key) => this.#call('store.delete', () => store.delete(key)),
      keys: () => this.#call('store.keys', async () => (await store.keys?.()) ?? []),
    };
  }

  files(files: VaultFiles): VaultFiles {
    return {
      list: () => this.#call('files.list', () => files.list()),
      begin: () => this.#call('files.begin', async () => this.#turn(await files.begin())),
      write: (marker) => this.#call('files.write', () => files.write(marker)),
      remove: (id) => this.#call('files.remove', () => files.remove(id)),
      fingerprint: (secret) =>
        this.#call('files.fingerprint', () => files.fingerprint(secret), secret.reveal()),
    };
  }

  #turn(turn: Turn): Turn {
    return {
      number: turn.number,
      stillOurs: () => this.#call('turn.stillOurs', () => turn.stillOurs()),
      end: () => this.#call('turn.end', () => turn.end()),
    };
  }

  async #call<T>(name: string, act: () => Promise<T>, quoted = ''): Promise<T> {
    if (this.#dead) return never();
    if (!this.armed) return act();
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    const at = `${name} ${count}`;
    this.calls.push(at);
    if (this.#fault?.at !== at) return act();
    if (this.#fault.kind.endsWith('after acting')) await act();
    if (this.#fault.kind.startsWith('crashes')) {
      this.#die();
      return never();
    }
    // As bad as a real store may be: its error quotes what it was given.
    throw new Error(`cannot do ${at} with ${quoted}`);
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
