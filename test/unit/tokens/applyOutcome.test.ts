import assert from 'node:assert/strict';
import { dayMs } from '../../../src/shared/clock.ts';
import { type Attempt, applyOutcome, type Outcome } from '../../../src/tokens/applyOutcome.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const entry = anEntry({
  sso: { kind: 'blocked', organisation: 'acme', at: now - 9 },
  observed: [
    { operation: 'push', repository: 'Acme/App', evidence: 'refused', at: now - 2 * dayMs },
    { operation: 'open-draft-pr', repository: 'acme/app', evidence: 'worked', at: now - 2 * dayMs },
  ],
});

const attempt = (outcome: Outcome): Attempt => ({
  operation: 'push',
  repository: 'acme/app',
  outcome,
  at: now,
});

describe('what an operation showed about a token', () => {
  it('says nothing about another token that was stored meanwhile', () => {
    const rotated = { ...entry, secretSince: now - 1 };
    const outcomes: readonly Outcome[] = [
      { kind: 'worked' },
      { kind: 'refused' },
      { kind: 'dead' },
      { kind: 'ssoBlocked', organisation: 'acme' },
    ];
    assert.deepEqual(
      outcomes.map((outcome) => applyOutcome(rotated, entry, attempt(outcome))),
      outcomes.map(() => rotated),
    );
  });

  it('is applied to what is known now, not to what was known when the token was taken', () => {
    const renamed = { ...entry, name: 'another name' };
    assert.deepEqual(applyOutcome(renamed, entry, attempt({ kind: 'dead' })), {
      ...renamed,
      health: { kind: 'dead', at: now },
    });
  });

  it('keeps one line per operation and repository, the latest, and lifts a block of single sign-on when it worked', () => {
    assert.deepEqual(applyOutcome(entry, entry, attempt({ kind: 'worked' })), {
      ...entry,
      sso: { kind: 'notSeen' },
      observed: [
        entry.observed[1],
        { operation: 'push', repository: 'acme/app', evidence: 'worked', at: now },
      ],
    });
  });

  it('a refusal leaves what is known of single sign-on alone', () => {
    assert.deepEqual(applyOutcome(entry, entry, attempt({ kind: 'refused' })), {
      ...entry,
      observed: [
        entry.observed[1],
        { operation: 'push', repository: 'acme/app', evidence: 'refused', at: now },
      ],
    });
  });

  it('names the organisation that wants single sign-on', () => {
    const outcome = { kind: 'ssoBlocked', organisation: 'other' } as const;
    assert.deepEqual(applyOutcome(entry, entry, attempt(outcome)), {
      ...entry,
      sso: { kind: 'blocked', organisation: 'other', at: now },
    });
  });

  it('keeps the newest hundred lines', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({
      operation: 'read' as const,
      repository: `acme/r${i}`,
      evidence: 'worked' as const,
      at: i,
    }));
    const { observed } = applyOutcome({ ...entry, observed: many }, entry, attempt({ kind: 'worked' }));
    assert.deepEqual(
      [observed.length, observed[0]?.repository, observed.at(-1)?.repository],
      [100, 'acme/r1', 'acme/app'],
    );
  });

  it('is written once a day: the same again changes nothing', () => {
    const pushed = applyOutcome(entry, entry, attempt({ kind: 'worked' }));
    const soon = { ...attempt({ kind: 'worked' }), at: now + dayMs - 1 };
    assert.equal(applyOutcome(pushed, entry, soon), pushed);
    assert.notEqual(applyOutcome(pushed, entry, { ...soon, at: now + dayMs }), pushed);
    assert.notEqual(applyOutcome(pushed, entry, { ...soon, outcome: { kind: 'refused' } }), pushed);
  });
});
