import assert from 'node:assert/strict';
import { PushesInFlight } from '../../../src/push/pushesInFlight.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { MemoryTurns } from '../../fakes/memoryTurns.ts';

const kindOf = (error: unknown) => (Failure.is(error) ? error.problem.kind : error);

/** Work that runs until it is told to end. */
function held(): { readonly work: () => Promise<void>; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

describe('pushes in one window', () => {
  it('are one at a time in a folder: a second is refused and does nothing, another folder is free', async () => {
    const pushes = new PushesInFlight(new MemoryTurns());
    const ran: string[] = [];
    const { work, end } = held();
    const first = pushes.run('/a', work);
    const note = (name: string) => async () => void ran.push(name);
    const second = await pushes.run('/a', note('second')).catch(kindOf);
    await pushes.run('/b', note('elsewhere'));
    assert.equal(await pushes.refuseBusy('/a').catch(kindOf), 'pushRunning');
    end();
    await first;
    await pushes.run('/a', note('afterwards'));
    assert.deepEqual([second, ran], ['pushRunning', ['elsewhere', 'afterwards']]);
  });

  it('X-12 are one at a time over the worktrees of a repository, and it is said that it is this window', async () => {
    const pushes = new PushesInFlight(new MemoryTurns());
    const { work, end } = held();
    const first = pushes.run('/a#main', work);
    assert.deepEqual(
      [
        await pushes.refuseBusy('/a#linked').catch(kindOf),
        await pushes.run('/a#linked', async () => 'ran').catch(kindOf),
      ],
      ['pushRunning', 'pushRunning'],
    );
    end();
    await first;
    assert.equal(await pushes.run('/a#linked', async () => 'ran'), 'ran');
  });

  it('leave the folder free when one fails', async () => {
    const turns = new MemoryTurns();
    const pushes = new PushesInFlight(turns);
    await pushes.run('/a', () => Promise.reject(new Error('no'))).catch(() => undefined);
    assert.deepEqual([turns.held.size, await pushes.run('/a', async () => 'ran')], [0, 'ran']);
  });
});

describe('pushes in two windows', () => {
  it('X-12 are one at a time in a repository: the second is refused at once, before anyone is asked', async () => {
    const turns = new MemoryTurns();
    const [here, there] = [new PushesInFlight(turns), new PushesInFlight(turns)];
    const { work, end } = held();
    const first = here.run('/a', work);
    await here.run('/b', async () => undefined);
    const refused = [
      await there.refuseBusy('/a').catch(kindOf),
      await there.run('/a#linked', async () => 'ran').catch(kindOf),
      await there.run('/b', async () => 'free'),
    ];
    end();
    await first;
    assert.deepEqual(
      [refused, await there.refuseBusy('/a'), await there.run('/a', async () => 'ran')],
      [['pushRunningElsewhere', 'pushRunningElsewhere', 'free'], undefined, 'ran'],
    );
  });

  it('are not begun when the other windows cannot be told', async () => {
    const turns = new MemoryTurns();
    turns.broken = new Error('no space');
    const pushes = new PushesInFlight(turns);
    assert.equal(await pushes.run('/a', async () => 'ran').catch(kindOf), 'turnsUnusable');
    turns.broken = undefined;
    assert.equal(await pushes.run('/a', async () => 'ran'), 'ran');
  });
});
