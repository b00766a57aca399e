import assert from 'node:assert/strict';
import { PushesInFlight } from '../../../src/push/pushesInFlight.ts';
import { Failure } from '../../../src/shared/failure.ts';

describe('pushes in one window', () => {
  const kindOf = (error: unknown) => (Failure.is(error) ? error.problem.kind : error);

  it('are one at a time in a folder: a second is refused and does nothing, another folder is free', async () => {
    const pushes = new PushesInFlight();
    const ran: string[] = [];
    let end: () => void = () => assert.fail('not running');
    const first = pushes.run('/a', () => new Promise<void>((resolve) => (end = resolve)));
    const note = (name: string) => async () => void ran.push(name);
    const second = await pushes.run('/a', note('second')).catch(kindOf);
    await pushes.run('/b', note('elsewhere'));
    assert.throws(
      () => pushes.refuseSecond('/a'),
      (error) => kindOf(error) === 'pushRunning',
    );
    end();
    await first;
    await pushes.run('/a', note('afterwards'));
    assert.deepEqual([second, ran], ['pushRunning', ['elsewhere', 'afterwards']]);
  });

  it('leave the folder free when one fails', async () => {
    const pushes = new PushesInFlight();
    await pushes.run('/a', () => Promise.reject(new Error('no'))).catch(() => undefined);
    assert.equal(await pushes.run('/a', async () => 'ran'), 'ran');
  });
});
