import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeEntries, judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { defaultPolicy, type Policy } from '../../../src/policy/policy.ts';
import type { PolicyFinding } from '../../../src/policy/policyFinding.ts';
import { tightenPolicy } from '../../../src/policy/tightenPolicy.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { FindingId } from '../../../src/shared/finding.ts';
import { variedEntries } from '../../fixtures/variedEntries.ts';
import { anEntry, now } from './anEntry.ts';
import { policies, policyRuleSets } from './policies.ts';

const many = variedEntries(200);
const anyEntry = fc.constantFrom(...many);

describe('judging a vault', () => {
  it('of two hundred tokens gives every finding, in the order of the entries and of the rules', () => {
    const findings = judgeEntries(many, { now, usedHere: 'e3', policy: defaultPolicy });
    const one = many.flatMap((entry) => judgeEntry(entry, { now, usedHere: entry.id === 'e3' }));
    assert.deepEqual(findings, one);
    assert.deepEqual(judgeEntries(structuredClone(many), { now, usedHere: 'e3' }), findings);
    const order: readonly FindingId[] = [
      'dead',
      'expired',
      'kind-not-allowed',
      'classic',
      'over-scoped',
      'broader-than-purpose',
      'sso-blocked',
      'expires-soon',
      'expires-later',
      'no-expiry',
      'long-lifetime',
      'old',
      'unused',
      'several-owners',
      'purpose-unknown',
      'owner-unknown',
      'bot-on-a-person',
    ];
    const strict: Policy = { ...defaultPolicy, allowedKinds: ['fine-grained-pat'] };
    const places = judgeEntries(many, { now, usedHere: undefined, policy: strict }).map(
      ({ id, entryId }) => Number(entryId.slice(1)) * 100 + order.indexOf(id),
    );
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    const seen = new Set(judgeEntries(many, { now, usedHere: 'e3', policy: strict }).map(({ id }) => id));
    // Every finding that a token can have occurs among so many, or the order would not be proved.
    assert.deepEqual(
      order.filter((id) => !seen.has(id)),
      [],
    );
  });

  it('finds the same about each entry, whatever the order of the entries and whoever else is there', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...many], { minLength: 20 }), policies, (some, policy) => {
        const findings = judgeEntries(some, { now, usedHere: 'e3', policy });
        for (const entry of some.slice(0, 20)) {
          assert.deepEqual(
            findings.filter(({ entryId }) => entryId === entry.id),
            judgeEntry(entry, { now, usedHere: entry.id === 'e3', policy }),
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never throws and never gives two findings of one id, at any moment and under any policy', () => {
    const moment = fc.integer({ min: 0, max: 8.64e15 });
    fc.assert(
      fc.property(anyEntry, policies, moment, fc.boolean(), (entry, policy, at, usedHere) => {
        const ids = judgeEntry(entry, { now: at, usedHere, policy }).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
      }),
      { numRuns: 300 },
    );
  });

  it('finds under a tightened policy all that it finds under the base, and at least as urgent', () => {
    fc.assert(
      fc.property(anyEntry, policies, policyRuleSets, fc.boolean(), (entry, base, extra, usedHere) => {
        const { policy } = tightenPolicy(base, extra);
        const after = judgeEntry(entry, { now, usedHere, policy });
        for (const before of judgeEntry(entry, { now, usedHere, policy: base })) {
          assert.ok(
            after.some((one) => isTheSame(before, one) && urgencyOf(one) <= urgencyOf(before)),
            `${before.id} of ${entry.kind}`,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** 0 is the most urgent. */
function urgencyOf({ severity }: PolicyFinding): number {
  return ['error', 'warning', 'info'].indexOf(severity);
}

/** Expiring later may have become expiring soon. */
function isTheSame(before: PolicyFinding, after: PolicyFinding): boolean {
  return before.id === after.id || (before.id === 'expires-later' && after.id === 'expires-soon');
}

describe('the thresholds', () => {
  /** Days around the changes of the clocks, in zones of both hemispheres and with half hours. */
  const changes = [
    Date.UTC(2026, 2, 29, 1),
    Date.UTC(2026, 9, 25, 1),
    Date.UTC(2026, 10, 1, 6),
    Date.UTC(2026, 3, 4, 16),
  ];
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Kiritimati'];

  it('are spans of time: neither a zone nor the changing of its clocks moves one', () => {
    const zone = process.env.TZ;
    try {
      const judged = zones.map((name) => {
        process.env.TZ = name;
        return changes.map((change) =>
          [-1, 0, 1].map((ms) => {
            const at = change + 3 * dayMs;
            const entry = anEntry({ secretSince: change - 20 * dayMs, expiry: { kind: 'at', at } });
            return judgeEntry(entry, { now: change + ms, usedHere: true }).map(
              ({ id, severity }) => `${id} ${severity}`,
            );
          }),
        );
      });
      assert.deepEqual(judged[0]?.[0], [
        ['expires-later info'],
        ['expires-soon warning'],
        ['expires-soon warning'],
      ]);
      for (const one of judged) assert.deepEqual(one, judged[0]);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('are not reached by a clock that is wrong by a day, now or when the token was stored, two days before', () => {
    const wrong = fc.constantFrom(-dayMs, 0, dayMs);
    const days = fc.double({ min: 0, max: 13, noNaN: true });
    fc.assert(
      fc.property(days, days, wrong, wrong, (age, left, nowOff, storedOff) => {
        const at = now + (left + 2) * dayMs;
        const entry = anEntry({ secretSince: now - (age * dayMs + storedOff), expiry: { kind: 'at', at } });
        const rules = { ...defaultPolicy, maxAgeDays: 16, unusedDays: 16 };
        const ids = judgeEntry(entry, { now: now + nowOff, usedHere: true, policy: rules }).map(
          ({ id }) => id,
        );
        assert.deepEqual(
          ids.filter((id) => !id.startsWith('expires-')),
          [],
        );
        // And nothing that is far away is called soon.
        assert.ok(!ids.includes('expires-soon') || left + 2 <= rules.soonDays + 1, String(left));
      }),
      { numRuns: 300 },
    );
  });
});
