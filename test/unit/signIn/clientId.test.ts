import assert from 'node:assert/strict';
import { judgeClientId } from '../../../src/signIn/clientId.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

describe('a client id', () => {
  it('says by its form what was registered', () => {
    const given = [
      `Iv1.${'0a'.repeat(8)}`,
      ` Iv23li${'Ab'.repeat(7)} `,
      `Ov23li${'Ab'.repeat(7)}`,
      '0a'.repeat(10),
    ];
    const apps = given.map((text) => {
      const verdict = judgeClientId(text);
      return verdict.kind === 'ok' ? verdict.app : verdict.kind;
    });
    assert.deepEqual(apps, ['github-app', 'github-app', 'oauth-app', 'oauth-app']);
  });

  it('is never a secret: a token, a client secret or a key is refused, because what is typed here is shown', () => {
    const secrets = [
      ...tokenForms.filter((form) => form !== 'unknown').map((form) => makeToken(form)),
      '0a'.repeat(20),
      `-----BEGIN RSA ${'PRIVATE'} KEY-----\nabc`,
      'x'.repeat(30),
    ];
    assert.deepEqual(
      secrets.map((text) => judgeClientId(text).kind),
      secrets.map(() => 'secret'),
    );
  });

  it('is told apart from the number of the App, and from nothing at all', () => {
    const kinds = ['', '  ', '123456', 'my-app'].map((text) => judgeClientId(text).kind);
    assert.deepEqual(kinds, ['empty', 'empty', 'appId', 'unknown']);
  });
});
