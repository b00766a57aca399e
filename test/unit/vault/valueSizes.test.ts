import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';
import type { VaultProblem } from '../../../src/vault/problems.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { draft, keyOf, openWindow } from './sample.ts';

/** Characters of a secret of each kind, the longest that is in use or announced. */
const lengths: Readonly<Record<TokenKind, number>> = {
  'classic-pat': 40,
  'fine-grained-pat': 93,
  'oauth-token': 40,
  'app-user-token': 40,
  // `ghs_<app>_<jwt>`: 520 today, and said to grow.
  'installation-token': 2_000,
  'refresh-token': 80,
  'legacy-hex': 40,
  'app-key': 3_300,
  unknown: 3_300,
};

const value = (length: number, mark: string) => new Secret(mark + 'x'.repeat(length - mark.length));

/** A store that keeps UTF-16 text of so many bytes, and refuses or cuts what is longer. */
function smallStore(bytes: number, cuts: boolean): MemorySecretStore {
  const store = new MemorySecretStore();
  return Object.assign(store, {
    store: async (key: string, given: Secret) => {
      const text = given.reveal();
      if (text.length * 2 > bytes && !cuts) throw new Error('the stub received bad data');
      store.values.set(key, text.slice(0, bytes / 2));
    },
  });
}

async function problemOf(write: () => Promise<unknown>): Promise<VaultProblem> {
  const error = await write().then(
    () => assert.fail('it was stored'),
    (thrown: unknown) => thrown,
  );
  assert.ok(Failure.is(error));
  return error.problem as VaultProblem;
}

describe('what a store must hold', () => {
  it('F09 is one value for each entry, the old token with it, at full length for every kind', async () => {
    const store = new MemorySecretStore();
    const files = new MemoryVaultFiles(memoryFolder());
    const vault = openWindow(store, files);
    for (const [kind, length] of Object.entries(lengths)) {
      const before = new Map(store.values);
      const { id } = await vault.add({ ...draft(kind), kind: kind as TokenKind }, value(length, 'old '));
      await vault.rotate(id, value(length, 'new '));
      for (const [key, text] of before) assert.equal(store.values.get(key), text, `${kind} rewrote another`);
      const later = openWindow(store, files);
      assert.ok((await later.secretOf(id)).equals(value(length, 'new ')));
      assert.ok((await later.previousSecretOf(id)).equals(value(length, 'old ')));
    }
    assert.equal(store.values.size, Object.keys(lengths).length + 1);
  });

  it('F09 is refused whole by a store for small values: what was there stays, and the length is told', async () => {
    for (const cuts of [false, true]) {
      const store = smallStore(2_560, cuts);
      const folder = memoryFolder();
      const vault = openWindow(store, new MemoryVaultFiles(folder));
      const { id } = await vault.add(draft('work'), value(93, 'work '));
      const before = new Map(store.values);
      const markers = structuredClone(folder.markers);
      for (const write of [
        () => vault.add(draft('long'), value(2_000, 'long ')),
        () => vault.rotate(id, value(2_000, 'long ')),
      ]) {
        const problem = await problemOf(write);
        assert.equal(problem.kind, cuts ? 'readBackDiffers' : 'storeRefusedLong');
        if (problem.kind === 'storeRefusedLong') assert.ok(problem.characters > 2_000);
      }
      assert.deepEqual(store.values, before);
      assert.deepEqual([...folder.markers.keys()], [...markers.keys()]);
      assert.deepEqual(
        [folder.markers.get(id)?.state, folder.markers.get(id)?.generation],
        ['present', markers.get(id)?.generation],
      );
      assert.ok((await vault.secretOf(id)).equals(value(93, 'work ')));
      await vault.add(draft('short'), value(93, 'short '));
    }
  });
});

describe('200 entries', function () {
  // Each is added by a write that looks at all before it.
  this.timeout(60_000);

  async function many(count: number) {
    const store = new MemorySecretStore();
    const files = new MemoryVaultFiles(memoryFolder());
    const vault = openWindow(store, files);
    for (let n = 0; n < count; n++) await vault.add(draft(`t${n}`), value(93, `t${n} `));
    const asked: string[] = [];
    const counting = Object.assign(new MemorySecretStore(store.values), {
      get: (key: string) => {
        asked.push(key);
        return store.get(key);
      },
    });
    return { vault: openWindow(counting, files), asked };
  }

  it('are read with one question each, and listed with none more', async () => {
    const { vault, asked } = await many(200);
    const { entries } = await vault.read();
    const marks = entries.map(({ id }) => vault.seenSecretOf(id)?.reveal().split(' ')[0]);
    assert.deepEqual([...asked].sort(), ['tokenWarden.canary', ...entries.map(({ id }) => keyOf(id))].sort());
    assert.deepEqual(
      marks,
      entries.map(({ name }) => name),
    );
  });

  it('F06 what is sent is asked for each time it is used, never what was seen or told before', async () => {
    const { vault, asked } = await many(3);
    const [first] = (await vault.read()).entries;
    assert.ok(first);
    asked.length = 0;
    for (let n = 0; n < 3; n++) await vault.secretOf(first.id);
    assert.deepEqual(asked, [keyOf(first.id), keyOf(first.id), keyOf(first.id)]);
  });
});
