import { Secret } from '../../src/shared/secret.ts';
import type { SecretStore } from '../../src/vault/ports.ts';

/** SecretStorage as desktop VS Code has it: one map, shared by all windows. */
export class MemorySecretStore implements SecretStore {
  readonly values: Map<string, string>;

  constructor(values = new Map<string, string>()) {
    this.values = values;
  }

  async get(key: string): Promise<Secret | undefined> {
    const value = this.values.get(key);
    return value === undefined ? undefined : new Secret(value);
  }

  async store(key: string, value: Secret): Promise<void> {
    this.values.set(key, value.reveal());
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
  }

  async keys(): Promise<readonly string[]> {
    return [...this.values.keys()];
  }
}
