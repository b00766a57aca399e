import assert from 'node:assert/strict';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { judgePrevious } from '../../../src/policy/judgePrevious.ts';
import { isAcceptable } from '../../../src/policy/policyFinding.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { PreviousToken } from '../../../src/tokens/entry.ts';
import { anEntry, now } from './anEntry.ts';

const kept = (changes: Partial<PreviousToken> = {}, at = now) =>
  judgePrevious(
    anEntry({ previous: { since: now - 40 * dayMs, replacedAt: now, kind: 'classic-pat', ...changes } }),
    at,
  ).map(({ id, severity, data }) => [id, severity, data.chosen ?? data.acceptedAt]);

describe('what is left to do at GitHub', () => {
  it('S0-12 an old token kept until a day is told quietly before, and as a warning from that day on', () => {
    const keepUntil = now + 10 * dayMs;
    assert.deepEqual(kept({ keepUntil }), [['old-token-kept', 'info', true]]);
    assert.deepEqual(kept({ keepUntil }, keepUntil - 1), [['old-token-kept', 'info', true]]);
    assert.deepEqual(kept({ keepUntil }, keepUntil), [['old-token-kept', 'warning', true]]);
  });

  it('S0-12 one that nothing was decided about is a warning after a week: a rotation does not end by forgetting', () => {
    assert.deepEqual(kept(), [['old-token-kept', 'info', false]]);
    assert.deepEqual(kept({}, now + 7 * dayMs), [['old-token-kept', 'warning', false]]);
  });

  it('its own end is the last day, whatever was chosen', () => {
    const at = now + 2 * dayMs;
    const end = { expiry: { kind: 'at', at }, keepUntil: now + 9 * dayMs } as const;
    assert.deepEqual(kept(end, at), [['old-token-kept', 'warning', true]]);
  });

  it('G18 a wish to revoke is a warning until the token is dead, and cannot be accepted away', () => {
    const revocation = { wantedAt: now, lastProblem: 'offline' };
    const entry = anEntry({ revocation });
    const [finding] = judgeEntry(entry, { now: now + 90 * dayMs, usedHere: false }).filter(
      ({ id }) => id === 'not-yet-revoked',
    );
    assert.ok(finding);
    assert.deepEqual([finding.severity, finding.next, isAcceptable(finding)], ['warning', 'revoke', false]);
    const accepted = [{ findingId: 'not-yet-revoked', reason: 'x', at: now, until: now + dayMs }];
    assert.equal(
      judgeEntry({ ...entry, accepted }, { now, usedHere: false }).find(({ id }) => id === 'not-yet-revoked')
        ?.severity,
      'warning',
    );
    assert.deepEqual(judgePrevious({ ...entry, health: { kind: 'dead', at: now } }, now), []);
    assert.deepEqual(kept({ revocation }), [['not-yet-revoked', 'warning', undefined]]);
  });

  it('G18 that GitHub took it is not the end of it, but for a token that cannot be asked about', () => {
    const revocation = { wantedAt: now, acceptedAt: now + 5 };
    assert.deepEqual(kept({ revocation }), [['not-yet-revoked', 'warning', now + 5]]);
    assert.deepEqual(judgePrevious(anEntry({ kind: 'refresh-token', revocation }), now), []);
    const wanted = anEntry({ kind: 'refresh-token', revocation: { wantedAt: now } });
    assert.equal(judgeEntry(wanted, { now, usedHere: true })[0]?.id, 'not-yet-revoked');
  });

  it('says nothing about a token that never was replaced or wanted ended', () => {
    assert.deepEqual(judgePrevious(anEntry(), now), []);
  });
});
