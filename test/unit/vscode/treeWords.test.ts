import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyFinding } from '../../../src/policy/policyFinding.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import { drawnLine } from '../../../src/shared/text.ts';
import type { TreeNode } from '../../../src/tree/treeNode.ts';
import { giveEditorWords } from '../../fakes/editorWords.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const bidi = /[\u202a-\u202e\u2066\u2067\u200e\u200f\u061c]/;
const control = /(?!\u200b|\u2068|\u2069)[\p{Cc}\p{Cf}]/u;

describe('the words of a line of the view', () => {
  let treeWords: typeof import('../../../src/vscode/messages/tree.ts').treeWords;

  before(async () => {
    const words = giveEditorWords();
    ({ treeWords } = await import('../../../src/vscode/messages/tree.ts'));
    words.stop();
  });

  const entryNode = (name: string): TreeNode => ({
    kind: 'entry',
    id: 'entry:e1',
    entry: anEntry({ name }),
    life: { kind: 'days', days: 9 },
    breadth: { kind: 'narrow', evidence: 'declared' },
    usedHere: true,
    couldServe: false,
    urgency: 'none',
    findings: [],
  });
  const placeNode = (repository: string): TreeNode => ({
    kind: 'place',
    id: 'p',
    entry: anEntry(),
    repository,
    sight: { kind: 'unknown' },
    seen: [{ operation: 'push', repository, evidence: 'worked', at: now }],
    children: [],
  });
  const ownerNode = (owner: string): TreeNode => ({
    kind: 'owner',
    id: 'o',
    host: anEntry().host,
    owner,
    urgency: 'none',
    children: [],
  });

  it('D10 hold no control or direction-changing character and no icon, and are short, whatever a name is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.nat(2), (name, which) => {
        const node = [entryNode, placeNode, ownerNode][which]?.(name) as TreeNode;
        for (const text of Object.values(treeWords(node, now))) {
          assert.ok(text.length <= 1200 && !bidi.test(text) && !control.test(text) && !text.includes('$('));
        }
      }),
    );
    const override = treeWords(entryNode('safe\u202egro.live\u202c $(error) \u001b[31m\nsecond'), now);
    assert.equal(override.label, 'safegro.live $\u200b(error) second');
  });

  it('D10 are cut before they are looked at: ten megabytes of a name cost no more than a line', () => {
    const huge = '\u202ea'.repeat(5_000_000);
    const started = process.cpuUsage();
    const { label } = treeWords(entryNode(huge), now);
    assert.ok(label.length <= 250 && label.endsWith('…'));
    assert.ok(process.cpuUsage(started).user < 300_000);
  });

  it('D10 isolate what is written from right to left, so that it moves nothing beside it', () => {
    assert.equal(drawnLine('acme', 250), 'acme');
    assert.equal(drawnLine('שלום 9d', 250), '\u2068שלום 9d\u2069');
  });

  it('say to a screen reader what icon, colour and short text say to the eye', () => {
    const { label, description, accessible } = treeWords(entryNode('work'), now);
    assert.deepEqual([label, description], ['work', '9d · narrow · used here']);
    assert.equal(accessible, 'work, expires in 9 days, as narrow as its job, used here');
  });

  it('S3-29 say of an accepted finding why and until when', () => {
    const finding = {
      id: 'classic',
      severity: 'info',
      evidence: 'listed',
      data: {},
      next: 'narrow',
      acceptedUntil: now + 7 * dayMs,
    } as unknown as PolicyFinding;
    const acceptance = {
      findingId: 'classic',
      reason: 'the old server',
      at: now,
      until: now + 7 * dayMs,
    } as const;
    const entry = anEntry({ accepted: [acceptance] });
    const words = treeWords({ kind: 'finding', id: 'f', entry, finding, accepted: acceptance }, now);
    assert.match(words.description, /^accepted until .*in 7 days: the old server$/);
    const open = treeWords(
      {
        kind: 'finding',
        id: 'f',
        entry: anEntry(),
        finding: { ...finding, severity: 'warning', acceptedUntil: undefined },
        accepted: undefined,
      },
      now,
    );
    assert.match(open.accessible, /warning/);
    assert.match(open.description, /^next: /);
  });
});
