import assert from 'node:assert/strict';
import { readLabels, readLogins, readReviewers } from '../../../src/pulls/readNames.ts';

describe('names of a pull request, as typed', () => {
  it('S4-03 labels may hold spaces and are parted by commas; one that GitHub would cut is named', () => {
    assert.deepEqual(readLabels(' good first issue, bot ,bot,,'), {
      kind: 'names',
      names: ['good first issue', 'bot'],
    });
    const long = 'x'.repeat(51);
    assert.deepEqual(
      [readLabels(`a, ${long}`), readLabels('a\u0007')],
      [
        { kind: 'refused', name: long },
        { kind: 'refused', name: 'a\u0007' },
      ],
    );
  });

  it('S4-03 reviewers are logins, and teams of the owner by owner/team', () => {
    assert.deepEqual(readReviewers('@mona hubot, ACME/platform; mona_acme', 'acme'), {
      kind: 'names',
      names: { reviewers: ['mona', 'hubot', 'mona_acme'], teams: ['platform'] },
    });
  });

  it('a team of another owner, a path or a sentence is named as what cannot be one', () => {
    assert.deepEqual(
      ['other/team', 'acme/a/b', 'acme/', 'mona!', '-x'].map((text) => readReviewers(text, 'acme')),
      ['other/team', 'acme/a/b', 'acme/', 'mona!', '-x'].map((name) => ({ kind: 'refused', name })),
    );
    assert.deepEqual(readLogins('mona, ../x'), { kind: 'refused', name: '../x' });
  });

  it('nothing typed is nobody', () => {
    assert.deepEqual(
      [readLabels(''), readLogins(' , '), readReviewers('', 'acme')],
      [
        { kind: 'names', names: [] },
        { kind: 'names', names: [] },
        { kind: 'names', names: { reviewers: [], teams: [] } },
      ],
    );
  });
});
