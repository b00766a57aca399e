import assert from 'node:assert/strict';
import { Failure } from '../../../src/shared/failure.ts';
import type { SecretStore } from '../../../src/vault/ports.ts';
import { forgottenForMs } from '../../../src/vault/settle.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { type BrowserProfile, MemoryWindowStore } from '../../fakes/memoryWindowStore.ts';
import { type FaultKind, Faults } from './faults.ts';
import { draft, keyOf, noon, openWindow, token, usedMachine } from './sample.ts';

const kinds: readonly FaultKind[] = ['fails', 'fails after acting', 'crashes', 'crashes after acting'];

/** A machine with everything a store can hold: kept, rotated, lost, forgotten, damaged, foreign. */
async function fullMachine() {
  const machine = await usedMachine();
  const { store, files, work } = machine;
  const later = openWindow(store, files);
  await later.rotate(work.id, token('new'));
  const lost = await later.add(draft('lost'), token('lost'));
  const gone = await later.add(draft('gone'), token('gone'));
  await later.forget(gone.id);
  store.values.delete(keyOf(lost.id));
  store.values.set(keyOf('odd'), 'not json');
  store.values.set('something of an earlier version', 'value-of-before');
  return { ...machine, lost };
}

describe('forgetting everything', () => {
  it('F11 leaves no value and no marker, and says what lives on at GitHub', async () => {
    const { store, folder, files, work, home, lost } = await fullMachine();
    const done = await openWindow(store, files).forgetEverything(true);
    assert.deepEqual([[...store.values], [...folder.markers]], [[], []]);
    assert.deepEqual(
      {
        entries: done.entries.map(({ id }) => id).sort(),
        lost: done.lost.map(({ id }) => id),
        unreadable: done.unreadable,
        left: done.left,
      },
      { entries: [work.id, home.id].sort(), lost: [lost.id], unreadable: 1, left: [] },
    );
    const { entries, mode, keeping } = await openWindow(store, files).read();
    assert.deepEqual({ entries, mode, keeping }, { entries: [], mode: { kind: 'open' }, keeping: 'notYet' });
  });

  it('F11 can be done with markers and no secrets, as on another machine, and with secrets and no markers', async () => {
    for (const [values, markers] of [
      [false, true],
      [true, false],
    ]) {
      const { store, folder, files } = await fullMachine();
      if (!values) store.values.clear();
      if (!markers) folder.markers.clear();
      const vault = openWindow(store, files);
      assert.deepEqual((await vault.read()).mode.kind, values ? 'open' : 'storeEmpty');
      assert.deepEqual((await vault.forgetEverything(true)).left, []);
      assert.deepEqual([[...store.values], [...folder.markers]], [[], []]);
      await vault.add(draft('work'), token('work'));
    }
  });

  it('F11 names what the store would not delete, shows it to nobody, and a second run finishes', async () => {
    const { store, folder, files, work } = await fullMachine();
    let stuck = true;
    const stubborn: SecretStore = {
      get: (key) => store.get(key),
      store: (key, value) => store.store(key, value),
      keys: () => store.keys(),
      delete: async (key) => {
        if (stuck && key === keyOf(work.id)) throw new Error(`cannot delete ${store.values.get(key)}`);
        await store.delete(key);
      },
    };
    const vault = openWindow(stubborn, files);
    assert.deepEqual((await vault.forgetEverything(true)).left, [keyOf(work.id)]);
    assert.deepEqual([...folder.markers.keys()], [work.id]);
    assert.deepEqual((await vault.read()).entries, []);
    stuck = false;
    assert.deepEqual((await vault.forgetEverything(true)).left, []);
    assert.deepEqual([[...store.values], [...folder.markers]], [[], []]);
  });

  it('F11 that is cut at any await leaves what is usable or forgotten, nothing lost, and a second run finishes', async () => {
    const run = async (at?: { readonly at: string; readonly kind: FaultKind }) => {
      const { store, folder } = await usedMachine();
      store.values.set(keyOf('odd'), 'not json');
      const faults = new Faults(at);
      const files = new MemoryVaultFiles(folder);
      const vault = openWindow(faults.store(store), faults.files(files));
      faults.armed = true;
      const ended = await Promise.race([
        vault.forgetEverything(true).then(
          ({ left }) => left.length,
          (error) => Failure.is(error) && error.problem.kind,
        ),
        faults.death,
      ]);
      files.alive = false;
      return { store, folder, calls: faults.calls, ended };
    };
    const { calls, ended } = await run();
    assert.equal(ended, 0);
    assert.ok(calls.length > 15, calls.join());
    for (const at of calls)
      for (const kind of kinds) {
        const label = `${at} ${kind}`;
        const cut = await run({ at, kind });
        assert.notEqual(cut.ended, false, label);
        const next = openWindow(cut.store, new MemoryVaultFiles(cut.folder));
        const { entries, lost, mode } = await next.read();
        assert.deepEqual({ lost, mode }, { lost: [], mode: { kind: 'open' } }, label);
        for (const { id, name } of entries)
          assert.equal((await next.secretOf(id)).reveal(), `value-of-${name}`);
        await next.forgetEverything(true);
        assert.deepEqual([[...cut.store.values], [...cut.folder.markers]], [[], []], label);
      }
  });

  it('F13 without a list of keys takes what markers name, and says that it could not look for more', async () => {
    const { store, files } = await usedMachine();
    const bare: SecretStore = {
      get: (key) => store.get(key),
      store: (key, value) => store.store(key, value),
      delete: (key) => store.delete(key),
    };
    const stuck = { ...bare, delete: async () => undefined };
    assert.equal((await openWindow(stuck, files).forgetEverything(true)).left.length, 3);
    const { listed, left } = await openWindow(bare, files).forgetEverything(true);
    assert.deepEqual({ listed, left, values: [...store.values] }, { listed: false, left: [], values: [] });
  });

  it('F11 F05 where each window has its own copy, blank notes stay, and the other window brings nothing back', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const open = () => openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    await open().add(draft('work'), token('work'));
    const [a, b] = [open(), open()];
    await b.read();
    assert.deepEqual((await a.forgetEverything(false)).left, []);
    for (const marker of folder.markers.values())
      assert.deepEqual(
        [marker.state, marker.host, marker.kind, marker.fingerprint],
        ['forgotten', undefined, 'unknown', ''],
      );
    await b.settle();
    const behind = { problem: { kind: 'readOnly', why: 'stale' } };
    await assert.rejects(b.add(draft('home'), token('home')), behind);
    await assert.rejects(b.forgetEverything(false), behind);
    assert.deepEqual([...profile.saved], []);
    assert.deepEqual((await open().read()).entries, []);

    const at = [...folder.markers.values()][0]?.at ?? 0;
    // Done again, they do not begin to count anew.
    await open().forgetEverything(false);
    const clock = { now: () => at + forgottenForMs + 1 };
    const month = { startedAt: noon * 2 };
    await openWindow(
      new MemoryWindowStore(profile),
      new MemoryVaultFiles(folder),
      month,
      undefined,
      clock,
    ).settle();
    assert.equal(folder.markers.size, 0);
  });
});

