import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Failure } from '../../../src/shared/failure.ts';
import type { Forgotten, Vault } from '../../../src/vault/vault.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { type MemoryFolder, MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { type Fault, type FaultKind, Faults } from './faults.ts';
import { draft, openWindow, token } from './sample.ts';

/** The two stores that survive a crash. */
interface Machine {
  readonly values: Map<string, string>;
  readonly folder: MemoryFolder;
}

interface Seeded {
  readonly id: string;
  readonly otherId: string;
  forgotten: Forgotten | undefined;
}

interface Operation {
  /** Brings the machine to where the operation starts, beyond two entries *work* and *home*. */
  readonly prepare?: (vault: Vault, seeded: Seeded) => Promise<unknown>;
  readonly run: (vault: Vault, seeded: Seeded) => Promise<unknown>;
  /** What a person may find afterwards, before and after it took effect: `name secret previous login`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const home = 'home value-of-home - mona';
const rotate = (vault: Vault, { id }: Seeded) => vault.rotate(id, token('new'));

const operations: Readonly<Record<string, Operation>> = {
  add: {
    run: (vault) => vault.add(draft('third'), token('third')),
    before: [home, 'work value-of-work - mona'],
    after: [home, 'third value-of-third - mona', 'work value-of-work - mona'],
  },
  update: {
    run: (vault, { id }) => vault.update(id, (entry) => ({ ...entry, login: 'hubot' })),
    before: [home, 'work value-of-work - mona'],
    after: [home, 'work value-of-work - hubot'],
  },
  rotate: {
    run: rotate,
    before: [home, 'work value-of-work - mona'],
    after: [home, 'work value-of-new value-of-work mona'],
  },
  renew: {
    prepare: (vault, { id }) => vault.renew(id, token('first'), token('next'), (entry) => entry),
    run: (vault, { id }) => vault.renew(id, token('second'), token('last'), (entry) => entry),
    before: [home, 'work value-of-first - mona renewed by value-of-next'],
    after: [home, 'work value-of-second - mona renewed by value-of-last'],
  },
  dropPrevious: {
    prepare: rotate,
    run: (vault, { id }) => vault.dropPrevious(id),
    before: [home, 'work value-of-new value-of-work mona'],
    after: [home, 'work value-of-new - mona'],
  },
  updatePrevious: {
    prepare: rotate,
    run: (vault, { id }) => vault.updatePrevious(id, (kept) => ({ ...kept, keepUntil: 5 })),
    before: [home, 'work value-of-new value-of-work mona'],
    after: [home, 'work value-of-new value-of-work until 5 mona'],
  },
  restorePrevious: {
    prepare: rotate,
    // Doing it twice swaps twice, so the second try looks first, as a person would.
    run: async (vault, { id }) => {
      if (!(await vault.secretOf(id)).equals(token('work'))) await vault.restorePrevious(id);
    },
    before: [home, 'work value-of-new value-of-work mona'],
    after: [home, 'work value-of-work value-of-new mona'],
  },
  forget: {
    run: (vault, { id }) =>
      vault.forget(id).catch((error) => {
        if (!Failure.is(error) || error.problem.kind !== 'noSuchEntry') throw error;
      }),
    before: [home, 'work value-of-work - mona'],
    after: [home],
  },
  restore: {
    prepare: async (vault, seeded) => {
      seeded.forgotten = await vault.forget(seeded.id);
    },
    run: (vault, { forgotten }) => vault.restore(forgotten as Forgotten),
    before: [home],
    after: [home, 'work value-of-work - mona'],
  },
};

async function contents(vault: Vault): Promise<readonly string[]> {
  const { entries } = await vault.read();
  const lines = entries.map(async ({ id, name, login, previous }) => {
    const old = previous ? (await vault.previousSecretOf(id)).reveal() : '-';
    const until = previous?.keepUntil === undefined ? '' : ` until ${previous.keepUntil}`;
    const { secret, renewal } = await vault.holdingOf(id);
    const by = renewal === undefined ? '' : ` renewed by ${renewal.reveal()}`;
    return `${name} ${secret.reveal()} ${old}${until} ${login}${by}`;
  });
  return (await Promise.all(lines)).sort();
}

async function seed(operation: Operation): Promise<{ machine: Machine; seeded: Seeded }> {
  const machine = { values: new Map<string, string>(), folder: memoryFolder() };
  const vault = openWindow(new MemorySecretStore(machine.values), new MemoryVaultFiles(machine.folder));
  const { id } = await vault.add(draft('work'), token('work'));
  const { id: otherId } = await vault.add(draft('home'), token('home'));
  const seeded = { id, otherId, forgotten: undefined };
  await operation.prepare?.(vault, seeded);
  return { machine, seeded };
}

/** Runs the operation in a window of its own, with at most one fault. */
async function runWith(operation: Operation, fault?: Fault) {
  const { machine, seeded } = await seed(operation);
  const faults = new Faults(fault);
  const files = new MemoryVaultFiles(machine.folder);
  const vault = openWindow(faults.store(new MemorySecretStore(machine.values)), faults.files(files));
  faults.armed = true;
  const outcome = await Promise.race([
    operation.run(vault, seeded).then(
      () => 'done' as const,
      (error: unknown) => error,
    ),
    faults.death,
  ]);
  const calls = [...faults.calls];
  return { machine, seeded, files, vault, outcome, calls };
}

const kinds: readonly FaultKind[] = ['fails', 'fails after acting', 'crashes', 'crashes after acting'];

describe('a vault that fails or crashes', () => {
  for (const [name, operation] of Object.entries(operations)) {
    it(`F10 keeps a usable token and loses no entry, at every await of ${name}`, async () => {
      const { calls } = await runWith(operation);
      assert.ok(calls.length >= 10, `only ${calls.join(', ')}`);
      for (const at of calls) for (const kind of kinds) await surviveOnce(operation, { at, kind });
    });
  }

  it('F01 says that the store refused, and changes nothing', async () => {
    for (const name of ['add', 'update', 'rotate'] as const) {
      const operation = operations[name] as Operation;
      const { machine, outcome } = await runWith(operation, { at: 'store.store 1', kind: 'fails' });
      const { machine: untouched } = await seed(operation);
      assert.deepEqual((outcome as Failure).problem, { kind: 'storeRefused', step: 'write' });
      assert.equal(machine.values.size, untouched.values.size);
      assert.deepEqual(
        [...machine.folder.markers.values()].map(({ state, generation }) => ({ state, generation })),
        [...untouched.folder.markers.values()].map(({ state, generation }) => ({ state, generation })),
      );
    }
  });
});

async function surviveOnce(operation: Operation, fault: Fault): Promise<void> {
  const label = `${fault.at} ${fault.kind}`;
  const { machine, seeded, files, vault, outcome } = await runWith(operation, fault);
  if (outcome !== 'done' && outcome !== 'dead') {
    assert.ok(Failure.is(outcome), `${label}: ${outcome}`);
    const shown = `${inspect(outcome, { depth: 9 })} ${JSON.stringify(outcome)} ${outcome.stack}`;
    assert.ok(!shown.includes('value-of-'), `${label} shows a token`);
  }
  // A turn that could not be given back is taken over like a dead window's.
  const holdsTurn = machine.folder.holder !== undefined;
  if (outcome === 'dead' || holdsTurn) files.alive = false;
  else await operation.run(vault, seeded);

  const next = openWindow(new MemorySecretStore(machine.values), new MemoryVaultFiles(machine.folder));
  const { lost, unreadable, mode, older } = await next.read();
  assert.deepEqual(
    { lost, unreadable, mode, older },
    { lost: [], unreadable: [], mode: { kind: 'open' }, older: [] },
    label,
  );
  const found = await contents(next);
  const allowed = outcome === 'dead' || holdsTurn ? [operation.before, operation.after] : [operation.after];
  assert.ok(
    allowed.some((lines) => lines.join() === found.join()),
    `${label}: ${found.join('; ')}`,
  );

  await next.settle();
  assert.deepEqual(await contents(next), found, `${label}: settling changed what is seen`);
  await operation.run(next, seeded);
  assert.deepEqual(await contents(next), operation.after, `${label}: a second try`);
}
