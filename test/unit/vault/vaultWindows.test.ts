import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../../src/shared/failure.ts';
import type { SecretStore, VaultFiles } from '../../../src/vault/ports.ts';
import type { Vault } from '../../../src/vault/vault.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { type BrowserProfile, MemoryWindowStore } from '../../fakes/memoryWindowStore.ts';
import { type Fault, Faults } from './faults.ts';
import { draft, noon, openWindow, token } from './sample.ts';

const rounds = 1_000;

/** Random numbers that are the same on every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/** The same port, each call delayed by a few turns of the event loop before and after it acts. */
function late<T extends SecretStore | VaultFiles>(port: T, roll: (sides: number) => number): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        for (let i = roll(3); i > 0; i--) await nextTurn();
        const answer: unknown = await member.apply(target, given);
        for (let i = roll(3); i > 0; i--) await nextTurn();
        return answer;
      };
    },
  });
}

/** What a window did, and what must be true if it said so. */
type Done = { readonly kind: 'added' | 'rotated'; readonly name: string; readonly value: string };

/** Adds or rotates at random; what is refused is counted, what is done is noted. */
async function act(vault: Vault, name: string, round: number, id: string, done: Done[]): Promise<string> {
  try {
    if (round % 3 === 0) {
      const value = `${name}-${round}`;
      await vault.add(draft(value), token(value));
      done.push({ kind: 'added', name: value, value: `value-of-${value}` });
    } else {
      const value = `${name}-turn-${round}`;
      await vault.dropPrevious(id);
      await vault.rotate(id, token(value));
      done.push({ kind: 'rotated', name: 'shared', value: `value-of-${value}` });
    }
    return 'done';
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return error.problem.kind;
  }
}

async function secrets(vault: Vault): Promise<ReadonlyMap<string, string>> {
  const { entries, lost, mode } = await vault.read();
  assert.deepEqual({ lost, mode }, { lost: [], mode: { kind: 'open' } });
  const pairs = entries.map(async ({ id, name }) => [name, (await vault.secretOf(id)).reveal()] as const);
  return new Map(await Promise.all(pairs));
}

