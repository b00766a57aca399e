import assert from 'node:assert/strict';
import { InTurn } from '../../../src/shared/inTurn.ts';

/** Takings that end when the test says so. */
class Scripted {
  readonly wanted: number[] = [];
  readonly #ends: ((error?: Error) => void)[] = [];
  readonly turns = new InTurn((maxAgeMs) => {
    this.wanted.push(maxAgeMs);
    const picture = `picture ${this.wanted.length}`;
    return new Promise<string>((resolve, reject) => {
      this.#ends.push((error) => (error ? reject(error) : resolve(picture)));
    });
  });

  /** Ends the oldest taking that runs, and lets what waits for it go on. */
  async end(error?: Error): Promise<void> {
    this.#ends.shift()?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('pictures in turn', () => {
  it('a call while one is being taken gets the one after it, not one from before the call', async () => {
    const script = new Scripted();
    const first = script.turns.run(0);
    const second = script.turns.run(0);
    await script.end();
    await script.end();
    assert.deepEqual([await first, await second], ['picture 1', 'picture 2']);
  });

  it('a hundred calls meanwhile cost one picture more, as fresh as the most demanding wants', async () => {
    const script = new Scripted();
    const first = script.turns.run(0);
    const later = Array.from({ length: 100 }, (_, n) =>
      script.turns.run(n === 40 ? 60 : Number.POSITIVE_INFINITY),
    );
    await script.end();
    const last = script.turns.run(Number.POSITIVE_INFINITY);
    await script.end();
    await script.end();
    assert.deepEqual(script.wanted, [0, 60, Number.POSITIVE_INFINITY]);
    assert.deepEqual(
      [await first, new Set(await Promise.all(later)), await last],
      ['picture 1', new Set(['picture 2']), 'picture 3'],
    );
  });

  it('never takes two at a time, also for a call in the very moment one ends', async () => {
    const script = new Scripted();
    const order: string[] = [];
    const first = script.turns.run(0).then((picture) => {
      order.push(picture);
      return script.turns.run(0);
    });
    const second = script.turns.run(0).then((picture) => order.push(picture));
    await script.end();
    assert.equal(script.wanted.length, 2);
    await script.end();
    await script.end();
    await Promise.all([first, second]);
    assert.deepEqual(order, ['picture 1', 'picture 2']);
  });

  it('a taking that failed fails for its callers only', async () => {
    const script = new Scripted();
    const first = script.turns.run(0);
    const second = script.turns.run(0);
    const failed = assert.rejects(first, /locked/);
    await script.end(new Error('locked'));
    await script.end();
    await failed;
    assert.equal(await second, 'picture 2');
  });
});
