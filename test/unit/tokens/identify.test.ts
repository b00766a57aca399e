import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identifyToken, looksMistyped } from '../../../src/tokens/identify.ts';
import { kinds } from '../../../src/tokens/kind.ts';
import { cpuTime } from '../../fixtures/cpuTime.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('identifying a token', () => {
  it('I03 names every kind by looking at it, and claims nothing of a prefix it does not know', () => {
    const found = Object.fromEntries(
      tokenForms.map((form) => {
        const { kind, shape, checksum } = identifyToken(makeToken(form));
        return [form, `${kind} ${shape} ${checksum}`];
      }),
    );
    assert.deepEqual(found, {
      'classic-pat': 'classic-pat exact right',
      'fine-grained-pat': 'fine-grained-pat exact notKnown',
      'oauth-token': 'oauth-token exact right',
      'app-user-token': 'app-user-token exact right',
      'app-user-token-long': 'app-user-token exact notKnown',
      'installation-token': 'installation-token exact notKnown',
      'installation-token-opaque': 'installation-token exact right',
      'installation-token-jwt': 'installation-token exact notKnown',
      'refresh-token': 'refresh-token exact notKnown',
      'legacy-hex': 'legacy-hex exact notKnown',
      unknown: 'unknown odd notKnown',
    });
  });

  it('I03 knows the installation token of old servers and the short refresh token', () => {
    assert.deepEqual(identifyToken(`v1.${makeToken('legacy-hex')}`), {
      kind: 'installation-token',
      shape: 'exact',
      checksum: 'notKnown',
    });
    assert.equal(identifyToken(`ghr_${makeToken('classic-pat').slice(4)}`).shape, 'exact');
  });

  it('I02 catches every single wrong character of a classic token', () => {
    const token = makeToken('classic-pat', 7);
    let missed = 0;
    for (let at = 4; at < token.length; at++) {
      for (const other of base62) {
        if (other === token.charAt(at)) continue;
        const typed = token.slice(0, at) + other + token.slice(at + 1);
        if (!looksMistyped(identifyToken(typed))) missed++;
      }
    }
    assert.equal(missed, 0);
    assert.equal(looksMistyped(identifyToken(token)), false);
  });

  it('I02 asks about a classic token that lost or gained a character', () => {
    const token = makeToken('classic-pat');
    for (const typed of [token.slice(0, -1), `${token}A`, token.slice(0, 20)]) {
      assert.deepEqual(identifyToken(typed), { kind: 'classic-pat', shape: 'odd', checksum: 'wrong' });
      assert.equal(looksMistyped(identifyToken(typed)), true);
    }
  });

  it('never calls another kind mistyped, because its checksum rule is not proved', () => {
    for (const form of tokenForms.filter((one) => one !== 'classic-pat')) {
      const token = makeToken(form);
      const last = token.endsWith('0') ? '1' : '0';
      assert.equal(looksMistyped(identifyToken(token.slice(0, -1) + last)), false, form);
    }
  });

  it('does not refuse a fine-grained token of another length', () => {
    const { kind, shape } = identifyToken(`${makeToken('fine-grained-pat')}AB`);
    assert.deepEqual([kind, shape], ['fine-grained-pat', 'odd']);
  });

  it('takes forty hex digits for an old token only in lower case', () => {
    const hex = makeToken('legacy-hex');
    assert.equal(identifyToken(hex).kind, 'legacy-hex');
    assert.equal(identifyToken(hex.toUpperCase()).kind, 'unknown');
    assert.equal(identifyToken(`${hex}0`).kind, 'unknown');
  });

  it('calls a token beyond the length of its kind odd', () => {
    assert.equal(identifyToken(`ghu_${'a'.repeat(1996)}`).shape, 'exact');
    assert.equal(identifyToken(`ghu_${'a'.repeat(1997)}`).shape, 'odd');
  });

  it('answers for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        assert.ok(identifyToken(text).kind in kinds);
      }),
    );
  });

  it('takes time in proportion to the text, also a hostile one', () => {
    const texts = (size: number) => [
      `ghs_1_${'a.a.'.repeat(size / 4)}`,
      `ghs_1_eyJ${'a'.repeat(size)}`,
      `github_pat_${'_'.repeat(size)}`,
      `ghu_${'-'.repeat(size)}!`,
    ];
    const time = (size: number) => {
      const started = cpuTime();
      for (const text of texts(size)) identifyToken(text);
      return cpuTime() - started;
    };
    time(10_000);
    assert.ok(time(1_000_000) < 400, 'a quadratic one takes minutes');
  });
});

describe('the table of kinds', () => {
  it('cannot be changed by a caller', () => {
    const facts = kinds['classic-pat'] as { maxLength: number };
    assert.throws(() => {
      facts.maxLength = 1;
    }, TypeError);
    assert.throws(() => (kinds['classic-pat'].shapes as RegExp[]).push(/x/), TypeError);
    assert.ok(Object.isFrozen(kinds));
  });

  it('holds each kind under its own id, with a prefix no other kind starts with', () => {
    const prefixes = Object.values(kinds).flatMap(({ prefix }) => prefix ?? []);
    assert.deepEqual(
      Object.keys(kinds),
      Object.values(kinds).map(({ id }) => id),
    );
    for (const one of prefixes)
      assert.equal(prefixes.filter((other) => one.startsWith(other)).length, 1, one);
  });

  it('says which kinds send scopes and for which an absent expiry means never', () => {
    const ids = (test: (id: keyof typeof kinds) => boolean) =>
      (Object.keys(kinds) as (keyof typeof kinds)[]).filter(test);
    assert.deepEqual(
      {
        scopes: ids((id) => kinds[id].sendsScopes),
        expiry: ids((id) => kinds[id].reportsExpiry),
        renews: ids((id) => kinds[id].renewsItself),
        neverSent: ids((id) => !kinds[id].authenticates),
      },
      {
        scopes: ['classic-pat', 'oauth-token', 'legacy-hex'],
        expiry: ['classic-pat', 'fine-grained-pat'],
        renews: ['app-user-token', 'installation-token', 'refresh-token'],
        neverSent: ['refresh-token', 'app-key'],
      },
    );
  });
});
