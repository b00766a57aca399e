import assert from 'node:assert/strict';
import { minuteMs } from '../../../src/shared/clock.ts';
import { Remembered } from '../../../src/shared/remembered.ts';

class World {
  now = 1_000_000;
  asked = 0;
  readonly view = new Remembered(async () => `answer ${++this.asked}`, { now: () => this.now });
}

describe('a remembered answer', () => {
  it('serves any number of changes of place without another question', async () => {
    const world = new World();
    for (let n = 0; n < 50; n++) {
      world.now += minuteMs;
      assert.equal(await world.view.get(Number.POSITIVE_INFINITY), 'answer 1');
    }
  });

  it('is asked for anew by who wants the present', async () => {
    const world = new World();
    assert.deepEqual([await world.view.get(0), await world.view.get(0)], ['answer 1', 'answer 2']);
  });

  it('is good for as long as the caller says, counted from the question', async () => {
    const world = new World();
    await world.view.get(0);
    world.now += minuteMs - 1;
    const young = await world.view.get(minuteMs);
    world.now += 1;
    assert.deepEqual([young, await world.view.get(minuteMs)], ['answer 1', 'answer 2']);
  });

  it('is not kept young by a clock that was set back', async () => {
    const world = new World();
    await world.view.get(0);
    world.now -= 10 * minuteMs;
    assert.equal(await world.view.get(minuteMs), 'answer 2');
  });

  it('survives a question that failed', async () => {
    let fails = false;
    const view = new Remembered(async () => (fails ? Promise.reject(new Error('locked')) : 'answer'), {
      now: () => 0,
    });
    await view.get(0);
    fails = true;
    await assert.rejects(view.get(0), /locked/);
    assert.equal(await view.get(Number.POSITIVE_INFINITY), 'answer');
  });
});
