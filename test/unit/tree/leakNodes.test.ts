import assert from 'node:assert/strict';
import type { JudgedLeak } from '../../../src/leaks/judgeLeaks.ts';
import type { LeakPlace } from '../../../src/leaks/leak.ts';
import { childrenOf } from '../../../src/tree/childrenOf.ts';
import { countLeaked, leakNodes } from '../../../src/tree/leakNodes.ts';
import { lookOf } from '../../../src/tree/lookOf.ts';
import { aJudged } from '../leaks/aLeak.ts';

const file = (name: string): LeakPlace => ({ kind: 'file', uri: `file:///w/${name}` });
const nameOf = (place: LeakPlace) => ({
  name: place.kind === 'file' ? place.uri.slice('file:///w/'.length) : (place.path ?? ''),
  folder: '',
});
const at = (line: number) => ({ spot: { line, column: 0, endLine: line, endColumn: 40 } });
const testData = { weight: 'quiet', testData: { print: 'p', reason: 'a sample', at: 1 } } as const;

function treeOf(leaks: readonly JudgedLeak[]) {
  const [group] = leakNodes(leaks, [{ id: 'e1', name: 'work' }], nameOf);
  assert.ok(group);
  const lines = childrenOf(group).map((place) => [
    place.kind === 'leakPlace' ? place.name : place.kind,
    childrenOf(place).map((leak) => (leak.kind === 'leak' ? leak.judged.leak.print : leak.kind)),
  ]);
  return { group, lines };
}

describe('the leaks in the tree', () => {
  it('are absent where there is none', () => {
    assert.deepEqual(leakNodes([], [], nameOf), []);
  });

  it('stand by file, the surest first, and in a file from top to bottom', () => {
    const { group, lines } = treeOf([
      aJudged({ weight: 'hint' }, { place: file('a.md'), print: 'maybe' }),
      aJudged({}, { place: file('z.md'), print: 'low', ...at(9) }),
      aJudged({}, { place: file('z.md'), print: 'high', ...at(2) }),
    ]);
    assert.deepEqual(lines, [
      ['z.md', ['high', 'low']],
      ['a.md', ['maybe']],
    ]);
    assert.deepEqual([group.tokens, group.places, group.possible, group.testData], [2, 1, 1, 0]);
    assert.equal(lookOf(group).opens, 'closed');
  });

  it('I15 show what is marked as test data, and count it, but not as leaked', () => {
    const leaks = [aJudged(testData, { place: file('t.md'), print: 'sample' })];
    const { group, lines } = treeOf(leaks);
    assert.deepEqual(lines, [['t.md', ['sample']]]);
    assert.deepEqual([group.tokens, group.testData, countLeaked(leaks)], [0, 1, 0]);
  });

  it('count a token that lies in several places once', () => {
    const leaks = ['a.md', 'b.md'].map((name) => aJudged({}, { place: file(name), print: 'same' }));
    assert.deepEqual([countLeaked(leaks), treeOf(leaks).group.places], [1, 2]);
  });

  it('keep apart the same file on the disk, staged, and in a commit, and name the entry', () => {
    const { group } = treeOf([
      aJudged({ ours: { entryId: 'e1', old: false } }, { place: file('a.md') }),
      aJudged({}, { place: { kind: 'staged', root: '/w', path: 'a.md' } }),
      aJudged({}, { place: { kind: 'commit', root: '/w', sha: 'c1', path: 'a.md', outgoing: true } }),
    ]);
    assert.equal(new Set(group.children.map(({ id }) => id)).size, 3);
    const names = group.children.flatMap(({ children }) => children.map(({ entryName }) => entryName));
    assert.deepEqual(names.filter(Boolean), ['work']);
  });
});
