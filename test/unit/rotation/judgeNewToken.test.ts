import assert from 'node:assert/strict';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { judgeNewToken } from '../../../src/rotation/judgeNewToken.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { Expiry } from '../../../src/tokens/expiry.ts';
import type { Inspection } from '../../../src/tokens/inspection.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

type Alive = Extract<Inspection, { kind: 'alive' }>;

const inDays = (days: number): Expiry => ({ kind: 'at', at: now + days * dayMs });

function seen(changes: Partial<Alive> = {}): Alive {
  return {
    kind: 'alive',
    at: now,
    login: 'mona',
    expiry: inDays(30),
    scopes: { kind: 'notListed' },
    sso: { kind: 'notSeen' },
    ...changes,
  };
}

/** Every difference as `kind`, with `!` where it is notable. */
function differences(entry: Entry, changes: Partial<Alive>, kind: TokenKind = entry.kind): readonly string[] {
  const verdict = judgeNewToken(entry, kind, seen(changes), now, defaultPolicy);
  assert.equal(verdict.kind, 'accepted');
  return verdict.kind === 'accepted'
    ? verdict.differences.map((d) => (d.notable ? `${d.kind}!` : d.kind))
    : [];
}

const listed = (...scopes: readonly string[]) => ({ scopes: { kind: 'listed', scopes } as const });
const ownerless = anEntry({ owner: undefined });

describe('judging a new token', () => {
  it('finds no difference in one just like the old', () => {
    assert.deepEqual(differences(anEntry({ owner: undefined, expiry: inDays(30) }), {}), []);
  });

  it('compares logins without case and refuses another or none', () => {
    const entry = anEntry({ login: 'Mona' });
    assert.equal(judgeNewToken(entry, 'fine-grained-pat', seen(), now, defaultPolicy).kind, 'accepted');
    assert.deepEqual(judgeNewToken(entry, 'fine-grained-pat', seen({ login: 'hubot' }), now, defaultPolicy), {
      kind: 'refused',
      problem: { kind: 'otherLogin', expected: 'Mona', got: 'hubot' },
    });
    assert.deepEqual(
      judgeNewToken(entry, 'installation-token', seen({ login: undefined }), now, defaultPolicy),
      {
        kind: 'refused',
        problem: { kind: 'loginNotShown', expected: 'Mona' },
      },
    );
  });

  it('lets the person confirm the account when the old token was never checked', () => {
    const entry = anEntry({ owner: undefined, login: undefined, expiry: inDays(30) });
    assert.deepEqual(differences(entry, {}), ['loginFirstSeen!']);
  });

  it('says that GitHub does not name the owner of a fine-grained token', () => {
    assert.deepEqual(differences(anEntry({ expiry: inDays(30) }), {}), ['ownerNotShown']);
    // Where the checklist guessed the owner from the repositories, it is just as unproved.
    const guessed = anEntry({ owner: undefined, expiry: inDays(30), confirmedFor: ['zoo/x', 'zoo/y'] });
    assert.deepEqual(judgeNewToken(guessed, 'fine-grained-pat', seen(), now, defaultPolicy), {
      kind: 'accepted',
      differences: [{ kind: 'ownerNotShown', expected: 'zoo', notable: false }],
    });
  });

  it('notes a change of kind unless it is towards fine-grained', () => {
    const classic = aClassic(['repo'], { expiry: inDays(30) });
    assert.deepEqual(differences(classic, {}, 'fine-grained-pat'), ['tokenKind']);
    const back = anEntry({ owner: undefined, expiry: inDays(30) });
    assert.deepEqual(differences(back, listed('repo'), 'classic-pat'), ['tokenKind!', 'scopesAdded!']);
  });

  it('S2-05 notes every scope the old one did not have, implied ones counted', () => {
    const classic = aClassic(['repo', 'admin:org'], { expiry: inDays(30) });
    assert.deepEqual(differences(classic, listed('repo', 'read:org')), ['scopesRemoved']);
    const verdict = judgeNewToken(
      classic,
      'classic-pat',
      seen(listed('repo', 'admin:org', 'gist')),
      now,
      defaultPolicy,
    );
    assert.deepEqual(verdict, {
      kind: 'accepted',
      differences: [
        { kind: 'scopesAdded', scopes: ['gist'], notable: true },
        // It had it before, and no token should.
        { kind: 'neverGrant', scopes: ['admin:org'], notable: true },
      ],
    });
  });

  it('notes a kind that the rules of the person do not let in, also where the old one is of that kind', () => {
    const policy = { ...defaultPolicy, allowedKinds: ['fine-grained-pat'] as const };
    const classic = aClassic(['repo'], { expiry: inDays(30) });
    const noted = (entry: Entry, kind: TokenKind) => {
      const verdict = judgeNewToken(entry, kind, seen(listed('repo')), now, policy);
      return (
        verdict.kind === 'accepted' && verdict.differences.filter((one) => one.kind === 'kindNotAllowed')
      );
    };
    assert.deepEqual(noted(classic, 'classic-pat'), [
      { kind: 'kindNotAllowed', to: 'classic-pat', notable: true },
    ]);
    assert.deepEqual(noted(classic, 'fine-grained-pat'), []);
  });

  it('notes the loss of the scope that pushing needs', () => {
    assert.deepEqual(differences(aClassic(['repo'], { expiry: inDays(30) }), listed()), ['scopesRemoved!']);
    assert.deepEqual(differences(aClassic(['repo', 'gist'], { expiry: inDays(30) }), listed('repo')), [
      'scopesRemoved',
    ]);
  });

  it('notes an expiry that is missing, too far or so near that a warning follows at once', () => {
    const of = (from: Expiry, to: Expiry) => {
      const verdict = judgeNewToken(
        { ...ownerless, expiry: from },
        'fine-grained-pat',
        seen({ expiry: to }),
        now,
        defaultPolicy,
      );
      return (
        verdict.kind === 'accepted' &&
        verdict.differences.map((d) => [d.kind === 'expiry' && d.why, d.notable])
      );
    };
    assert.deepEqual(of(inDays(9), inDays(30)), [['later', false]]);
    assert.deepEqual(of(inDays(9), inDays(30.01)), [['tooLong', true]]);
    assert.deepEqual(of(inDays(90), inDays(30)), [['earlier', false]]);
    assert.deepEqual(of(inDays(90), inDays(14)), [['earlier', true]]);
    assert.deepEqual(of(inDays(9), { kind: 'never' }), [['never', true]]);
    assert.deepEqual(of({ kind: 'never' }, inDays(30)), [['later', false]]);
    assert.deepEqual(of(inDays(9), { kind: 'notReported', why: 'nearNow' }), [['notReported', true]]);
    assert.deepEqual(of({ kind: 'notSeen' }, { kind: 'notReported', why: 'absent' }), []);
  });

  it('notes that single sign-on blocks it', () => {
    const entry = anEntry({ owner: undefined, expiry: inDays(30) });
    const sso = { kind: 'blocked', organisation: 'acme', at: now } as const;
    assert.deepEqual(differences(entry, { sso }), ['ssoBlocked!']);
  });
});
