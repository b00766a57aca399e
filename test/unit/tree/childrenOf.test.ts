import assert from 'node:assert/strict';
import type { JournalRecord } from '../../../src/journal/journalRecord.ts';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { childrenOf, recordNodes } from '../../../src/tree/childrenOf.ts';
import { lookOf } from '../../../src/tree/lookOf.ts';
import type { EntryNode, TreeNode } from '../../../src/tree/treeNode.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

function nodeOf(entry: Entry, findings = judgeEntry(entry, { now, usedHere: true })): EntryNode {
  return {
    kind: 'entry',
    id: `entry:${entry.id}`,
    entry,
    life: { kind: 'notSeen' },
    breadth: judgeBreadth(entry),
    usedHere: true,
    couldServe: false,
    urgency: 'none',
    findings,
  };
}

const below = (entry: Entry) => childrenOf(nodeOf(entry));
const ids = (nodes: readonly TreeNode[]) => nodes.map(({ id }) => id);

describe('what stands below a token', () => {
  it('is what is wrong, then what is kept, then where it is used and what was done', () => {
    const previous = { since: now - 9 * dayMs, replacedAt: now - dayMs };
    const entry = aClassic(['repo'], { previous, confirmedFor: ['acme/app'] });
    assert.deepEqual(ids(below(entry)).slice(-4), [
      'previous:e1',
      'permissions:e1',
      'places:e1',
      'journal:e1',
    ]);
    assert.ok(ids(below(entry)).includes('finding:e1/classic'));
    assert.deepEqual(ids(below(anEntry())), ['permissions:e1', 'journal:e1']);
  });

  it('S3-29 shows an accepted finding with its reason and its date, quietly', () => {
    const until = now + 7 * dayMs;
    const accepted = [
      { findingId: 'classic', reason: 'too old', at: now, until: now + 2 * dayMs },
      { findingId: 'classic', reason: 'the old server needs it', at: now, until },
    ];
    const node = below(aClassic(['repo'], { accepted })).find(({ id }) => id === 'finding:e1/classic');
    assert.ok(node?.kind === 'finding');
    assert.deepEqual(
      [node.accepted?.reason, node.accepted?.until, lookOf(node).context, lookOf(node).icon],
      ['the old server needs it', until, 'finding.accepted', 'check'],
    );
  });

  it('offers no acceptance of an end, which accepting does not mend', () => {
    const [first] = below(anEntry({ health: { kind: 'dead', at: now } }));
    assert.ok(first);
    assert.equal(lookOf(first).context, 'finding.final');
  });

  it('gives two findings of one rule two lines', () => {
    const [one] = judgeEntry(aClassic(['repo']), { now, usedHere: true });
    assert.ok(one);
    const lines = ids(childrenOf(nodeOf(anEntry(), [one, one, one])));
    assert.equal(new Set(lines).size, lines.length);
  });

  it('lists each repository once, without letter case, with what was seen there, newest first', () => {
    const seen = (repository: string, operation: 'push' | 'read', at: number) => ({
      operation,
      repository,
      evidence: 'worked' as const,
      at,
    });
    const entry = anEntry({
      observed: [seen('acme/app', 'read', 1), seen('acme/site', 'read', 2), seen('Acme/App', 'push', 3)],
      confirmedFor: ['acme/app', 'acme/new'],
    });
    const group = below(entry).find(({ id }) => id === 'places:e1');
    assert.ok(group);
    assert.deepEqual(
      childrenOf(group).map(
        (node) => node.kind === 'place' && [node.repository, node.seen.map(({ at }) => at)],
      ),
      [
        ['Acme/App', [3, 1]],
        ['acme/new', []],
        ['acme/site', [2]],
      ],
    );
  });

  it('says what it may do in general, and in each repository only what was seen there or is needed', () => {
    const pushed = { operation: 'push', repository: 'acme/app', evidence: 'worked', at: now } as const;
    const entry = anEntry({ declared: { contents: 'write', issues: 'write' }, observed: [pushed] });
    const group = (of: string) => below(entry).find(({ id }) => id === `${of}:e1`) as TreeNode;
    const rows = (nodes: readonly TreeNode[]) =>
      nodes.flatMap((node) => (node.kind === 'permission' ? [node] : []));
    const general = rows(childrenOf(group('permissions')));
    const [place] = childrenOf(group('places'));
    assert.ok(place);
    const there = rows(childrenOf(place));
    const names = (nodes: ReturnType<typeof rows>) => nodes.map(({ row }) => row.permission);
    assert.ok(names(general).includes('issues') && !names(there).includes('issues'));
    const push = there.find(({ row }) => row.permission === 'contents' && row.level === 'write');
    assert.deepEqual(
      [push?.row.verdict, push?.row.evidence[0]?.evidence, push && lookOf(push).icon],
      ['yes', 'worked', 'check'],
    );
    const all = [...general, ...there].map(({ id }) => id);
    assert.equal(new Set(all).size, all.length);
  });

  it('marks what no token should hold, and a lack of what is needed, apart from what is well', () => {
    const entry = anEntry({ declared: { contents: 'read', administration: 'write' } });
    const group = below(entry).find(({ id }) => id === 'permissions:e1') as TreeNode;
    const icon = (name: string) =>
      childrenOf(group).flatMap((node) =>
        node.kind === 'permission' && `${node.row.permission}:${node.row.level}` === name
          ? [lookOf(node).icon]
          : [],
      );
    assert.deepEqual(icon('administration:write'), ['warning']);
    assert.deepEqual(icon('contents:write'), ['circle-slash']);
  });

  describe('its records', () => {
    const record = (n: number, entryId = 'e1') => ({ time: n, entryId }) as JournalRecord;
    const times = (nodes: readonly TreeNode[]) =>
      nodes.map((node) => (node.kind === 'record' ? node.record.time : node.kind));

    it('are the latest five of this token, newest first, and the way to all', () => {
      const records = [0, 1, 2, 3, 4, 5, 6].flatMap((n) => [record(n), record(n, 'other')]);
      assert.deepEqual(times(recordNodes(anEntry(), records)), [6, 5, 4, 3, 2, 'allRecords']);
      assert.deepEqual(times(recordNodes(anEntry(), [])), ['allRecords']);
    });

    it('keep their ids when others are added', () => {
      const before = recordNodes(
        anEntry(),
        [0, 1, 2].map((n) => record(n)),
      );
      const after = recordNodes(
        anEntry(),
        [0, 1, 2, 3].map((n) => record(n)),
      );
      const kept = (nodes: readonly TreeNode[]) =>
        nodes.find((node) => node.kind === 'record' && node.record.time === 2)?.id;
      assert.equal(kept(before), kept(after));
    });
  });
});
