import assert from 'node:assert/strict';
import { Lane, Pacing } from '../../../src/node/pacing.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Jobs that end when told, and the names of those that began. */
function held(lane: Lane) {
  const begun: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const start = (name: string) =>
    lane.schedule(
      {},
      (given: unknown) => {
        begun.push(String(given));
        return new Promise((resolve, reject) => {
          ends.set(name, (failure) => (failure ? reject(failure) : resolve(`${name} done`)));
        });
      },
      name,
    );
  return { begun, start, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}

describe('a lane of requests', () => {
  it('lets no more run at once than it is told, and the others in their turn', async () => {
    const { begun, start, end } = held(new Lane({ maxConcurrent: 2 }));
    const all = ['a', 'b', 'c', 'd'].map(start);
    await settled();
    assert.deepEqual(begun, ['a', 'b']);
    end('b');
    await settled();
    assert.deepEqual(begun, ['a', 'b', 'c']);
    end('a');
    await settled();
    end('c');
    end('d');
    assert.deepEqual(await Promise.all(all), ['a done', 'b done', 'c done', 'd done']);
  });

  it('goes on after a failure, which stays its caller’s', async () => {
    const { begun, start, end } = held(new Lane({ maxConcurrent: 1 }));
    const first = start('a');
    const second = start('b');
    await settled();
    end('a', new Error('lost'));
    await assert.rejects(first, /^Error: lost$/);
    await settled();
    end('b');
    assert.deepEqual([await second, begun], ['b done', ['a', 'b']]);
    const third = start('c');
    await settled();
    end('c');
    assert.equal(await third, 'c done');
  });

  it('takes a job without options too, as Octokit gives it either way', async () => {
    assert.equal(await new Lane().schedule((...values: readonly unknown[]) => values.join(), 1, 2), '1,2');
  });

  it('keeps its time between two beginnings, also when they come one by one', async () => {
    const lane = new Lane({ minTime: 60 });
    const before = performance.now();
    const times: number[] = [];
    const note = () => void times.push(performance.now() - before);
    await lane.schedule({}, note);
    await Promise.all([lane.schedule({}, note), lane.schedule({}, note)]);
    const [, second = 0, third = 0] = times;
    // A busy machine begins late, never early; a timer may fire a millisecond early.
    assert.ok(second >= 58 && third >= 118, times.join());
  });

  it('is one for each key: another need not wait', async () => {
    const lanes = new Pacing.Group({ minTime: 600_000 });
    assert.equal(await lanes.key('one').schedule({}, () => 1), 1);
    assert.equal(await lanes.key('two').schedule({}, () => 2), 2);
    assert.equal(lanes.key('one'), lanes.key('one'));
  });
});
