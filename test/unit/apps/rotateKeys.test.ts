import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withNewKey, withOldKey, withoutOldKey } from '../../../src/apps/keys/rotateKeys.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { countMint, isRefused, keysOf } from '../../../src/tokens/keyCounts.ts';
import { aKey, anApp, anEntry, now } from '../policy/anEntry.ts';

const old = { ...aKey, fingerprint: 'old' };
const two = anApp({ current: aKey, old });

describe('the two keys of an App', () => {
  it('S2-52 counts each mint on the key that signed for it, and each failure with its cause and its time', () => {
    const minted = countMint(two, aKey.fingerprint, { kind: 'minted' }, now);
    assert.deepEqual(minted.app?.current, { ...aKey, minted: 1, lastMintedAt: now });
    assert.deepEqual(minted.app?.old, old);
    const failed = countMint(minted, 'old', { kind: 'failed', problem: 'offline' }, now + 1);
    assert.deepEqual(failed.app?.old, { ...old, failed: 1, lastFailure: 'offline', lastFailedAt: now + 1 });
    assert.deepEqual(failed.app?.current, minted.app?.current);
  });

  it('S2-52 counts nothing for a key that was let go meanwhile, and nothing on what is no App', () => {
    assert.equal(countMint(two, 'gone', { kind: 'minted' }, now), two);
    const pat = anEntry();
    assert.equal(countMint(pat, aKey.fingerprint, { kind: 'minted' }, now), pat);
  });

  it('S2-39 keeps the old key beside a new one with all that was counted of it, and begins to count anew', () => {
    const rotated = withNewKey(anApp({ current: { ...aKey, minted: 40 } }), 'new', now);
    assert.deepEqual(rotated.app?.current, { fingerprint: 'new', since: now, minted: 0, failed: 0 });
    assert.deepEqual(rotated.app?.old, { ...aKey, minted: 40 });
  });

  it('S2-39 goes back to the old key and forth again with nothing lost', () => {
    const back = withOldKey(two);
    assert.deepEqual([back.app?.current, back.app?.old], [old, aKey]);
    assert.deepEqual(withOldKey(back), two);
  });

  it('S2-39 knows no old key whose secret is gone, whatever was noted of it', () => {
    assert.equal(keysOf({ ...two, previous: undefined }).old, undefined);
    assert.deepEqual(keysOf(two).old, old);
    assert.equal(keysOf(withoutOldKey(two)).old, undefined);
  });

  it('takes a key for refused until it has minted again, and only when GitHub did not know it', () => {
    assert.equal(isRefused(aKey), false);
    assert.equal(isRefused({ ...aKey, failed: 1, lastFailure: 'offline', lastFailedAt: now }), false);
    const refused = { ...aKey, failed: 1, lastFailure: 'appKey', lastFailedAt: now };
    assert.equal(isRefused(refused), true);
    assert.equal(isRefused({ ...refused, lastMintedAt: now - 1 }), true);
    assert.equal(isRefused({ ...refused, lastMintedAt: now + 1 }), false);
  });

  it('S2-39 never loses a key but the one that is dropped, in any order of what a person and GitHub do', () => {
    type Step = 'new' | 'back' | 'drop' | 'mint' | 'fail';
    const step = fc.constantFrom<Step>('new', 'back', 'drop', 'mint', 'fail');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let entry: Entry = anApp();
        let made = 0;
        for (const one of steps) {
          const before = prints(entry);
          if (one === 'new' && before.length === 1) entry = withNewKey(entry, `key-${++made}`, now + made);
          if (one === 'back') entry = withOldKey(entry);
          if (one === 'drop') entry = withoutOldKey(entry);
          const signing = entry.app?.current?.fingerprint ?? '';
          if (one === 'mint') entry = countMint(entry, signing, { kind: 'minted' }, now);
          if (one === 'fail') entry = countMint(entry, signing, { kind: 'failed', problem: 'appKey' }, now);
          const after = prints(entry);
          const gone = before.filter((print) => !after.includes(print));
          assert.ok(entry.app?.current);
          assert.deepEqual(gone, one === 'drop' ? before.slice(1) : []);
        }
      }),
    );
  });
});

function prints({ app }: Entry): readonly string[] {
  return [app?.current, app?.old].flatMap((key) => (key === undefined ? [] : [key.fingerprint]));
}
