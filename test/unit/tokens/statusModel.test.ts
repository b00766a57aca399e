import assert from 'node:assert/strict';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { summariseStatus } from '../../../src/tokens/statusModel.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

function status(chosen: Entry | undefined, ...others: readonly Entry[]) {
  const all = chosen ? [chosen, ...others] : others;
  const findings = all.flatMap((entry) => judgeEntry(entry, { now, usedHere: entry === chosen }));
  return summariseStatus({ chosen, others, findings, now, mode: 'vault', breadthOf: judgeBreadth });
}

function shown(chosen: Entry | undefined, ...others: readonly Entry[]) {
  const model = status(chosen, ...others);
  assert.equal(model.kind, 'shown');
  return model as Extract<typeof model, { kind: 'shown' }>;
}

const colours = (model: ReturnType<typeof shown>) => [model.icon, model.colour, model.othersColoured];

describe('the status model', () => {
  it('is hidden until the first entry exists', () => {
    assert.deepEqual(status(undefined), { kind: 'hidden' });
  });

  it('says everything about a healthy narrow entry, with the evidence, without colour', () => {
    const entry = anEntry({
      expiry: { kind: 'at', at: now + 12 * dayMs },
      purpose: 'push-and-draft',
      previous: { since: now - 99, replacedAt: now - 9 },
    });
    assert.deepEqual(status(entry), {
      kind: 'shown',
      icon: 'key',
      colour: 'none',
      entryId: 'e1',
      name: 'github:fine-grained-acme',
      life: { kind: 'days', days: 12 },
      breadth: { kind: 'narrow', evidence: 'declared' },
      rows: [
        { kind: 'name', name: 'github:fine-grained-acme' },
        { kind: 'tokenKind', tokenKind: 'fine-grained-pat' },
        { kind: 'host', host: 'github.com' },
        { kind: 'owner', owner: 'acme', evidence: 'declared' },
        { kind: 'login', login: 'mona', evidence: 'listed' },
        { kind: 'expiry', at: now + 12 * dayMs, life: { kind: 'days', days: 12 }, evidence: 'listed' },
        { kind: 'scope', breadth: { kind: 'narrow', evidence: 'declared' }, listed: undefined },
        { kind: 'purpose', purpose: 'push-and-draft' },
        { kind: 'mode', mode: 'vault' },
        { kind: 'previous', replacedAt: now - 9 },
        { kind: 'checked', at: now },
      ],
      findings: [],
      others: [],
      othersColoured: 0,
    });
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
    const model = shown(bare);
    assert.deepEqual([model.life, model.breadth], [{ kind: 'notSeen' }, { kind: 'unknown' }]);
    assert.deepEqual(model.rows.slice(3), [
      { kind: 'expiry', at: undefined, life: { kind: 'notSeen' }, evidence: undefined },
      { kind: 'scope', breadth: { kind: 'unknown' }, listed: undefined },
      { kind: 'mode', mode: 'vault' },
      { kind: 'checked', at: undefined },
    ]);
  });

  it('warns for a classic over-scoped entry and shows its listed scopes, worst finding first', () => {
    const model = shown(aClassic(['repo', 'admin:org'], { expiry: { kind: 'never' } }));
    assert.deepEqual(colours(model), ['warning', 'warning', 0]);
    assert.deepEqual([model.life, model.breadth], [{ kind: 'never' }, { kind: 'broad', evidence: 'listed' }]);
    assert.deepEqual(
      model.rows.find((row) => row.kind === 'scope'),
      { kind: 'scope', breadth: { kind: 'broad', evidence: 'listed' }, listed: ['repo', 'admin:org'] },
    );
    assert.deepEqual(
      model.findings.map((f) => f.id),
      ['classic', 'over-scoped', 'no-expiry'],
    );
  });

  it('is an error where a dead or expired entry would be used, and not where another one is', () => {
    const dead = anEntry({ id: 'd', name: 'old', health: { kind: 'dead', at: now } });
    assert.deepEqual(colours(shown(dead)), ['error', 'error', 0]);
    const elsewhere = shown(anEntry(), dead);
    assert.deepEqual(colours(elsewhere), ['key', 'none', 0]);
    const others = elsewhere.others.map((other) => ({ ...other, findings: other.findings.map((f) => f.id) }));
    assert.deepEqual(others, [
      { entryId: 'd', name: 'old', host: 'github.com', life: { kind: 'dead' }, findings: ['dead'] },
    ]);
  });

  it('has no colour for an expiry between three and fourteen days, and warns from three on', () => {
    const at = (days: number) =>
      shown(anEntry({ secretSince: now - 25 * dayMs, expiry: { kind: 'at', at: now + days * dayMs } }));
    assert.deepEqual([at(5).colour, at(3).colour], ['none', 'warning']);
  });

  it('loses its colour once everything loud is accepted, and still shows it', () => {
    const accepted = [{ findingId: 'classic', reason: 'known', at: now, until: now + dayMs }];
    const model = shown(aClassic(['repo'], { accepted }));
    assert.deepEqual(colours(model), ['key', 'none', 0]);
    assert.deepEqual(
      model.findings.map((f) => [f.id, f.acceptedUntil]),
      [['classic', now + dayMs]],
    );
  });

  it('counts the others that caused a colour, so that the label can say it', () => {
    const loud = aClassic(['repo', 'gist'], { id: 'c' });
    assert.deepEqual(colours(shown(anEntry(), loud)), ['warning', 'warning', 1]);
  });

  it('names the others that die sooner, soonest first, and not the later ones', () => {
    const due = (id: string, days: number) =>
      anEntry({ id, name: id, expiry: { kind: 'at', at: now + days * dayMs } });
    const model = shown(due('mine', 15), due('b', 13), due('later', 16), due('a', 12));
    assert.deepEqual(
      model.others.map((o) => [o.entryId, o.life]),
      [
        ['a', { kind: 'days', days: 12 }],
        ['b', { kind: 'days', days: 13 }],
      ],
    );
  });

  it('is shown without parts when entries exist and none is used here', () => {
    const model = shown(undefined, anEntry());
    assert.deepEqual(
      [model.entryId, model.name, model.life, model.breadth, model.rows, model.others.length],
      [undefined, undefined, undefined, undefined, [], 1],
    );
  });
});