describe('a value that cannot be read', () => {
  it('F08 goes when the person says so, and with it only itself', async () => {
    const { store, folder, files, work, home } = await usedMachine();
    store.values.set(keyOf(work.id), '{"tokenWarden":2,"future":true}');
    store.values.set(keyOf('../odd'), 'not json');
    const vault = openWindow(store, files);
    await vault.forgetUnreadable(work.id);
    await vault.forgetUnreadable('../odd');
    const { unreadable, entries, lost } = await vault.read();
    assert.deepEqual({ unreadable, entries, lost }, { unreadable: [], entries: [home], lost: [] });
    assert.deepEqual([...store.values.keys()].sort(), [keyOf(home.id), 'tokenWarden.canary'].sort());
    assert.deepEqual([...folder.markers.keys()].sort(), ['canary', home.id, work.id].sort());
  });

  it('F08 is not what this forgets when it can be read after all', async () => {
    const { store, files, work } = await usedMachine();
    const vault = openWindow(store, files);
    await assert.rejects(vault.forgetUnreadable(work.id), { problem: { kind: 'noSuchEntry', id: work.id } });
    assert.ok(store.values.has(keyOf(work.id)));
  });

  it('F01 stays when the store refuses to delete it', async () => {
    const { store, files, work } = await usedMachine();
    store.values.set(keyOf(work.id), '');
    const stubborn = Object.assign(new MemorySecretStore(store.values), { delete: async () => undefined });
    const vault = openWindow(stubborn, files);
    await assert.rejects(vault.forgetUnreadable(work.id), {
      problem: { kind: 'storeRefused', step: 'delete' },
    });
    assert.deepEqual((await vault.read()).unreadable, [{ id: work.id, why: 'empty' }]);
  });

  it('F05 forgotten by another window, in an old copy, is not written back', async () => {
    const profile: BrowserProfile = { saved: new Map([[keyOf('odd'), 'not json']]) };
    const folder = memoryFolder();
    const open = () => openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    const [a, b] = [open(), open()];
    await b.read();
    await a.forgetUnreadable('odd');
    await assert.rejects(b.add(draft('home'), token('home')), {
      problem: { kind: 'readOnly', why: 'stale' },
    });
    assert.deepEqual([...profile.saved], []);
  });
});
