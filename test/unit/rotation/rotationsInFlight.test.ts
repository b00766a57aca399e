import assert from 'node:assert/strict';
import { RotationsInFlight } from '../../../src/rotation/rotationsInFlight.ts';
import { MemoryRotationTurns } from '../../fakes/memoryRotationTurns.ts';

function twoWindows() {
  const turns = new MemoryRotationTurns();
  return { turns, here: new RotationsInFlight(turns), there: new RotationsInFlight(turns) };
}

/** A piece of work that stands still until it is let go. */
function standing() {
  let go = () => {};
  const end = new Promise<void>((resolve) => {
    go = resolve;
  });
  return { work: () => end, go };
}

const kindOf = ({ kind }: { readonly kind: string }) => kind;

describe('rotations in flight', () => {
  it('S3-35 run one at a time for an entry, in this window and in all others, and others beside it', async () => {
    const { here, there, turns } = twoWindows();
    const { work, go } = standing();
    const first = here.run('e1', work, kindOf);
    const refused = [
      await here.run('e1', async () => 'ran', kindOf),
      await there.run('e1', async () => 'ran', kindOf),
      await there.run('e2', async () => 'ran', kindOf),
    ];
    assert.deepEqual(refused, ['alreadyRotating', 'rotatingElsewhere', 'ran']);
    go();
    await first;
    assert.deepEqual([await there.run('e1', async () => 'ran', kindOf), [...turns.held]], ['ran', []]);
  });

  it('give the turn back when the work fails, and do not begin where nobody could see it', async () => {
    const { here, there, turns } = twoWindows();
    await assert.rejects(
      here.run('e1', () => Promise.reject(new Error('broken'))),
      /broken/,
    );
    assert.equal(await there.run('e1', async () => 'ran'), 'ran');
    turns.broken = new Error('full');
    let begun = 0;
    const answers = [
      await here.run('e1', async () => begun++, kindOf),
      kindOf(await here.attend('e1')),
      begun,
    ];
    assert.deepEqual(answers, ['rotationUnseen', 'rotationUnseen', 0]);
  });

  it('S3-35 keep other windows from making a second new token while a person makes one', async () => {
    const { here, there } = twoWindows();
    const attending = await here.attend('e1');
    assert.ok(attending.kind === 'attending');
    assert.deepEqual(
      [kindOf(await there.attend('e1')), await there.isAttended('e1'), await here.isAttended('e1')],
      ['rotatingElsewhere', true, true],
    );
    // A second prompt of this window takes the place of the first: both must have ended.
    const second = await here.attend('e1');
    await attending.end();
    await attending.end();
    assert.equal(await there.isAttended('e1'), true);
    assert.ok(second.kind === 'attending');
    await second.end();
    assert.equal(await there.isAttended('e1'), false);
    assert.equal((await there.attend('e1')).kind, 'attending');
  });

  it('do not hold the prompt against their own steps', async () => {
    const { here } = twoWindows();
    await here.attend('e1');
    assert.equal(await here.run('e1', async () => 'ran', kindOf), 'ran');
  });
});
