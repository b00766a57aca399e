import assert from 'node:assert/strict';
import { Secret } from '../../../src/shared/secret.ts';
import { brokerKey, readBrokerSecret, readSecretText } from '../../../src/vault/brokerSecret.ts';
import type { SecretStore } from '../../../src/vault/ports.ts';
import { failureOf } from '../../fakes/failureOf.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { type BrowserProfile, MemoryWindowStore } from '../../fakes/memoryWindowStore.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';
import { draft, openWindow, token, usedMachine } from './sample.ts';

const given = { origin: 'https://broker.acme.example', secret: new Secret('broker-word-1') };

const learned: Secret[] = [];
const kept = (store: SecretStore) => readBrokerSecret(store, (secret) => learned.push(secret));

/** A store that does something else with one value. */
function withOdd(store: MemorySecretStore, odd: Partial<SecretStore>): SecretStore {
  const plain: SecretStore = {
    get: (key) => store.get(key),
    store: (key, value) => store.store(key, value),
    delete: (key) => store.delete(key),
    keys: () => store.keys(),
  };
  return { ...plain, ...odd };
}

describe('the secret for a token broker', () => {
  it('is kept with the origin it was given for, beside the entries, and goes when the person says so', async () => {
    const { store, files } = await usedMachine();
    const vault = openWindow(store, files);
    const before = await vault.read();
    assert.equal(await kept(store), undefined);
    await vault.keepBrokerSecret(given);
    const back = await kept(store);
    assert.equal(back?.origin, given.origin);
    assert.ok(back.secret.equals(given.secret));
    assert.ok(learned.at(-1)?.equals(given.secret));
    assert.deepEqual((await openWindow(store, files).read()).entries, before.entries);
    await vault.keepBrokerSecret(undefined);
    assert.equal(await kept(store), undefined);
    assert.ok(!store.values.has(brokerKey));
  });

  it('F11 goes with everything else, also where the keys of the store cannot be listed', async () => {
    for (const keys of [true, false]) {
      const store = new MemorySecretStore();
      const files = new MemoryVaultFiles(memoryFolder());
      const listed = keys ? store : withOdd(store, { keys: undefined });
      const vault = openWindow(listed, files);
      await vault.keepBrokerSecret(given);
      assert.ok(store.values.has(brokerKey));
      const { left } = await vault.forgetEverything(true);
      assert.deepEqual([left, [...store.values.keys()]], [[], []]);
    }
  });

  it('F11 is named as left when the store keeps it', async () => {
    const store = new MemorySecretStore();
    const stuck = withOdd(store, {
      delete: async (key) => {
        if (key !== brokerKey) await store.delete(key);
      },
    });
    const vault = openWindow(stuck, new MemoryVaultFiles(memoryFolder()));
    await vault.keepBrokerSecret(given);
    assert.deepEqual((await vault.forgetEverything(true)).left, [brokerKey]);
  });

  it('F01 F07 is not called kept when the store refused it or answers something else', async () => {
    const store = new MemorySecretStore();
    const files = new MemoryVaultFiles(memoryFolder());
    const refuses = withOdd(store, { store: () => Promise.reject(new Error('locked')) });
    const forgets = withOdd(store, { store: async () => undefined });
    const problems = await Promise.all(
      [refuses, forgets].map((odd) => failureOf(openWindow(odd, files).keepBrokerSecret(given))),
    );
    assert.deepEqual(
      problems.map(({ problem }) => problem),
      [{ kind: 'storeRefused', step: 'write' }, { kind: 'readBackDiffers' }],
    );
  });

  it('is asked for again when what is kept cannot be read', async () => {
    const store = new MemorySecretStore();
    for (const odd of [
      '',
      'null',
      'not json',
      '[]',
      '{"origin":"https://x"}',
      '{"origin":"","secret":"s"}',
    ]) {
      store.values.set(brokerKey, odd);
      assert.equal(await kept(store), undefined);
    }
  });

  it('F05 is not stored by a window whose copy of the store is old, which would undo what another stored', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const open = () => openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    const [one, other] = [open(), open()];
    await other.read();
    await one.add(draft('work'), token('work'));
    const saved = profile.saved;
    assert.equal((await failureOf(other.keepBrokerSecret(given))).problem.kind, 'readOnly');
    assert.equal(profile.saved, saved);
  });
});

describe('what a person gives as the secret of a broker', () => {
  const faultOf = (text: string) => {
    const read = readSecretText(text);
    return read.kind === 'refused' ? read.fault : read.kind;
  };

  it('is one word that can be a header, without what was copied around it', () => {
    const read = readSecretText('  hvs.CAESIJ-word_1\n');
    assert.ok(read.kind === 'secret' && read.secret.equals(new Secret('hvs.CAESIJ-word_1')));
    assert.deepEqual(
      ['', ' \n', 'two words', 'one\r\nx-other: two', 'w\u00f6rd', 'a\u200bb', 'a'.repeat(8_001)].map(
        faultOf,
      ),
      ['empty', 'empty', 'characters', 'characters', 'characters', 'characters', 'tooLong'],
    );
  });

  it('B07 is never a token of GitHub’s, which belongs to GitHub alone', () => {
    const forms = tokenForms.filter((form) => form !== 'unknown' && form !== 'legacy-hex');
    assert.deepEqual(
      forms.map((form) => faultOf(makeToken(form))),
      forms.map(() => 'githubToken'),
    );
  });
});
