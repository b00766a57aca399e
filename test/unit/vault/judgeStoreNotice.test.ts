import assert from 'node:assert/strict';
import { githubCom } from '../../../src/tokens/host.ts';
import { judgeEmptiness } from '../../../src/vault/judgeEmptiness.ts';
import type { LostEntry, VaultView } from '../../../src/vault/judgeStore.ts';
import { judgeStoreNotice, nothingTold } from '../../../src/vault/judgeStoreNotice.ts';
import { draft, noon } from './sample.ts';

const gone = (id: string): LostEntry => ({ id, host: githubCom.name, kind: 'fine-grained-pat' });
const entry = { ...draft('mine'), id: 'e', addedAt: noon, secretSince: noon, previous: undefined };

function view(change: Partial<VaultView> = {}): VaultView {
  return {
    entries: [],
    lost: [],
    unreadable: [],
    mode: { kind: 'open' },
    keeping: 'notYet',
    notKept: [],
    older: [],
    ...change,
  };
}

describe('what is told about the store', () => {
  it('F02 a secret that is gone is told once', () => {
    const lost = view({ lost: [gone('a'), gone('b')] });
    const first = judgeStoreNotice(lost, nothingTold, false);
    const told = { lost: ['a', 'b'], memoryOnly: false };
    assert.deepEqual(first, { news: { kind: 'lost', entries: [gone('a'), gone('b')] }, told });
    assert.deepEqual(judgeStoreNotice(lost, first.told, false), { news: undefined, told });
  });

  it('F02 a keyring that is locked again next month is told again, because what came back is no longer remembered', () => {
    const back = judgeStoreNotice(view(), { lost: ['a', 'b'], memoryOnly: false }, false);
    assert.deepEqual(back, { news: undefined, told: nothingTold });
    const half = judgeStoreNotice(
      view({ lost: [gone('b')] }),
      { lost: ['a', 'b'], memoryOnly: false },
      false,
    );
    assert.deepEqual(half.told.lost, ['b']);
    const again = judgeStoreNotice(view({ lost: [gone('a')] }), half.told, false);
    assert.deepEqual(again.news, { kind: 'lost', entries: [gone('a')] });
  });

  it('a window with an old copy of the store forgets nothing that was told', () => {
    const told = { lost: ['a'], memoryOnly: false };
    const stale = view({ mode: { kind: 'readOnly', why: 'stale' } });
    assert.deepEqual(judgeStoreNotice(stale, told, false), { news: undefined, told });
  });

  it('F03 a store that forgets with every restart is told once, until it was proved to keep', () => {
    const memoryOnly = view({ lost: [gone('a')], mode: { kind: 'storeEmpty' }, keeping: 'memoryOnly' });
    const first = judgeStoreNotice(memoryOnly, nothingTold, false);
    assert.deepEqual(first, { news: { kind: 'memoryOnly' }, told: { lost: ['a'], memoryOnly: true } });
    assert.equal(judgeStoreNotice(memoryOnly, first.told, false).news, undefined);
    assert.equal(judgeStoreNotice(view(), first.told, false).told.memoryOnly, true);
    assert.equal(judgeStoreNotice(view({ keeping: 'proved' }), first.told, false).told.memoryOnly, false);
  });

  it('without notifications nothing is told and nothing counts as told, but for an empty store, where nothing can be stored', () => {
    const lost = view({ lost: [gone('a')], keeping: 'memoryOnly' });
    assert.deepEqual(judgeStoreNotice(lost, nothingTold, true), { news: undefined, told: nothingTold });
    const empty = view({ ...lost, mode: { kind: 'storeEmpty' } });
    assert.deepEqual(judgeStoreNotice(empty, nothingTold, true), {
      news: { kind: 'storeEmpty' },
      told: { lost: ['a'], memoryOnly: false },
    });
  });
});

describe('a list without a token', () => {
  it('F02 is called by its reason, and "none yet" only when nothing was ever stored', () => {
    const lost = [gone('a')];
    const unreadable = [{ id: 'u', why: 'foreign' as const }];
    const stale = { kind: 'readOnly', why: 'stale' } as const;
    assert.deepEqual(
      [
        view(),
        view({ lost, unreadable }),
        view({ unreadable }),
        view({ lost, mode: { kind: 'storeEmpty' } }),
        view({ mode: stale }),
        view({ entries: [entry], lost, mode: stale }),
      ].map(judgeEmptiness),
      [
        { kind: 'noToken' },
        { kind: 'lost', lost },
        { kind: 'unreadable', count: 1 },
        { kind: 'storeEmpty' },
        stale,
        undefined,
      ],
    );
  });
});
