import assert from 'node:assert/strict';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { summariseTable } from '../../../src/tokens/statusTable.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

function table(chosen: Entry | undefined, ...others: readonly Entry[]) {
  const all = chosen ? [chosen, ...others] : others;
  const findings = all.flatMap((entry) => judgeEntry(entry, { now, usedHere: entry === chosen }));
  return summariseTable({ chosen, others, findings, lost: 2, now, breadthOf: judgeBreadth });
}

describe('the table of the hover', () => {
  it('says everything about an entry, with the evidence', () => {
    const entry = anEntry({
      expiry: { kind: 'at', at: now + 12 * dayMs },
      purpose: 'push-and-draft',
      previous: { since: now - 99, replacedAt: now - 9 },
    });
    const { findings, ...rest } = table(entry);
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['old-token-kept'],
    );
    assert.deepEqual(rest, {
      rows: [
        { kind: 'name', name: 'github:fine-grained-acme' },
        { kind: 'tokenKind', tokenKind: 'fine-grained-pat' },
        { kind: 'host', host: 'github.com' },
        { kind: 'owner', owner: 'acme', evidence: 'declared' },
        { kind: 'login', login: 'mona', evidence: 'listed' },
        { kind: 'expiry', at: now + 12 * dayMs, life: { kind: 'days', days: 12 }, evidence: 'listed' },
        { kind: 'age', since: now - 10 * dayMs },
        { kind: 'scope', breadth: { kind: 'narrow', evidence: 'declared' }, listed: undefined },
        { kind: 'purpose', purpose: 'push-and-draft' },
        { kind: 'mode', mode: 'vault' },
        { kind: 'previous', replacedAt: now - 9 },
        { kind: 'checked', at: now },
      ],
      others: [],
      lost: 2,
    });
  });

  it('S2-06 shows how long the present secret is stored, also after a rotation', () => {
    const rotated = anEntry({ addedAt: now - 90 * dayMs, secretSince: now - 2 * dayMs });
    assert.deepEqual(
      table(rotated).rows.filter((row) => row.kind === 'age'),
      [{ kind: 'age', since: now - 2 * dayMs }],
    );
  });

  it('claims no evidence for what was never seen, and leaves out what is not known', () => {
    const bare = anEntry({
      owner: undefined,
      login: undefined,
      declared: undefined,
      expiry: { kind: 'notSeen' },
      health: { kind: 'unchecked' },
      checkedAt: undefined,
    });
    assert.deepEqual(table(bare).rows.slice(3), [
      { kind: 'expiry', at: undefined, life: { kind: 'notSeen' }, evidence: undefined },
      { kind: 'age', since: now - 10 * dayMs },
      { kind: 'scope', breadth: { kind: 'unknown' }, listed: undefined },
      { kind: 'mode', mode: 'vault' },
      { kind: 'checked', at: undefined },
    ]);
  });

  it('shows the listed scopes of a classic entry, and its worst finding first', () => {
    const { rows, findings } = table(aClassic(['repo', 'admin:org'], { expiry: { kind: 'never' } }));
    assert.deepEqual(
      rows.find((row) => row.kind === 'scope'),
      { kind: 'scope', breadth: { kind: 'broad', evidence: 'listed' }, listed: ['repo', 'admin:org'] },
    );
    assert.deepEqual(
      findings.map((f) => f.id),
      ['classic', 'over-scoped', 'no-expiry'],
    );
  });

  it('still shows a finding that was accepted, with its end', () => {
    const accepted = [{ findingId: 'classic', reason: 'known', at: now, until: now + dayMs }];
    assert.deepEqual(
      table(aClassic(['repo'], { accepted })).findings.map((f) => [f.id, f.acceptedUntil]),
      [['classic', now + dayMs]],
    );
  });

  it('names a dead one among the others, with what is wrong', () => {
    const dead = anEntry({ id: 'd', name: 'old', health: { kind: 'dead', at: now } });
    const others = table(anEntry(), dead).others.map((other) => {
      return { ...other, findings: other.findings.map((f) => f.id) };
    });
    assert.deepEqual(others, [
      { entryId: 'd', name: 'old', host: 'github.com', life: { kind: 'dead' }, findings: ['dead'] },
    ]);
  });

  it('names the others that die sooner, soonest first, and not the later ones', () => {
    const due = (id: string, days: number) =>
      anEntry({ id, name: id, expiry: { kind: 'at', at: now + days * dayMs } });
    const { others } = table(due('mine', 15), due('b', 13), due('later', 16), due('a', 12));
    assert.deepEqual(
      others.map((o) => [o.entryId, o.life]),
      [
        ['a', { kind: 'days', days: 12 }],
        ['b', { kind: 'days', days: 13 }],
      ],
    );
  });

  it('has no rows when none is used here, and names the ones that exist', () => {
    const { rows, others } = table(undefined, anEntry());
    assert.deepEqual([rows, others.length], [[], 1]);
  });
});
