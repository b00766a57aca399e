import assert from 'node:assert/strict';
import {
  type FinishChoice,
  type FinishResult,
  finishRotation,
} from '../../../src/rotation/finishRotation.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { hows } from '../../fakes/disturbable.ts';
import { aClassic, now } from '../policy/anEntry.ts';
import { EndingWorld } from './endingWorld.ts';

/** A world after a rotation whose old token lives on and is kept. */
function rotatedWorld(changes: Partial<Entry> = {}): EndingWorld {
  const world = new EndingWorld();
  world.addRotated('e1', changes);
  return world;
}

const prove: FinishChoice = { kind: 'prove' };
const goBack: FinishChoice = { kind: 'goBack' };
const stopKeeping: FinishChoice = { kind: 'stopKeeping' };
const keepUntil: FinishChoice = { kind: 'keepUntil', at: now + 7 * dayMs };

const finish = (world: EndingWorld, choice: FinishChoice): Promise<FinishResult> =>
  finishRotation('e1', choice, world.ports);

describe('finishing a rotation', () => {
  it('S0-12 keeps the old token while it lives and drops it once GitHub refuses it, with one call each time', async () => {
    const world = rotatedWorld();
    assert.deepEqual(await finish(world, prove), { kind: 'checked', old: { kind: 'lives' } });
    assert.equal(world.previous('e1'), 'e1 before');
    world.end('e1 before');
    assert.deepEqual(await finish(world, prove), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: false },
    });
    assert.deepEqual(
      [world.previous('e1'), world.secret('e1'), world.asked],
      [undefined, 'e1', ['e1 before', 'e1 before']],
    );
  });

  it('S0-12 ends by a day until which the old one is kept on purpose, and says which', async () => {
    const world = rotatedWorld();
    assert.deepEqual(await finish(world, keepUntil), { kind: 'keptUntil', at: now + 7 * dayMs });
    assert.deepEqual(
      [world.entry('e1').previous?.keepUntil, world.previous('e1'), world.asked],
      [now + 7 * dayMs, 'e1 before', []],
    );
  });

  it('S0-12 keeps it never beyond its own end, and not until a day that is over', async () => {
    const world = rotatedWorld({ expiry: { kind: 'at', at: now + 5 * dayMs } });
    for (const at of [now + 5 * dayMs + 1, now, now - dayMs]) {
      assert.deepEqual(await finish(world, { kind: 'keepUntil', at }), { kind: 'dateOver' });
    }
    assert.equal(world.entry('e1').previous?.keepUntil, undefined);
    assert.equal((await finish(world, { kind: 'keepUntil', at: now + 5 * dayMs })).kind, 'keptUntil');
  });

  it('a day until which it is kept withdraws a wish to revoke it', async () => {
    const world = rotatedWorld({ revocation: { wantedAt: now - 5 } });
    assert.deepEqual(world.entry('e1').previous?.revocation, { wantedAt: now - 5 });
    await finish(world, keepUntil);
    assert.equal(world.entry('e1').previous?.revocation, undefined);
  });

  it('asks about the old token as the kind it was, also after a change of kind', async () => {
    const world = new EndingWorld();
    world.addRotated('e1', aClassic(['repo']));
    await world.ports.vault.update('e1', (entry) => ({ ...entry, kind: 'fine-grained-pat' }));
    const kinds: string[] = [];
    const inspect: typeof world.ports.inspector.inspect = async (_host, _secret, kind) => {
      kinds.push(kind);
      return { kind: 'dead', at: 1 };
    };
    await finishRotation('e1', prove, { ...world.ports, inspector: { inspect } });
    assert.deepEqual([world.entry('e1').kind, kinds], ['fine-grained-pat', ['classic-pat']]);
  });

  it('keeps the old token when GitHub cannot be asked', async () => {
    const world = rotatedWorld();
    world.disturbance = { at: 'inspect#1', how: 'fail before' };
    const old = { kind: 'unknown', cause: { kind: 'disturbed' } } as const;
    assert.deepEqual(await finish(world, prove), { kind: 'checked', old });
    assert.equal(world.previous('e1'), 'e1 before');
  });

  it('lets the old token go without asking GitHub when the person says so', async () => {
    const world = rotatedWorld();
    assert.deepEqual(await finish(world, stopKeeping), { kind: 'stoppedKeeping' });
    assert.deepEqual([world.previous('e1'), world.asked], [undefined, []]);
  });

  it('says so when the old token could not be dropped', async () => {
    const world = rotatedWorld();
    world.disturbance = { at: 'dropPrevious#1', how: 'fail before' };
    assert.deepEqual(await finish(world, stopKeeping), {
      kind: 'notDropped',
      cause: { kind: 'disturbed' },
    });
    world.calls.length = 0;
    world.end('e1 before');
    assert.deepEqual(await finish(world, prove), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: true },
    });
    assert.equal(world.previous('e1'), 'e1 before');
  });

  it('tells the truth when the store dropped it and failed afterwards', async () => {
    const world = rotatedWorld();
    world.end('e1 before');
    world.disturbance = { at: 'dropPrevious#1', how: 'fail after' };
    assert.deepEqual(await finish(world, prove), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: false },
    });
  });

  it('leaves alone another old token than the one the person chose about, however long the list stood open', async () => {
    for (const choice of [prove, goBack, stopKeeping, keepUntil]) {
      const world = rotatedWorld();
      const before = world.entry('e1');
      const replacedAt = (before.previous?.replacedAt ?? 0) - 1;
      assert.deepEqual(await finish(world, { ...choice, replacedAt }), {
        kind: 'notDropped',
        cause: { kind: 'changedMeanwhile' },
      });
      assert.deepEqual([world.entry('e1'), world.asked], [before, []]);
    }
  });

  it('has nothing to do when nothing is kept', async () => {
    const world = new EndingWorld();
    world.add('e1');
    for (const choice of [prove, stopKeeping, keepUntil, goBack]) {
      assert.deepEqual(await finish(world, choice), { kind: 'nothingKept' });
    }
    assert.deepEqual(world.asked, []);
  });

  it('waits for no rotation of the same entry: it says that one is running', async () => {
    const world = rotatedWorld();
    const [first, second] = await Promise.all([finish(world, prove), finish(world, stopKeeping)]);
    assert.deepEqual([first.kind, second], ['checked', { kind: 'alreadyRotating' }]);
    assert.equal(world.previous('e1'), 'e1 before');
  });
});

