import assert from 'node:assert/strict';
import type { SecretStorage } from 'vscode';
import { Secret } from '../../../src/shared/secret.ts';
import { secretStore } from '../../../src/vscode/secretStorage.ts';

/** SecretStorage as an old VS Code has it: without a list of keys. */
class OldSecretStorage implements SecretStorage {
  readonly values = new Map<string, string>();
  readonly onDidChange = () => ({ dispose: () => undefined });

  async get(key: string): Promise<string | undefined> {
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
  }
}

class NewSecretStorage extends OldSecretStorage {
  async keys(): Promise<string[]> {
    return [...this.values.keys()];
  }
}

describe('secretStore', () => {
  it('hands values through as secrets', async () => {
    const storage = new NewSecretStorage();
    const store = secretStore(storage);
    await store.store('a', new Secret('value'));
    const read = await store.get('a');
    assert.deepEqual(
      [`${read}`, read?.reveal(), await store.get('b'), await store.keys?.()],
      ['[secret]', 'value', undefined, ['a']],
    );
    await store.delete('a');
    assert.equal(storage.values.size, 0);
  });

  it('F13 lists keys only where this VS Code can', () => {
    assert.equal(secretStore(new OldSecretStorage()).keys, undefined);
  });
});
