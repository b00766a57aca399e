import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { findInBytes } from '../../../src/leaks/findInBytes.ts';
import { LeakStream } from '../../../src/leaks/leakStream.ts';
import { Lines } from '../../../src/leaks/lines.ts';
import { lookIn } from '../../../src/leaks/lookIn.ts';
import type { Print } from '../../../src/leaks/placed.ts';
import { Utf8Units } from '../../../src/leaks/utf8Units.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const print: Print = (secret) => createHash('sha1').update(secret.reveal()).digest('hex');
const token = makeToken('oauth-token', 3);
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

/** Lines of several scripts, with every way to end them. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('\n', '\r\n', '\r', 'é', '日本', '😀', 'a = ', ' '),
      fc.nat(9).map((seed) => ` ${makeToken('classic-pat', seed)} `),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('the bytes of a file', function () {
  this.timeout(60_000);

  it('I08 are UTF-16 with their mark, and without it when every other is NUL', () => {
    const line = `$env:GH_TOKEN = '${token}'\r\nnext ${token}`;
    const expected = lookIn(line, print);
    assert.equal(expected.length, 2);
    for (const bigEndian of [false, true])
      for (const mark of ['\ufeff', ''])
        assert.deepEqual(findInBytes(latin1(utf16(mark + line, bigEndian)), print), expected);
    assert.deepEqual(findInBytes(latin1(Buffer.from(`\ufeff${line}`)), print), expected);
  });

  it('I08 hold a token that is found whatever the rest is', () => {
    for (const noise of ['\xff\xfe\xfd', '\xe9t\xe9', '\0\0\x01', '\xed\xa0\x80', '\xf0\x9f']) {
      const [one] = findInBytes(`ab ${noise} ${token}\n`, print);
      assert.equal(one?.print, lookIn(token, print)[0]?.print, noise);
    }
  });

  it('have places as an editor counts them', () => {
    fc.assert(
      fc.property(text, (written) => {
        assert.deepEqual(findInBytes(latin1(Buffer.from(written)), print), lookIn(written, print));
      }),
    );
  });

  it('I07 that come in pieces have the same tokens in the same places', () => {
    const much = fc.integer({ min: 0, max: 9000 }).map((count) => 'zé \n'.repeat(count));
    const encoded = fc.constantFrom<(written: string) => Uint8Array>(
      (written) => Buffer.from(written),
      (written) => utf16(`\ufeff${written}`, false),
      (written) => utf16(`\ufeff${written}`, true),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, much), { maxLength: 6 }),
        encoded,
        fc.integer({ min: 1, max: 40_001 }),
        (parts, encode, size) => {
          const bytes = latin1(encode(parts.join('')));
          const stream = new LeakStream(print);
          for (let at = 0; at < bytes.length; at += size) stream.write(bytes.slice(at, at + size));
          assert.deepEqual(stream.end(), lookIn(parts.join(''), print));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('have the same places wherever the count of lines goes on', () => {
    const some = fc
      .array(fc.constantFrom('\n', '\r', 'a', '\xc3\xa9'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(some, fc.nat(12), (written, cut) => {
        const [whole, parts] = [new Lines({ bytes: true }), new Lines({ bytes: true })];
        whole.pass(written, 0, written.length);
        parts.pass(written, 0, Math.min(cut, written.length));
        parts.pass(written, Math.min(cut, written.length), written.length);
        assert.deepEqual(parts.place, whole.place);
      }),
    );
  });

  it('that are no UTF-8 count as a decoder counts them', () => {
    const byte = fc.oneof(fc.constantFrom(0xc3, 0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0, 0xbf), fc.nat(255));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 30 }), fc.nat(30), (given, cut) => {
        const bytes = Uint8Array.from(given);
        const units = new Utf8Units();
        const whole = latin1(bytes);
        const counted =
          units.count(whole, 0, Math.min(cut, whole.length)) +
          units.count(whole, Math.min(cut, whole.length), whole.length);
        const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        assert.equal(counted + units.broken, decoded.length);
      }),
      { numRuns: 1000 },
    );
  });
});
