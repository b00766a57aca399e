import assert from 'node:assert/strict';
import type { SecretStore } from '../../../src/vault/ports.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { draft, keyOf, openWindow, token, usedMachine } from './sample.ts';

describe('a vault whose store forgets', () => {
  it('F02 shows an entry whose secret is gone as lost, keeps its marker, and takes new ones', async () => {
    const { store, folder, files, work, home } = await usedMachine();
    store.values.delete(keyOf(work.id));
    const vault = openWindow(store, files);
    await vault.settle();
    const { entries, lost, mode } = await vault.read();
    assert.deepEqual(
      { entries, lost, mode },
      { entries: [home], lost: [{ id: work.id, host: work.host, kind: work.kind }], mode: { kind: 'open' } },
    );
    assert.ok(folder.markers.has(work.id));
    await assert.rejects(vault.secretOf(work.id), { problem: { kind: 'entryLost', id: work.id } });
    await assert.rejects(vault.rotate(work.id, token('new')), {
      problem: { kind: 'entryLost', id: work.id },
    });
    await vault.add(draft('work'), token('again'));
    await vault.dismissLost(work.id);
    assert.deepEqual((await vault.read()).lost, []);
  });

  it('F02 dismisses only what is lost', async () => {
    const { store, files, work } = await usedMachine();
    const vault = openWindow(store, files);
    await assert.rejects(vault.dismissLost(work.id), { problem: { kind: 'noSuchEntry', id: work.id } });
    assert.equal((await vault.read()).entries.length, 2);
  });

  it('F02 a secret that comes back is in use again', async () => {
    const { store, files, work, home } = await usedMachine();
    const value = store.values.get(keyOf(work.id)) ?? '';
    store.values.delete(keyOf(work.id));
    const vault = openWindow(store, files);
    assert.deepEqual((await vault.read()).entries, [home]);
    store.values.set(keyOf(work.id), value);
    assert.deepEqual((await vault.read()).entries.map(({ id }) => id).sort(), [work.id, home.id].sort());
  });

  it('stores nothing into an empty store that should hold entries, until the person accepts it', async () => {
    const { store, folder, files, work, home } = await usedMachine();
    await openWindow(store, files).settle();
    store.values.clear();
    const vault = openWindow(store, files);
    await vault.settle();
    assert.deepEqual((await vault.read()).mode, { kind: 'storeEmpty' });
    await assert.rejects(vault.add(draft('third'), token('third')), { problem: { kind: 'storeEmpty' } });
    assert.deepEqual([store.values.size, folder.markers.has(work.id)], [0, true]);

    await vault.acceptEmptyStore();
    const third = await vault.add(draft('third'), token('third'));
    const { mode, entries, lost } = await vault.read();
    assert.deepEqual(
      { mode, entries, lost: lost.map(({ id }) => id).sort() },
      { mode: { kind: 'open' }, entries: [third], lost: [work.id, home.id].sort() },
    );
  });

  it('accepting does nothing where the store is not empty', async () => {
    const { store, folder, files, work } = await usedMachine();
    store.values.delete(keyOf(work.id));
    await openWindow(store, files).acceptEmptyStore();
    assert.equal(folder.markers.get(work.id)?.acknowledged, false);
  });

  it('a vault from which everything was forgotten is not an empty store', async () => {
    const { store, files, first, work, home } = await usedMachine();
    await first.forget(work.id);
    await first.forget(home.id);
    store.values.clear();
    const { mode, lost } = await openWindow(store, files).read();
    assert.deepEqual({ mode, lost }, { mode: { kind: 'open' }, lost: [] });
  });
});

