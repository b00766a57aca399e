import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../src/shared/secret.ts';
import { draft } from '../unit/vault/sample.ts';
import { isDeleted, type RotationOrder, type RotationReport } from './rotationDriver.ts';
import { openStore, type StoreKind } from './rotationStore.ts';

const driver = fileURLToPath(new URL('rotationDriver.ts', import.meta.url));

describe('two windows that rotate one entry', function () {
  this.timeout(120_000);
  let folder = '';
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tw-rotation-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** An entry to rotate and one that nobody touches. */
  async function seed(kind: StoreKind): Promise<string> {
    const vault = openStore(kind, folder);
    await vault.add(draft('bystander'), new Secret('bystander'));
    return (await vault.add(draft('shared'), new Secret('first'))).id;
  }

  function window(order: Omit<RotationOrder, 'folder'>) {
    const child = spawn(process.execPath, [driver], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    child.stdin.end(JSON.stringify({ ...order, folder }));
    const ended = text(child.stdout).then((out) => (out === '' ? [] : (JSON.parse(out) as RotationReport)));
    return { child, ended };
  }

  /** What a window that opens afterwards finds. */
  async function found(kind: StoreKind, entryId: string) {
    const vault = openStore(kind, folder);
    const { entries, lost, older, mode } = await vault.read();
    const names = entries.map(({ name }) => name).toSorted();
    const secret = await vault.secretOf(entryId);
    return { state: { names, lost, older, mode: mode.kind }, secret, entry: await vault.entryOf(entryId) };
  }
  const whole = { names: ['bystander', 'shared'], lost: [], older: [], mode: 'open' };

  for (const kind of ['desktop', 'browser'] as const) {
    it(`F05 lose nothing in a hundred tries, with a ${kind}’s store`, async () => {
      const entryId = await seed(kind);
      const beside = ['a', 'b'];
      const windows = beside.map((name) => window({ kind, entryId, name, rounds: 50, beside }));
      const [a = [], b = []] = await Promise.all(windows.map(({ ended }) => ended));
      assert.equal(a.length + b.length, 100);
      const { state, secret, entry } = await found(kind, entryId);
      assert.deepEqual(state, whole);
      assert.ok(!isDeleted(folder, secret), 'the stored token was taken for the old one and deleted');
      assert.equal(entry.rotation, undefined);
      const tally = new Set([...a, ...b]);
      const expected = ['rotated', 'rotatingElsewhere', 'finishFirst', 'changedMeanwhile', 'readOnly'];
      assert.deepEqual(
        [...tally].filter((outcome) => !expected.includes(outcome)),
        [],
      );
      // A window that is behind stores nothing.
      assert.equal(tally.has('readOnly'), kind === 'browser');
      // The last one that was said to be swapped in is the one that is there.
      const rotated = [a, b].map((report) => report.lastIndexOf('rotated'));
      const last = rotated.map((round, index) => `${'ab'[index]}-${round}`);
      assert.ok(last.includes(secret.reveal()), `${secret.reveal()} is none of ${last}`);
      assert.ok([...a, ...b].filter((outcome) => outcome === 'rotated').length >= 10);
    });
  }

  it('S3-35 the second waits for nobody: it is told, and takes over at once from one that was killed', async () => {
    const entryId = await seed('desktop');
    const first = window({ kind: 'desktop', entryId, name: 'a', rounds: 1, stands: true });
    while (!existsSync(join(folder, 'standing'))) await delay(10);
    const refused = await window({ kind: 'desktop', entryId, name: 'b', rounds: 1 }).ended;
    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    const { secret, entry } = await found('desktop', entryId);
    const next = await window({ kind: 'desktop', entryId, name: 'c', rounds: 1 }).ended;
    assert.deepEqual([refused, secret.reveal(), next], [['rotatingElsewhere'], 'first', ['rotated']]);
    // What the killed one left is offered; the one that followed has taken it away.
    assert.ok(entry.rotation !== undefined);
    const after = await found('desktop', entryId);
    assert.deepEqual([after.state, after.secret.reveal(), after.entry.rotation], [whole, 'c-0', undefined]);
  });
});
