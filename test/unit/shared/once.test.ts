import assert from 'node:assert/strict';
import { once } from '../../../src/shared/once.ts';

describe('once', () => {
  it('makes a thing at the first call and gives the same to all, also to those who asked meanwhile', async () => {
    let made = 0;
    const get = once(async () => ++made);
    assert.equal(made, 0);
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
  });

  it('makes it again after a failure, so that one bad moment does not disable every command', async () => {
    let calls = 0;
    const get = once(async () => {
      if (++calls === 1) throw new Error('not loaded');
      return 'loaded';
    });
    await assert.rejects(get(), /not loaded/);
    assert.equal(await get(), 'loaded');
    assert.equal(await get(), 'loaded');
    assert.equal(calls, 2);
  });
});