describe('whether the store keeps what it is given', () => {
  it('F03 is not claimed by the run that stored it, also after a reload, and is proved by a later one', async () => {
    const { store, files, first, work, home } = await usedMachine();
    const keeping = async (vault: typeof first) => {
      await vault.settle();
      const view = await vault.read();
      return [view.keeping, [...view.notKept].sort()];
    };
    const reloaded = openWindow(store, files, { run: 'run-of-old' });
    const later = openWindow(store, files, { run: 'run-of-new' });
    const reloadedAgain = openWindow(store, files, { run: 'run-of-old' });
    const both = [work.id, home.id].sort();
    assert.deepEqual(
      [await keeping(first), await keeping(reloaded), await keeping(later), await keeping(reloadedAgain)],
      [
        ['notYet', both],
        ['notYet', both],
        ['proved', []],
        ['proved', []],
      ],
    );
  });

  it('F03 says that the store is memory only when a later run finds nothing, and goes on saying so', async () => {
    const { store, files } = await usedMachine();
    store.values.clear();
    const second = openWindow(store, files);
    assert.deepEqual((await second.read()).keeping, 'memoryOnly');
    await second.acceptEmptyStore();
    await second.add(draft('third'), token('third'));
    assert.deepEqual((await second.read()).keeping, 'memoryOnly');
    assert.ok(store.values.has('tokenWarden.canary'));
    assert.deepEqual((await openWindow(store, files).read()).keeping, 'proved');
  });

  it('F03 does not call a store memory only that kept its canary once', async () => {
    const { store, files } = await usedMachine();
    await openWindow(store, files).settle();
    store.values.clear();
    const { keeping, mode } = await openWindow(store, files).read();
    assert.deepEqual({ keeping, mode }, { keeping: 'notYet', mode: { kind: 'storeEmpty' } });
  });

  it('F04 a rotated token counts as kept only when a later run has read the new one', async () => {
    const { store, files, work } = await usedMachine();
    const second = openWindow(store, files, { run: 'run-2' });
    await second.settle();
    await second.rotate(work.id, token('new'));
    await second.settle();
    const [same, third] = [openWindow(store, files, { run: 'run-2' }), openWindow(store, files)];
    assert.deepEqual(
      [(await second.read()).notKept, (await same.read()).notKept, (await third.read()).notKept],
      [[work.id], [work.id], []],
    );
  });

  it('F04 a token that another profile rotated in this run is not called kept', async () => {
    const { store, files: theirs, work, home } = await usedMachine();
    const ours = new MemoryVaultFiles(memoryFolder());
    await openWindow(store, ours).settle();
    await openWindow(store, ours).settle();
    await openWindow(store, theirs, { run: 'now' }).rotate(work.id, token('new'));
    const vault = openWindow(store, ours, { run: 'now' });
    assert.deepEqual((await vault.read()).notKept, [work.id]);
    await vault.settle();
    assert.deepEqual((await vault.read()).notKept, [work.id]);
    const { notKept, entries } = await openWindow(store, ours).read();
    assert.deepEqual([notKept, entries.length, home.name], [[], 2, 'home']);
  });

  it('F04 new facts about a kept token leave it kept', async () => {
    const { store, files, work } = await usedMachine();
    const second = openWindow(store, files);
    await second.settle();
    await second.update(work.id, (entry) => ({ ...entry, login: 'hubot' }));
    assert.deepEqual((await second.read()).notKept, []);
  });

  it('F04 a last write that a crash lost shows the older token as older and not kept', async () => {
    const { store, files, first, work } = await usedMachine();
    const saved = new Map(store.values);
    await first.rotate(work.id, token('new'));
    const vault = openWindow(new MemorySecretStore(saved), files);
    const { older, notKept, entries, lost } = await vault.read();
    assert.deepEqual(
      { older, notKept, lost, entries: entries.length },
      { older: [work.id], notKept: [work.id], lost: [], entries: 2 },
    );
    assert.equal((await vault.secretOf(work.id)).reveal(), 'value-of-work');
  });
});

describe('a store that answers late', () => {
  it('F07 is asked again before an older value is believed', async () => {
    const { store, files, first, work } = await usedMachine();
    const old = store.values.get(keyOf(work.id));
    await first.rotate(work.id, token('new'));
    let stale = 4;
    const pauses: number[] = [];
    const late: SecretStore = {
      get: async (key) => {
        const answersOld = key === keyOf(work.id) && stale-- > 0;
        return new MemorySecretStore(answersOld ? new Map([[key, old ?? '']]) : store.values).get(key);
      },
      store: (key, value) => store.store(key, value),
      delete: (key) => store.delete(key),
    };
    const vault = openWindow(late, files, {}, async (ms) => void pauses.push(ms));
    assert.deepEqual([(await vault.read()).older, pauses.length], [[work.id], 3]);
    assert.deepEqual([(await vault.read()).older, pauses.length], [[], 3]);
    stale = 1;
    assert.equal((await vault.secretOf(work.id)).reveal(), 'value-of-new');
  });

  it('F07 one lost entry does not slow every later reading', async () => {
    const { store, files, work } = await usedMachine();
    store.values.delete(keyOf(work.id));
    const pauses: number[] = [];
    const vault = openWindow(store, files, {}, async (ms) => void pauses.push(ms));
    await vault.read();
    await vault.read();
    assert.equal(pauses.length, 3);
  });
});
