import assert from 'node:assert/strict';
import type { SecretStore } from '../../../src/vault/ports.ts';
import { forgottenForMs } from '../../../src/vault/settle.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { keyOf, noon, openWindow, token, usedMachine } from './sample.ts';

describe('what is not ours to touch', () => {
  it('F08 is listed and neither overwritten nor deleted', async () => {
    const { store, files, work, home } = await usedMachine();
    store.values.set(keyOf(work.id), '{"tokenWarden":2,"future":true}');
    store.values.set(keyOf('stranger'), 'not json');
    store.values.set(keyOf('../odd'), '{}');
    const before = new Map(store.values);
    const vault = openWindow(store, files);
    await vault.settle();
    for (const change of [
      vault.forget(work.id),
      vault.rotate(work.id, token('new')),
      vault.update(work.id, (e) => e),
    ]) {
      await assert.rejects(change, { problem: { kind: 'entryUnreadable', id: work.id, why: 'newer' } });
    }
    const { unreadable, entries, mode } = await vault.read();
    assert.deepEqual(
      { unreadable, entries, mode },
      {
        unreadable: [
          { id: work.id, why: 'newer' },
          { id: 'stranger', why: 'notJson' },
          { id: '../odd', why: 'foreign' },
        ],
        entries: [home],
        mode: { kind: 'open' },
      },
    );
    assert.deepEqual(store.values, before);
  });

  it('a secret without a marker is adopted, and kept once a later run has read it', async () => {
    const { store, work, home } = await usedMachine();
    const folder = memoryFolder();
    const files = new MemoryVaultFiles(folder);
    const vault = openWindow(store, files, { run: 'run-a' });
    assert.deepEqual((await vault.read()).entries.map(({ id }) => id).sort(), [work.id, home.id].sort());
    assert.equal(folder.markers.size, 0);
    await vault.settle();
    assert.deepEqual([...folder.markers.keys()].sort(), [work.id, home.id].sort());
    assert.deepEqual((await vault.read()).notKept.length, 2);
    assert.deepEqual((await openWindow(store, files).read()).notKept, []);
  });

  it('F13 without a list of keys the entries come from their markers', async () => {
    const { store, files, work, home } = await usedMachine();
    const bare: SecretStore = {
      get: (key) => store.get(key),
      store: (key, value) => store.store(key, value),
      delete: (key) => store.delete(key),
    };
    store.values.set(keyOf('unseen'), store.values.get(keyOf(work.id)) ?? '');
    const vault = openWindow(bare, files);
    await vault.settle();
    assert.deepEqual((await vault.read()).entries.map(({ id }) => id).sort(), [work.id, home.id].sort());
    assert.ok(store.values.has(keyOf('unseen')));
  });

  it('a forgotten token that an interrupted deletion left is deleted by a later window', async () => {
    const { store, folder, files, first, work } = await usedMachine();
    const value = store.values.get(keyOf(work.id)) ?? '';
    await first.forget(work.id);
    store.values.set(keyOf(work.id), value);
    const vault = openWindow(store, files);
    assert.equal(
      (await vault.read()).entries.some(({ id }) => id === work.id),
      false,
    );
    await vault.settle();
    assert.deepEqual(
      [store.values.has(keyOf(work.id)), folder.markers.get(work.id)?.state],
      [false, 'forgotten'],
    );
  });

  it('forgets that it forgot after a month, not before', async () => {
    const { store, folder, files, first, work } = await usedMachine();
    await first.forget(work.id);
    const at = folder.markers.get(work.id)?.at ?? 0;
    for (const [passed, there] of [
      [forgottenForMs - 1, true],
      [forgottenForMs + 1, false],
    ] as const) {
      const clock = { now: () => at + passed };
      await openWindow(store, files, { startedAt: noon * 2 }, undefined, clock).settle();
      assert.equal(folder.markers.has(work.id), there);
    }
  });
});
