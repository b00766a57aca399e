import assert from 'node:assert/strict';
import fc from 'fast-check';
import { healthSeverity, judgeHealth } from '../../../src/dashboard/judgeHealth.ts';
import { mostFindings, rankFindings } from '../../../src/dashboard/rankFindings.ts';
import { mostMarks, stripRecords } from '../../../src/dashboard/stripRecords.ts';
import { judgeEntries } from '../../../src/policy/judgeEntry.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { VaultView } from '../../../src/vault/judgeStore.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { aRecord } from '../journal/aRecord.ts';
import { anEntry, now } from '../policy/anEntry.ts';

describe('what the dashboard says first', () => {
  const findings = judgeEntries(variedEntries(500), { now, usedHere: 'e3' });
  const weight = { error: 0, warning: 1, info: 2 } as const;

  it('has the most urgent first, no accepted one, and counts what is left out', () => {
    const { shown, left, count } = rankFindings(findings, 'e3');
    const open = findings.filter(({ acceptedUntil }) => acceptedUntil === undefined);
    assert.equal(shown.length, mostFindings);
    assert.equal(shown.length + left, open.length);
    assert.equal(count.error + count.warning + count.info, open.length);
    assert.ok(shown.every(({ acceptedUntil }) => acceptedUntil === undefined));
    assert.deepEqual(
      shown.map(({ severity }) => weight[severity]),
      shown.map(({ severity }) => weight[severity]).toSorted(),
    );
  });

  it('puts what is used here before others that are as urgent', () => {
    const dead = (id: string) => anEntry({ id, expiry: { kind: 'never' } });
    const found = judgeEntries([dead('a'), dead('b')], { now, usedHere: 'b' });
    assert.equal(rankFindings(found, 'b').shown[0]?.entryId, 'b');
  });

  it('F02 F03 F07 F08 says the worst of what is wrong with the store, and nothing while all is well', () => {
    const fine: VaultView = {
      entries: [anEntry()],
      lost: [],
      unreadable: [],
      mode: { kind: 'open' },
      keeping: 'proved',
      notKept: [],
      older: [],
    };
    const kindOf = (changes: Partial<VaultView>) => judgeHealth({ ...fine, ...changes }).kind;
    const lost = [{ id: 'x', host: undefined, kind: 'unknown' as const }];
    assert.equal(kindOf({}), 'keeps');
    assert.equal(kindOf({ notKept: ['e1'] }), 'notYetKept');
    assert.equal(kindOf({ lost }), 'lost');
    assert.equal(kindOf({ unreadable: [{ id: 'x', why: 'newer' }] }), 'unreadable');
    assert.equal(kindOf({ older: ['x'] }), 'older');
    assert.equal(kindOf({ keeping: 'memoryOnly' }), 'memoryOnly');
    assert.equal(kindOf({ mode: { kind: 'storeEmpty' }, lost }), 'storeEmpty');
    assert.equal(kindOf({ mode: { kind: 'readOnly', why: 'stale' }, lost }), 'readOnly');
    assert.equal(kindOf({ entries: [] }), 'unused');
    assert.deepEqual(
      Object.entries(healthSeverity)
        .filter(([, severity]) => severity === 'none')
        .map(([kind]) => kind),
      ['keeps', 'unused'],
    );
  });

  it('shows the newest of the last thirty days of the journal, oldest first, also of a clock that was ahead', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 5 }), { maxLength: 400 }), (days) => {
        const marks = stripRecords(
          days.map((day) => aRecord({ time: now + day * dayMs })),
          now,
        );
        assert.equal(marks.length, Math.min(mostMarks, days.filter((day) => day >= -30).length));
        marks.reduce((before, { at }) => {
          assert.ok(at >= before && at <= 1);
          return at;
        }, 0);
      }),
    );
  });
});
