import assert from 'node:assert/strict';
import { applyInspection, isCheckDue, judgeLogin } from '../../../src/tokens/applyInspection.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { Expiry } from '../../../src/tokens/expiry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { Inspection } from '../../../src/tokens/inspection.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;

const entry: Entry = {
  id: 'e1',
  name: 'github:classic',
  host: githubCom.name,
  kind: 'classic-pat',
  addedAt: now - 50 * hour,
  secretSince: now - 50 * hour,
  owner: { value: 'acme', evidence: 'declared' },
  login: 'mona',
  purpose: 'push-and-draft',
  declared: undefined,
  expiry: { kind: 'at', at: now + 9 * 24 * hour },
  scopes: { kind: 'listed', scopes: ['repo'] },
  health: { kind: 'alive', at: now - 20 * hour },
  sso: { kind: 'blocked', organisation: 'sso-corp', at: now - 30 * hour },
  checkedAt: now - 20 * hour,
  observed: [{ operation: 'push', repository: 'acme/app', evidence: 'worked', at: now - 40 * hour }],
  accepted: [],
  confirmedFor: ['acme/app'],
  previous: undefined,
};
const alive: Extract<Inspection, { kind: 'alive' }> = {
  kind: 'alive',
  at: now,
  login: 'mona',
  expiry: { kind: 'at', at: now + 8 * 24 * hour },
  scopes: { kind: 'listed', scopes: ['gist'] },
  sso: { kind: 'notSeen' },
};

describe('applyInspection', () => {
  it('a dead token keeps every fact it had', () => {
    assert.deepEqual(applyInspection(entry, { kind: 'dead', at: now }), {
      ...entry,
      health: { kind: 'dead', at: now },
      checkedAt: now,
    });
  });

  it('an alive token takes what was seen and keeps evidence that was not asked about', () => {
    assert.deepEqual(applyInspection(entry, alive), {
      ...entry,
      health: { kind: 'alive', at: now },
      checkedAt: now,
      expiry: alive.expiry,
      scopes: alive.scopes,
    });
  });

  it('G06 a vague expiry never replaces a known one, a clear one always does', () => {
    const known: Expiry = { kind: 'at', at: now + hour };
    const never: Expiry = { kind: 'never' };
    const vague: Expiry = { kind: 'notReported', why: 'nearNow' };
    const absent: Expiry = { kind: 'notReported', why: 'absent' };
    const cases: readonly (readonly [Expiry, Expiry, Expiry])[] = [
      [known, vague, known],
      [known, absent, known],
      [never, vague, never],
      [known, never, never],
      [never, known, known],
      [vague, absent, absent],
      [{ kind: 'notSeen' }, vague, vague],
      [known, { kind: 'notSeen' }, known],
    ];
    assert.deepEqual(
      cases.map(
        ([was, seen]) => applyInspection({ ...entry, expiry: was }, { ...alive, expiry: seen }).expiry,
      ),
      cases.map(([, , then]) => then),
    );
  });

  it('what an installation token does not say is not forgotten', () => {
    const applied = applyInspection(entry, { ...alive, login: undefined, scopes: { kind: 'notSeen' } });
    assert.deepEqual([applied.login, applied.scopes], ['mona', entry.scopes]);
  });

  it('another login is reported, another spelling is not', () => {
    assert.deepEqual(
      [
        judgeLogin(entry, { ...alive, login: 'hubot' }),
        judgeLogin(entry, { ...alive, login: 'Mona' }),
        judgeLogin(entry, { ...alive, login: undefined }),
        judgeLogin({ ...entry, login: undefined }, alive),
      ],
      [{ kind: 'changed', was: 'mona', now: 'hubot' }, { kind: 'none' }, { kind: 'none' }, { kind: 'none' }],
    );
  });
});

describe('isCheckDue', () => {
  const checked = (hoursAgo: number): Entry => ({ ...entry, checkedAt: now - hoursAgo * hour });

  it('a check is due after twelve hours and the jitter of this window', () => {
    assert.deepEqual(
      [
        isCheckDue(checked(11.9), now, 0),
        isCheckDue(checked(12.1), now, 0),
        isCheckDue(checked(12.1), now, 0.5),
        isCheckDue(checked(13.1), now, 0.99),
        isCheckDue({ ...entry, checkedAt: undefined }, now, 0.5),
      ],
      [false, true, false, true, true],
    );
  });

  it('G03 a token that GitHub called bad is never asked about again by itself', () => {
    const dead: Entry = { ...entry, health: { kind: 'dead', at: now - 500 * hour } };
    assert.deepEqual(
      [isCheckDue(dead, now, 0), isCheckDue({ ...dead, checkedAt: undefined }, now, 0)],
      [false, false],
    );
  });

  it('a refresh token is never due, and a check dated in the future is not believed', () => {
    assert.deepEqual(
      [isCheckDue({ ...checked(99), kind: 'refresh-token' }, now, 0), isCheckDue(checked(-2), now, 0)],
      [false, true],
    );
  });
});
