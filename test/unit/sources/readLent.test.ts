import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Secret } from '../../../src/shared/secret.ts';
import { readLent } from '../../../src/sources/readLent.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

describe('what another program hands over', () => {
  it('is a token of any kind, with one line end at most', () => {
    for (const form of tokenForms.filter((one) => one !== 'refresh-token')) {
      const token = makeToken(form);
      for (const text of [token, `${token}\n`, `${token}\r\n`]) {
        assert.ok(readLent(text)?.token.equals(new Secret(token)), form);
      }
    }
  });

  it('is nothing where anything stands around the token, or where it renews others', () => {
    const token = makeToken('oauth-token');
    const wrong = [
      '',
      '\n',
      `${token}\n\n`,
      ` ${token}`,
      `${token} `,
      `${token}\n${token}\n`,
      `${token}\n${makeToken('oauth-token', 1)}\n`,
      `token: ${token}`,
      `"${token}"`,
      `${token}\0`,
      `\u200b${token}`,
      `https://${token}@github.com`,
      token.slice(0, 12),
      'correct horse battery staple',
      'hunter2',
      makeToken('refresh-token'),
    ];
    assert.deepEqual(
      wrong.filter((text) => readLent(text) !== undefined),
      [],
    );
  });

  it('S4-13 never lets a character through that could start another line or header', () => {
    const around = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' ', '\n', '\r', '\0', '\t', '=', '\u2028'),
    );
    fc.assert(
      fc.property(around, around, fc.constantFrom(...tokenForms), (before, after, form) => {
        const text = before + makeToken(form) + after;
        const lent = readLent(text);
        if (lent === undefined) return;
        assert.match(lent.token.reveal(), /^[\w.-]+$/);
        assert.equal(lent.token.reveal(), text.replace(/\r?\n$/, ''));
      }),
    );
  });
});
