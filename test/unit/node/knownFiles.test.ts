import assert from 'node:assert/strict';
import type { Stats } from 'node:fs';
import { KnownFiles } from '../../../src/node/leaks/knownFiles.ts';

describe('what is remembered of files that were read', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const stat = (change: Partial<Stats> = {}) =>
    ({ size: 1, mtimeMs: now - 60_000, ctimeMs: now - 60_000, ino: 7, ...change }) as Stats;

  it('is what they held, while size, times and number are the same', () => {
    const known = new KnownFiles();
    known.put('/a', stat(), [], now);
    assert.deepEqual(known.get('/a', stat()), []);
    const changes: readonly Partial<Stats>[] = [{ size: 2 }, { mtimeMs: 1 }, { ctimeMs: 1 }, { ino: 8 }];
    for (const change of changes) assert.equal(known.get('/a', stat(change)), undefined);
    assert.equal(known.get('/b', stat()), undefined);
  });

  it('is nothing of one that changed just now: it may change again within the same tick of the clock', () => {
    for (const change of [{ mtimeMs: now - 1_000 }, { ctimeMs: now - 1_000 }, { mtimeMs: now + 60_000 }]) {
      const known = new KnownFiles();
      known.put('/a', stat(change), [], now);
      assert.equal(known.get('/a', stat(change)), undefined);
      assert.equal(known.settledStamp('/a', stat(change), now), undefined);
    }
  });
});
