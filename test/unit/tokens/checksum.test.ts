import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { hasRightChecksum } from '../../../src/tokens/checksum.ts';
import { checksummed, makeToken } from '../../fixtures/tokens.ts';

/** Published and revoked tokens in parts, from facts/token-prefixes.json (`vectors`). */
const vectors: readonly (readonly [payload: string, checksum: string, right: boolean])[] = [
  ['zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ', '0mLq17', true],
  ['M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq', '11T4V4', true],
  ['HEEjXavM6wKtyhAUwDblMznMEhWyTt', '4XwY6f', true],
  ['yk8LTIKF7M9SgRPBFzu7nkPQBBLcAa', '2aAbrx', true],
  ['vKdQ4XtRZOBFd16YZEgyLKyQ8Cee4g', '2NJ0mT', true],
  ['M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq', '11T4V3', false],
  ['16C7e42F292c6912E7710c838347Ae', '178B4a', false],
];

describe('the checksum of a token', () => {
  it('agrees with every published token, right and wrong', () => {
    assert.deepEqual(
      vectors.map(([payload, checksum]) => hasRightChecksum(payload + checksum)),
      vectors.map(([, , right]) => right),
    );
  });

  it('agrees with the CRC of zlib for any payload', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,80}$/), (payload) => {
        assert.equal(hasRightChecksum(checksummed(payload)), true);
      }),
    );
    assert.equal(crc32('123456789'), 0xcbf43926, 'the witness is the IEEE one');
  });

  it('is never right for six characters or fewer, which leave no payload', () => {
    assert.deepEqual(
      ['', '000000', '0'].map((body) => hasRightChecksum(body)),
      [false, false, false],
    );
  });

  it('does not cover the prefix', () => {
    assert.equal(hasRightChecksum(makeToken('classic-pat')), false);
    assert.equal(hasRightChecksum(makeToken('classic-pat').slice(4)), true);
  });
});
