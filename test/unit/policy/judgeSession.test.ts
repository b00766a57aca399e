import assert from 'node:assert/strict';
import { judgeEntry } from '../../../src/policy/judgeEntry.ts';
import { dayMs, hourMs } from '../../../src/shared/clock.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import { isOver, lifeLeft } from '../../../src/tokens/lifeLeft.ts';
import { anEntry, now } from './anEntry.ts';

describe('judging a sign-in', () => {
  const session = { clientId: 'Iv1.x', app: 'github-app', renewalExpiresAt: now + 90 * dayMs } as const;
  const signedIn = (changes: Partial<Entry> = {}) =>
    anEntry({ kind: 'app-user-token', expiry: { kind: 'at', at: now + hourMs }, session, ...changes });
  const ran = { kind: 'at', at: now - hourMs } as const;
  const found = (entry: Entry, usedHere = true) =>
    judgeEntry(entry, { now, usedHere }).map(({ id, severity, next }) => `${id} ${severity} ${next}`);

  it('finds nothing as long as the next token can be asked for, also after a night in which nobody did', () => {
    assert.deepEqual([found(signedIn()), found(signedIn({ expiry: ran }))], [[], []]);
    const entry = signedIn({ expiry: ran });
    assert.deepEqual([lifeLeft(entry, now), isOver(entry, now)], [{ kind: 'renews' }, false]);
  });

  it('tells a renewal that failed for good: a warning while the last token lives, an error after', () => {
    const lost = { ...session, lostAt: now };
    assert.deepEqual(found(signedIn({ session: lost })), ['renewal-lost warning sign-in']);
    assert.deepEqual(found(signedIn({ session: lost, expiry: ran })), ['renewal-lost error sign-in']);
    assert.deepEqual(found(signedIn({ session: lost }), false), ['renewal-lost info sign-in']);
    const old = { ...session, renewalExpiresAt: now };
    assert.deepEqual(found(signedIn({ session: old, expiry: ran })), ['renewal-lost error sign-in']);
    assert.equal(isOver(signedIn({ session: lost, expiry: ran }), now), true);
  });

  it('leads from a dead token to a new sign-in, and never to a page for pasted tokens', () => {
    const dead = signedIn({ health: { kind: 'dead', at: now } });
    assert.deepEqual(found(dead), ['dead error sign-in']);
    assert.equal(lifeLeft(dead, now).kind, 'dead');
  });

  it('warns of a sign-in whose token never ends, whichever kind of App gave it', () => {
    const endless = { clientId: 'Ov23x', app: 'oauth-app' } as const;
    const never = { kind: 'never' } as const;
    for (const kind of ['oauth-token', 'app-user-token'] as const) {
      const ids = judgeEntry(signedIn({ kind, expiry: never, session: endless }), { now, usedHere: true });
      assert.ok(ids.some(({ id, severity }) => id === 'no-expiry' && severity === 'warning'));
    }
  });
});
