import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeAppId } from '../../../src/apps/keys/judgeAppId.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const outcome = (text: string) => {
  const judged = judgeAppId(text);
  return judged.kind === 'id' ? judged.id : judged.why;
};

describe('the id of an App, as it is typed', () => {
  it('S2-29 takes a client id of either form and the number of an App, without the spaces around', () => {
    for (const id of ['Iv23liABCdefGHI12345', 'Iv1.0123456789abcdef', '1', '987654321'])
      assert.equal(outcome(`  ${id}\n`), id);
  });

  it('S2-29 names what was typed instead, before anything is signed', () => {
    assert.equal(outcome('  '), 'empty');
    assert.equal(outcome('-----BEGIN RSA PRIVATE KEY-----'), 'key');
    assert.equal(outcome('x'.repeat(400)), 'key');
    assert.equal(outcome('Ov23liABCdefGHI12345'), 'oauthApp');
    assert.equal(outcome('0123456789abcdef0123456789abcdef01234567'), 'secret');
    assert.equal(outcome(makeToken('classic-pat')), 'secret');
    for (const text of ['my-app', '0123', '12 34', '-5', '1e3', 'Iv23 li', '1234567890123456'])
      assert.equal(outcome(text), 'other');
  });

  it('S2-29 lets nothing through that could mean something in a signed request or an address', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'Iv23li', '123'), fc.string({ maxLength: 70 }), (start, rest) => {
        const text = start + rest;
        const judged = judgeAppId(text);
        if (judged.kind === 'id') assert.match(judged.id, /^[A-Za-z0-9.]{1,62}$/);
      }),
    );
  });
});
