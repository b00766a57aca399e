import { Secret } from '../../src/shared/secret.ts';
import type { SecretStore } from '../../src/vault/ports.ts';

/** What a browser profile keeps on disk. */
export interface BrowserProfile {
  saved: ReadonlyMap<string, string>;
}

/**
 * SecretStorage as VS Code in a browser has it: each window copies the whole map at its start, never looks again, and
 * writes the whole map back on every change, whatever others wrote meanwhile.
 */
export class MemoryWindowStore implements SecretStore {
  readonly #profile: BrowserProfile;
  readonly #copy: Map<string, string>;

  constructor(profile: BrowserProfile) {
    this.#profile = profile;
    this.#copy = new Map(profile.saved);
  }

  async get(key: string): Promise<Secret | undefined> {
    const value = this.#copy.get(key);
    return value === undefined ? undefined : new Secret(value);
  }

  async store(key: string, value: Secret): Promise<void> {
    this.#copy.set(key, value.reveal());
    this.#profile.saved = new Map(this.#copy);
  }

  async delete(key: string): Promise<void> {
    this.#copy.delete(key);
    this.#profile.saved = new Map(this.#copy);
  }

  async keys(): Promise<readonly string[]> {
    return [...this.#copy.keys()];
  }
}
