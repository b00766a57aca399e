import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBase64, encodeBase64, utf8Bytes } from '../../../src/shared/base64.ts';

/** Any code units: control characters, accents, whole and half surrogate pairs. */
const anyText = fc
  .array(fc.oneof(fc.nat(0x2ff), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));

describe('base64 without Node', () => {
  it('encodes like Node, any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        assert.equal(encodeBase64([...bytes]), Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  it('decodes base64 and base64url like Node, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        const latin1 = buffer.toString('latin1');
        assert.equal(decodeBase64(buffer.toString('base64')), latin1);
        assert.equal(decodeBase64(buffer.toString('base64url')), latin1);
      }),
    );
  });

  it('refuses what is not base64', () => {
    assert.deepEqual(['a', 'ab cd', 'abc!', 'ab=c', 'é', 'abcde'].map(decodeBase64), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gives the bytes of any text as Node does, also of half a character', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.deepEqual(utf8Bytes(text), [...Buffer.from(text)]);
      }),
      { numRuns: 40 },
    );
    assert.deepEqual(utf8Bytes('\ud800'), [0xef, 0xbf, 0xbd]);
  });
});
