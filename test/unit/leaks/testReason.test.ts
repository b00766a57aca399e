import assert from 'node:assert/strict';
import { judgeReason } from '../../../src/leaks/testReason.ts';
import { makeToken } from '../../fixtures/tokens.ts';

const token = makeToken('classic-pat', 'reason');

describe('the reason why a found token is none', () => {
  it('is a short line, spaces around it aside', () => {
    for (const good of ['abc', '  made up for a test ', 'é'.repeat(200), 'läuft nicht 😀']) {
      assert.equal(judgeReason(good), undefined, good);
    }
  });

  it('is refused when it says nothing, too much, or cannot be shown', () => {
    assert.deepEqual(
      ['', '  ab  ', 'x'.repeat(201), 'one\ntwo', 'a\u202etxt.exe', 'a\u0007bc'].map(judgeReason),
      ['tooShort', 'tooShort', 'tooLong', 'controlCharacters', 'controlCharacters', 'controlCharacters'],
    );
  });

  it('never holds a token itself, whole or with an invisible character in its middle', () => {
    for (const reason of [token, `see ${token}.`, `${token.slice(0, 9)}\u200b${token.slice(9)}`]) {
      assert.equal(judgeReason(reason), 'holdsToken');
    }
  });
});
