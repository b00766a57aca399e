import assert from 'node:assert/strict';
import { judgeBreadth } from '../../../src/policy/judgeBreadth.ts';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { summariseStatus } from '../../../src/tokens/statusModel.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

interface Gone {
  readonly lost: number;
  readonly unreadable: number;
}

function status(chosen: Entry | undefined, others: readonly Entry[], gone: Gone) {
  const all = chosen ? [chosen, ...others] : others;
  const findings = all.flatMap((entry) => judgeEntry(entry, { now, usedHere: entry === chosen }));
  return summariseStatus({ chosen, others, findings, ...gone, now, breadthOf: judgeBreadth });
}

function shown(chosen: Entry | undefined, ...others: readonly Entry[]) {
  const model = status(chosen, others, { lost: 0, unreadable: 0 });
  assert.equal(model.kind, 'shown');
  return model as Extract<typeof model, { kind: 'shown' }>;
}

const colours = (model: ReturnType<typeof shown>) => [model.icon, model.colour, model.othersColoured];

describe('the status model', () => {
  it('is hidden until the first entry exists', () => {
    assert.deepEqual(status(undefined, [], { lost: 0, unreadable: 0 }), { kind: 'hidden' });
  });

  it('F02 is never hidden while something stored is lost or unreadable, which would look like signed out', () => {
    const models = [
      status(undefined, [], { lost: 2, unreadable: 0 }),
      status(undefined, [], { lost: 0, unreadable: 1 }),
    ];
    assert.deepEqual(models, [
      { kind: 'lost', lost: 2, unreadable: 0 },
      { kind: 'lost', lost: 0, unreadable: 1 },
    ]);
  });

  it('says everything about a healthy narrow entry without colour, and that another one is lost', () => {
    const entry = anEntry({ expiry: { kind: 'at', at: now + 12 * dayMs }, purpose: 'push-and-draft' });
    assert.deepEqual(status(entry, [], { lost: 1, unreadable: 0 }), {
      kind: 'shown',
      icon: 'key',
      colour: 'none',
      entryId: 'e1',
      name: 'github:fine-grained-acme',
      life: { kind: 'days', days: 12 },
      breadth: { kind: 'narrow', evidence: 'declared' },
      othersColoured: 0,
      lost: 1,
    });
  });

  it('claims nothing about what was never seen', () => {
    const bare = anEntry({
      declared: undefined,
      expiry: { kind: 'notSeen' },
      health: { kind: 'unchecked' },
      checkedAt: undefined,
    });
    const { life, breadth } = shown(bare);
    assert.deepEqual([life, breadth], [{ kind: 'notSeen' }, { kind: 'unknown' }]);
  });

  it('warns for a classic over-scoped entry', () => {
    const model = shown(aClassic(['repo', 'admin:org'], { expiry: { kind: 'never' } }));
    assert.deepEqual(colours(model), ['warning', 'warning', 0]);
    assert.deepEqual([model.life, model.breadth], [{ kind: 'never' }, { kind: 'broad', evidence: 'listed' }]);
  });

  it('is an error where a dead or expired entry would be used, and not where another one is', () => {
    const dead = anEntry({ id: 'd', name: 'old', health: { kind: 'dead', at: now } });
    assert.deepEqual(colours(shown(dead)), ['error', 'error', 0]);
    assert.deepEqual(colours(shown(anEntry(), dead)), ['key', 'none', 0]);
  });

  it('has no colour for an expiry between three and fourteen days, and warns from three on', () => {
    const at = (days: number) =>
      shown(anEntry({ secretSince: now - 25 * dayMs, expiry: { kind: 'at', at: now + days * dayMs } }));
    assert.deepEqual([at(5).colour, at(3).colour], ['none', 'warning']);
  });

  it('loses its colour once everything loud is accepted', () => {
    const accepted = [{ findingId: 'classic', reason: 'known', at: now, until: now + dayMs }];
    assert.deepEqual(colours(shown(aClassic(['repo'], { accepted }))), ['key', 'none', 0]);
  });

  it('counts the others that caused a colour, so that the label can say it', () => {
    const loud = aClassic(['repo', 'gist'], { id: 'c' });
    assert.deepEqual(colours(shown(anEntry(), loud)), ['warning', 'warning', 1]);
  });

  it('is shown without parts when entries exist and none is used here', () => {
    const model = shown(undefined, anEntry());
    assert.deepEqual(
      [model.entryId, model.name, model.life, model.breadth],
      [undefined, undefined, undefined, undefined],
    );
  });
});
