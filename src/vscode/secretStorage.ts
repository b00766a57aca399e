import type { SecretStorage } from 'vscode';
import { Secret } from '../shared/secret.ts';
import type { SecretStore } from '../vault/ports.ts';

/** The part of SecretStorage that newer versions have and the oldest one we support has not (F13). */
interface MayListKeys {
  readonly keys?: () => Thenable<readonly string[]>;
}

/** VS Code's SecretStorage as the vault's port. It decides nothing. */
export function secretStore(storage: SecretStorage & MayListKeys): SecretStore {
  return {
    async get(key) {
      const value = await storage.get(key);
      return value === undefined ? undefined : new Secret(value);
    },
    async store(key, value) {
      await storage.store(key, value.reveal());
    },
    async delete(key) {
      await storage.delete(key);
    },
    keys: typeof storage.keys === 'function' ? async () => (await storage.keys?.()) ?? [] : undefined,
  };
}