describe('going back to the old token', () => {
  it('puts it to use after one call that it lives, with its own facts, and keeps the newer one aside', async () => {
    const world = new EndingWorld();
    world.addRotated('e1', { declared: { contents: 'read' } });
    await world.ports.vault.update('e1', (entry) => ({ ...entry, declared: { contents: 'write' } }));
    assert.equal((await finish(world, goBack)).kind, 'wentBack');
    const { declared, expiry, health } = world.entry('e1');
    assert.deepEqual(
      [world.secret('e1'), world.previous('e1'), world.asked, declared, expiry, health.kind],
      ['e1 before', 'e1', ['e1 before'], { contents: 'read' }, { kind: 'at', at: now + 5 * dayMs }, 'alive'],
    );
  });

  it('S0-12 never puts a dead one to use: its end finishes the rotation', async () => {
    const world = rotatedWorld();
    world.end('e1 before');
    assert.deepEqual(await finish(world, goBack), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: false },
    });
    assert.deepEqual([world.secret('e1'), world.previous('e1')], ['e1', undefined]);
  });

  it('leaves the new one in use when GitHub cannot be asked, names another account, or it is to be revoked', async () => {
    const world = rotatedWorld({ login: 'hubot' });
    assert.deepEqual(await finish(world, goBack), { kind: 'stayedOtherLogin', was: 'hubot', now: 'mona' });
    world.disturbance = { at: 'inspect#2', how: 'fail before' };
    assert.equal((await finish(world, goBack)).kind, 'stayed');
    const doomed = rotatedWorld({ revocation: { wantedAt: now } });
    assert.deepEqual(await finish(doomed, goBack), { kind: 'stayedRevoking' });
    assert.deepEqual([world.secret('e1'), doomed.secret('e1'), doomed.asked], ['e1', 'e1', []]);
  });

  it('does not put to use what another window put there meanwhile', async () => {
    const world = rotatedWorld();
    const { ports } = world;
    const inspect: typeof ports.inspector.inspect = async (...given) => {
      const entry = world.entry('e1');
      const record = world.records.get('e1');
      assert.ok(record && entry.previous);
      world.records.set('e1', {
        ...record,
        entry: { ...entry, previous: { ...entry.previous, replacedAt: 7 } },
      });
      return ports.inspector.inspect(...given);
    };
    const result = await finishRotation('e1', goBack, { ...ports, inspector: { inspect } });
    assert.deepEqual(result, { kind: 'stayed', cause: { kind: 'changedMeanwhile' } });
    assert.equal(world.secret('e1'), 'e1');
  });
});

describe('a rotation that is being finished while things break', () => {
  for (const choice of [prove, keepUntil, goBack]) {
    it(`S0-12 loses neither token at any await of ${choice.kind}, and drops the old one only when it is dead`, async () => {
      const names = await callsOf(choice);
      for (const at of names) {
        for (const how of hows) {
          for (const dead of [false, true]) {
            const world = rotatedWorld();
            if (dead) world.end('e1 before');
            world.disturbance = { at, how };
            await Promise.race([finish(world, choice).catch(() => undefined), world.crashed]);
            const kept = [world.secret('e1'), world.previous('e1')].filter((one) => one !== undefined);
            const label = `${at} ${how} ${dead ? 'dead' : 'alive'}: ${kept.join()}`;
            assert.ok(kept.includes('e1'), label);
            assert.ok(dead || kept.includes('e1 before'), label);
            if (dead) assert.equal(world.secret('e1'), 'e1', label);
          }
        }
      }
    });
  }

  async function callsOf(choice: FinishChoice): Promise<readonly string[]> {
    const alive = rotatedWorld();
    await finish(alive, choice);
    const dead = rotatedWorld();
    dead.end('e1 before');
    await finish(dead, choice);
    const names = [...new Set([...alive.calls, ...dead.calls])];
    assert.ok(names.length >= 2, names.join());
    return names;
  }
});
