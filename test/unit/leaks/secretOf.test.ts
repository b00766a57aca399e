import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findInBytes, readBytes } from '../../../src/leaks/findInBytes.ts';
import { latin1Of } from '../../../src/leaks/fromCodes.ts';
import { secretOf } from '../../../src/leaks/secretOf.ts';
import { printer } from '../../../src/node/leaks/printer.ts';
import { makePrivateKey } from '../../fixtures/privateKeys.ts';
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

  it('is taken out of the bytes of a file in which it was found, UTF-16 or not, whatever its form', () => {
    const texts = [
      `github_token=${makeToken('legacy-hex', 1)}\n`,
      `é ${makeToken('classic-pat', 1)}\n`,
      `Basic ${Buffer.from(`x-access-token:${makeToken('fine-grained-pat', 1)}`).toString('base64')}\n`,
      makePrivateKey(),
    ];
    for (const text of texts) {
      const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
      for (const file of [Buffer.from(text), wide, wide.subarray(2), Buffer.from(wide).swap16()]) {
        const bytes = latin1Of(file);
        const [leak] = findInBytes(bytes, print);
        assert.ok(leak, text);
        assert.ok(secretOf(readBytes(bytes).text, leak.print, print), text);
      }
    }
  });

  it('is none when another token stands in its place, or the text is empty', () => {
    const wanted = print(makeSecret('classic-pat', 'gone'));
    for (const text of ['', 'GH_TOKEN=', `GH_TOKEN=${makeToken('classic-pat', 'other')}`]) {
      assert.equal(secretOf(text, wanted, print), undefined);
    }
  });
});
