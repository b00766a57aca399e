import assert from 'node:assert/strict';
import fc from 'fast-check';
import { secretOf } from '../../../src/leaks/secretOf.ts';
import { printer } from '../../../src/node/leaks/printer.ts';
import { makeSecret, makeToken } from '../../fixtures/tokens.ts';

const print = printer(() => 'salt of a test');

describe('the value of a found token, taken again', () => {
  it('is the one that was found, wherever it stands by now and whatever stands beside it', () => {
    const forms = ['classic-pat', 'fine-grained-pat', 'oauth-token', 'installation-token'] as const;
    const filler = fc.stringMatching(/^[a-z =\n]*$/);
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.nat(50), filler, filler, (form, seed, before, after) => {
        const [mine, other] = [makeToken(form, seed), makeToken(form, seed + 1)];
        const text = `${before}\nA=${other}\nB=${mine}\n${after}`;
        const found = secretOf(text, print(makeSecret(form, seed)), print);
        assert.ok(found?.equals(makeSecret(form, seed)));
      }),
    );
  });

  it('is none when another token stands in its place, or the text is empty', () => {
    const wanted = print(makeSecret('classic-pat', 'gone'));
    for (const text of ['', 'GH_TOKEN=', `GH_TOKEN=${makeToken('classic-pat', 'other')}`]) {
      assert.equal(secretOf(text, wanted, print), undefined);
    }
  });
});
