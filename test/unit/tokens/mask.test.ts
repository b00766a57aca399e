import assert from 'node:assert/strict';
import { Secret } from '../../../src/shared/secret.ts';
import { kinds } from '../../../src/tokens/kind.ts';
import { maskToken } from '../../../src/tokens/mask.ts';
import { makeToken, tokenForms } from '../../fixtures/tokens.ts';

describe('a masked token', () => {
  it('C15 shows the prefix and the last four characters at most', () => {
    for (const form of tokenForms) {
      const token = makeToken(form);
      const prefix = Object.values(kinds)
        .flatMap((one) => one.prefix ?? [])
        .find((one) => token.startsWith(one));
      assert.equal(maskToken(new Secret(token)), `${prefix ?? ''}…${token.slice(-4)}`, form);
    }
  });

  it('C15 shows nothing of a value so short that four characters would help to guess it', () => {
    assert.equal(maskToken(new Secret('hunter2')), '…');
    assert.equal(maskToken(new Secret('x'.repeat(23))), '…');
    assert.equal(maskToken(new Secret(makeToken('classic-pat').slice(0, 27))), 'ghp_…');
    assert.equal(maskToken(new Secret('')), '…');
  });
});
