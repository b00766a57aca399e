import assert from 'node:assert/strict';
import {
  type FinishChoice,
  type FinishResult,
  finishRotation,
} from '../../../src/rotation/finishRotation.ts';
import { rotateToken } from '../../../src/rotation/rotateToken.ts';
import { aClassic } from '../policy/anEntry.ts';
import { newSecret, oldSecret, RotationWorld } from './rotationWorld.ts';

/** A world after a rotation whose old token lives on and is kept. */
async function rotatedWorld(): Promise<RotationWorld> {
  const world = new RotationWorld();
  await rotateToken('e1', { secret: newSecret, kind: 'fine-grained-pat', declared: undefined }, world.ports);
  world.calls.length = 0;
  world.asked.length = 0;
  return world;
}

const finish = (world: RotationWorld, choice: FinishChoice): Promise<FinishResult> =>
  finishRotation('e1', choice, world.ports);

describe('finishing a rotation', () => {
  it('S0-12 keeps the old token while it lives and drops it once GitHub refuses it, with one call each time', async () => {
    const world = await rotatedWorld();
    assert.deepEqual(await finish(world, 'prove'), { kind: 'checked', old: { kind: 'lives' } });
    assert.equal(world.store.previous, oldSecret);
    world.end(oldSecret);
    assert.deepEqual(await finish(world, 'prove'), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: false },
    });
    assert.deepEqual(
      [world.store.previous, world.store.secret, world.asked],
      [undefined, newSecret, ['old', 'old']],
    );
  });

  it('asks about the old token as the kind it was, also after a change of kind', async () => {
    const world = new RotationWorld(aClassic(['repo'], { login: 'mona' }));
    await rotateToken(
      'e1',
      { secret: newSecret, kind: 'fine-grained-pat', declared: undefined },
      world.ports,
    );
    const kinds: string[] = [];
    const inspect: typeof world.ports.inspector.inspect = async (_host, _secret, kind) => {
      kinds.push(kind);
      return { kind: 'dead', at: 1 };
    };
    await finishRotation('e1', 'prove', { ...world.ports, inspector: { inspect } });
    assert.deepEqual([world.store.entry.kind, kinds], ['fine-grained-pat', ['classic-pat']]);
  });

  it('keeps the old token when GitHub cannot be asked', async () => {
    const world = await rotatedWorld();
    world.disturbance = { at: 'inspect#1', how: 'fail before' };
    const old = { kind: 'unknown', cause: { kind: 'disturbed' } } as const;
    assert.deepEqual(await finish(world, 'prove'), { kind: 'checked', old });
    assert.equal(world.store.previous, oldSecret);
  });

  it('lets the old token go without asking GitHub when the person says so', async () => {
    const world = await rotatedWorld();
    assert.deepEqual(await finish(world, 'stopKeeping'), { kind: 'stoppedKeeping' });
    assert.deepEqual([world.store.previous, world.asked], [undefined, []]);
  });

  it('says so when the old token could not be dropped', async () => {
    const world = await rotatedWorld();
    world.disturbance = { at: 'dropPrevious#1', how: 'fail before' };
    assert.deepEqual(await finish(world, 'stopKeeping'), {
      kind: 'notDropped',
      cause: { kind: 'disturbed' },
    });
    world.calls.length = 0;
    world.end(oldSecret);
    assert.deepEqual(await finish(world, 'prove'), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: true },
    });
    assert.equal(world.store.previous, oldSecret);
  });

  it('tells the truth when the store dropped it and failed afterwards', async () => {
    const world = await rotatedWorld();
    world.end(oldSecret);
    world.disturbance = { at: 'dropPrevious#1', how: 'fail after' };
    assert.deepEqual(await finish(world, 'prove'), {
      kind: 'checked',
      old: { kind: 'ended', stillKept: false },
    });
  });

  it('has nothing to do when nothing is kept', async () => {
    const world = new RotationWorld();
    assert.deepEqual(await finish(world, 'prove'), { kind: 'nothingKept' });
    assert.deepEqual(await finish(world, 'stopKeeping'), { kind: 'nothingKept' });
    assert.deepEqual(world.asked, []);
  });

  it('waits for no rotation of the same entry: it says that one is running', async () => {
    const world = await rotatedWorld();
    const [first, second] = await Promise.all([finish(world, 'prove'), finish(world, 'stopKeeping')]);
    assert.deepEqual([first.kind, second], ['checked', { kind: 'alreadyRotating' }]);
    assert.equal(world.store.previous, oldSecret);
  });
});