describe('two windows that write at once', () => {
  it('F05 lose nothing where they share the store, over 1,000 rounds', async function () {
    this.timeout(60_000);
    const roll = dice(7);
    let done = 0;
    for (let block = 0; block < rounds / 20; block++) {
      const values = new Map<string, string>();
      const folder = memoryFolder();
      const open = () =>
        openWindow(
          late(new MemorySecretStore(values), roll),
          late(new MemoryVaultFiles(folder), roll),
          {},
          () => nextTurn(),
        );
      const [a, b] = [open(), open()];
      const { id } = await a.add(draft('shared'), token('shared'));
      await b.read();
      const notes: Done[] = [];
      const outcomes = new Set<string>();
      for (let round = 0; round < 20; round++) {
        const both = [act(a, `a${block}`, round, id, notes), act(b, `b${block}`, round, id, notes)];
        for (const outcome of await Promise.all(both)) outcomes.add(outcome);
      }
      const after = await secrets(open());
      for (const note of notes.filter(({ kind }) => kind === 'added'))
        assert.equal(after.get(note.name), note.value);
      const lastRotations = notes.filter(({ kind }) => kind === 'rotated').map(({ value }) => value);
      assert.ok(lastRotations.slice(-2).includes(after.get('shared') ?? ''));
      // Between one window's drop and its rotation the other may rotate; that is refused, not lost.
      assert.deepEqual(
        [...outcomes].filter((kind) => !['done', 'previousKept'].includes(kind)),
        [],
      );
      done += notes.length;
    }
    assert.ok(done > rounds, `only ${done} writes`);
  });

  it('F05 lose nothing where each has its own copy of the store: the one that is behind refuses, over 1,000 rounds', async function () {
    this.timeout(60_000);
    const roll = dice(11);
    const tally = new Map<string, number>();
    for (let block = 0; block < rounds / 20; block++) {
      const profile: BrowserProfile = { saved: new Map() };
      const folder = memoryFolder();
      let now = noon;
      const clock = { now: () => now };
      // Opening a window copies the store at once and reads the vault a little later.
      const open = () =>
        openWindow(
          late(new MemoryWindowStore(profile), roll),
          late(new MemoryVaultFiles(folder), roll),
          { startedAt: now },
          () => nextTurn(),
          clock,
        );
      let windows = [open(), open()];
      const { id } = await (windows[0] as Vault).add(draft('shared'), token('shared'));
      windows = [open(), open()];
      const notes: Done[] = [];
      for (let round = 0; round < 20; round++) {
        const both = windows.map((vault, i) => act(vault, `${'ab'[i]}${block}`, round, id, notes));
        for (const outcome of await Promise.all(both)) tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
        now += 20_000;
        const reload = roll(4);
        if (reload < 2) windows[reload] = open();
      }
      const after = await secrets(open());
      for (const note of notes.filter(({ kind }) => kind === 'added'))
        assert.equal(after.get(note.name), note.value);
      const last = notes.filter(({ kind }) => kind === 'rotated').at(-1);
      if (last) assert.equal(after.get('shared'), last.value);
    }
    assert.deepEqual(
      [...tally.keys()].filter((kind) => !['done', 'readOnly', 'previousKept'].includes(kind)),
      [],
    );
    assert.ok((tally.get('done') ?? 0) > 300 && (tally.get('readOnly') ?? 0) > 300, inspectTally(tally));
  });

  it('F05 a window that opened while another was storing waits for a reload before it writes', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const a = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder), { startedAt: noon });
    const early = new MemoryWindowStore(profile);
    await a.add(draft('work'), token('work'));
    // `a` wrote a minute after its start; this window copied before that and reads after it.
    const b = openWindow(early, new MemoryVaultFiles(folder), { startedAt: noon + 70_000 });
    const { mode, lost } = await b.read();
    assert.deepEqual({ mode, lost }, { mode: { kind: 'readOnly', why: 'stale' }, lost: [] });
    await assert.rejects(b.add(draft('home'), token('home')), {
      problem: { kind: 'readOnly', why: 'stale' },
    });
    assert.deepEqual([...profile.saved.keys()].length, 2);
  });

  it('F05 a forgotten token is not brought back by a window that still has it', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const a = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    const { id } = await a.add(draft('work'), token('work'));
    const b = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    await b.read();
    await a.forget(id);
    const { mode, entries } = await b.read();
    assert.deepEqual({ mode, entries }, { mode: { kind: 'readOnly', why: 'stale' }, entries: [] });
    await assert.rejects(b.secretOf(id), { problem: { kind: 'readOnly', why: 'stale' } });
    await b.settle();
    await assert.rejects(b.add(draft('home'), token('home')), {
      problem: { kind: 'readOnly', why: 'stale' },
    });
    assert.equal(
      [...profile.saved.values()].some((value) => value.includes('value-of-work')),
      false,
    );
  });

  it('F05 a window with an old copy refuses after another died at any await of a rotation', async () => {
    const rehearsal = await dieWhileRotating(undefined);
    for (const at of rehearsal.calls) {
      for (const kind of ['crashes', 'crashes after acting'] as const) {
        const { profile, folder, bystander, id } = await dieWhileRotating({ at, kind });
        const outcome = await bystander.add(draft('home'), token('home')).then(
          () => 'added',
          (error) => error.problem.kind,
        );
        const after = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
        const { entries, lost, older, mode } = await after.read();
        assert.deepEqual(
          { lost, older, mode },
          { lost: [], older: [], mode: { kind: 'open' } },
          `${at} ${kind}`,
        );
        const value = (await after.secretOf(id)).reveal();
        assert.ok(['value-of-work', 'value-of-new'].includes(value));
        assert.deepEqual(entries.length, outcome === 'added' ? 2 : 1, `${at} ${kind}: ${outcome}`);
        // Once the new token had reached the profile, nothing this window does may take it away again.
        if (at === 'store.store 1' && kind === 'crashes after acting') {
          assert.deepEqual([outcome, value], ['readOnly', 'value-of-new']);
        }
      }
    }
  });

  it('F05 housekeeping in a window that is behind does not write its old copy back', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const open = () => openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    const a = open();
    const { id } = await a.add(draft('work'), token('work'));
    const saved = profile.saved;
    await a.forget(id);
    // As if the browser had died before the deletion reached the disk.
    profile.saved = saved;
    const b = open();
    await b.read();
    await open().add(draft('home'), token('home'));
    await b.settle();
    assert.equal(
      [...profile.saved.values()].some((value) => value.includes('value-of-home')),
      true,
    );
  });

  it('F03 a window that opened before the first entry does not call the store memory only', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const early = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    await early.read();
    const a = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
    const { id } = await a.add(draft('work'), token('work'));
    await a.forget(id);
    const { keeping, mode } = await early.read();
    assert.deepEqual({ keeping, mode }, { keeping: 'notYet', mode: { kind: 'open' } });
  });

  it('a lock that was taken over stops a write before the store is touched', async () => {
    const store = new MemorySecretStore();
    const files = new MemoryVaultFiles(memoryFolder());
    const { id } = await openWindow(store, files).add(draft('work'), token('work'));
    const vault = openWindow(store, {
      list: () => files.list(),
      write: (marker) => files.write(marker),
      remove: (marker) => files.remove(marker),
      fingerprint: (secret) => files.fingerprint(secret),
      begin: async () => ({ ...(await files.begin()), stillOurs: async () => false }),
    });
    const before = new Map(store.values);
    for (const write of [
      () => vault.add(draft('home'), token('home')),
      () => vault.rotate(id, token('new')),
      () => vault.forget(id),
    ]) {
      await assert.rejects(write, { problem: { kind: 'lockLost' } });
      assert.deepEqual(store.values, before);
      files.alive = false;
    }
    files.alive = true;
    assert.deepEqual(
      (await openWindow(store, files).read()).entries.map((entry) => entry.id),
      [id],
    );
  });
});

/** Two windows with copies of one store; one of them dies while it rotates. */
async function dieWhileRotating(fault: Fault | undefined) {
  const profile: BrowserProfile = { saved: new Map() };
  const folder = memoryFolder();
  const seeding = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
  const { id } = await seeding.add(draft('work'), token('work'));
  const bystander = openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder));
  await bystander.read();
  const faults = new Faults(fault);
  const files = new MemoryVaultFiles(folder);
  const dying = openWindow(faults.store(new MemoryWindowStore(profile)), faults.files(files));
  faults.armed = true;
  await Promise.race([dying.rotate(id, token('new')), faults.death]);
  files.alive = false;
  return { profile, folder, bystander, id, calls: [...faults.calls] };
}

function inspectTally(tally: ReadonlyMap<string, number>): string {
  return JSON.stringify(Object.fromEntries(tally));
}
