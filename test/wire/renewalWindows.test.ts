import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../src/shared/secret.ts';
import { draft } from '../unit/vault/sample.ts';
import { isAlive, lifeMs, type RenewalOrder, type RenewalReport, refusals } from './renewalDriver.ts';
import { openStore, type StoreKind } from './rotationStore.ts';

const driver = fileURLToPath(new URL('renewalDriver.ts', import.meta.url));
const began = Date.UTC(2026, 10, 20, 12);

describe('two windows that renew one sign-in', function () {
  this.timeout(120_000);
  let folder = '';
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tw-renewal-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function seed(kind: StoreKind): Promise<string> {
    const vault = openStore(kind, folder, () => began);
    const facts = {
      ...draft('app'),
      kind: 'app-user-token',
      expiry: { kind: 'at', at: began + lifeMs },
      session: { clientId: 'Iv1.x', app: 'github-app', renewalExpiresAt: began + 1_000 * lifeMs },
    } as const;
    return (await vault.add(facts, new Secret('token'), new Secret('renewal'))).id;
  }

  async function race(order: Omit<RenewalOrder, 'folder' | 'name' | 'beside' | 'began'>) {
    const beside = ['a', 'b'];
    return Promise.all(
      beside.map(async (name) => {
        const child = spawn(process.execPath, [driver], { stdio: ['pipe', 'pipe', 'inherit'] });
        children.push(child);
        child.stdin.end(JSON.stringify({ ...order, folder, name, beside, began }));
        return JSON.parse(await text(child.stdout)) as RenewalReport;
      }),
    );
  }

  async function found(kind: StoreKind, entryId: string) {
    const { entry, secret, renewal } = await openStore(kind, folder).holdingOf(entryId);
    return { lost: entry.session?.lostAt, alive: isAlive(folder, secret), renewable: renewal !== undefined };
  }
  const whole = { lost: undefined, alive: true, renewable: true };

  for (const kind of ['desktop', 'browser'] as const) {
    it(`F05 lose no session in a hundred renewals at the same moment, with a ${kind}’s store`, async () => {
      const entryId = await seed(kind);
      const [a = [], b = []] = await race({ kind, entryId, rounds: 100 });
      const rounds = a.map((outcome, round) => [outcome, b[round]].toSorted().join(', '));
      const said = [...new Set(rounds)].toSorted();
      // One leads and the other takes what it stored; with a copy of the store of its own it must be loaded anew.
      const expected = { desktop: ['adopted alive, renewed alive'], browser: ['readOnly, renewed alive'] };
      assert.deepEqual(said, expected[kind]);
      // One window leads: none sends what the other used up.
      assert.deepEqual([rounds.length, refusals(folder), await found(kind, entryId)], [100, 0, whole]);
    });
  }

  it('F05 lose none either where no window sees the turns of the other, as on two machines', async () => {
    const entryId = await seed('desktop');
    const [a = [], b = []] = await race({ kind: 'desktop', entryId, rounds: 15, apart: true });
    const rounds = a.map((outcome, round) => [outcome, b[round]].toSorted().join(', '));
    assert.deepEqual([...new Set(rounds)], ['adopted alive, renewed alive']);
    assert.deepEqual(await found('desktop', entryId), whole);
    assert.ok(refusals(folder) >= 8, 'they did not meet in every other round');
  });
});
