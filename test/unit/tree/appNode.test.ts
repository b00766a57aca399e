import assert from 'node:assert/strict';
import { childrenOf } from '../../../src/tree/childrenOf.ts';
import { lookOf } from '../../../src/tree/lookOf.ts';
import { summariseTree } from '../../../src/tree/summariseTree.ts';
import type { EntryNode } from '../../../src/tree/treeNode.ts';
import { aKey, anApp, anEntry, now } from '../policy/anEntry.ts';

function nodeOf(entry = anApp()): EntryNode {
  const [owner] = summariseTree({
    view: { entries: [entry], lost: [], unreadable: [], mode: { kind: 'open' }, keeping: 'proved' },
    usedHere: undefined,
    hostHere: entry.host,
    findings: [],
    watched: { tokens: [], unreadable: [] },
    watchedFindings: [],
    leaks: [],
    nameOf: () => ({ name: '', folder: '' }),
    now,
    breadthOf: () => ({ kind: 'unknown' }),
  });
  assert.ok(owner?.kind === 'owner');
  return owner.children[0] as EntryNode;
}

describe('a GitHub App in the view', () => {
  it('has an icon of its own and only those acts that a key has: it is neither copied, probed nor used here', () => {
    const node = nodeOf();
    assert.equal(node.couldServe, false);
    assert.deepEqual([lookOf(node).icon, lookOf(node).context], ['robot', 'app']);
    const loud = lookOf({ ...node, urgency: 'warning' });
    assert.deepEqual([loud.icon, loud.context], ['warning', 'app']);
    assert.equal(lookOf(nodeOf(anEntry())).icon, 'key');
  });

  it('S2-52 has its keys below it, and where it is installed', () => {
    const old = { ...aKey, fingerprint: 'old' };
    const below = childrenOf(nodeOf(anApp({ current: aKey, old })));
    assert.deepEqual(
      below.map((node) => (node.kind === 'key' ? [node.key.fingerprint, node.old] : node.kind)),
      [[aKey.fingerprint, false], ['old', true], 'installations', 'group', 'group'],
    );
    assert.equal(new Set(below.map(({ id }) => id)).size, below.length);
    assert.deepEqual(
      childrenOf(nodeOf()).map(({ kind }) => kind),
      ['key', 'installations', 'group', 'group'],
    );
  });
});
