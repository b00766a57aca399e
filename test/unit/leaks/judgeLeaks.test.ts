import assert from 'node:assert/strict';
import { judgeLeaks, type LeakFacts } from '../../../src/leaks/judgeLeaks.ts';
import { aLeak } from './aLeak.ts';

const mark = { print: 'p1', reason: 'a sample', at: 1 };
const facts: LeakFacts = { entries: new Map(), testData: [mark], checked: new Map() };
const alive = { kind: 'alive', host: 'github.com', at: 1, login: 'mona' } as const;
const dead = { kind: 'dead', host: 'github.com', at: 1 } as const;

describe('a found token that somebody said is test data', () => {
  const weightOf = (changes: Partial<LeakFacts>) =>
    judgeLeaks([aLeak()], { ...facts, ...changes })[0]?.weight;

  it('I15 is quiet, and is still there with its reason', () => {
    const [judged] = judgeLeaks([aLeak()], facts);
    assert.deepEqual([judged?.weight, judged?.testData], ['quiet', mark]);
    assert.equal(judgeLeaks([aLeak({ print: 'p2' })], facts)[0]?.weight, 'warning');
  });

  it('I15 is loud all the same when it is one of ours, or GitHub knows it', () => {
    assert.equal(weightOf({ entries: new Map([['p1', { entryId: 'e', old: false }]]) }), 'warning');
    assert.equal(weightOf({ checked: new Map([['p1', alive]]) }), 'warning');
    assert.equal(weightOf({ checked: new Map([['p1', dead]]) }), 'quiet');
  });
});
