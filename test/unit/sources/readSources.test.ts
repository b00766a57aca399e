import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readSources } from '../../../src/sources/readSources.ts';

describe('the setting of sources', () => {
  it('allows every source as long as nothing is written', () => {
    const { logins, environment, endMintedTokens } = readSources({});
    assert.deepEqual(
      { logins, environment, endMintedTokens },
      { logins: ['gh', 'vscode', 'git'], environment: true, endMintedTokens: true },
    );
  });

  it('takes what was written, in an order of its own', () => {
    const { logins, environment, endMintedTokens } = readSources({
      logins: ['git', 'gh'],
      environment: false,
      endMintedTokens: false,
    });
    assert.deepEqual(
      { logins, environment, endMintedTokens },
      { logins: ['gh', 'git'], environment: false, endMintedTokens: false },
    );
  });

  it('borrows nothing because of a typing mistake, and ends what was minted', () => {
    fc.assert(
      fc.property(fc.anything(), (mistake) => {
        fc.pre(mistake !== undefined && mistake !== true && mistake !== false && !Array.isArray(mistake));
        const read = readSources({ logins: mistake, environment: mistake, endMintedTokens: mistake });
        assert.deepEqual(read.logins, []);
        assert.equal(read.environment, false);
        assert.equal(read.endMintedTokens, true);
      }),
    );
    assert.deepEqual(readSources('gh').logins, []);
    assert.equal(readSources('gh').environment, false);
  });
});
