import assert from 'node:assert/strict';
import { tokenLives } from '../../../src/journal/tokenLives.ts';
import { anEntry } from '../policy/anEntry.ts';
import { aRecord } from './aRecord.ts';

describe('the time in which a token lived', () => {
  const rotated = (time: number, entryId = 'e1') => aRecord({ time, entryId, action: 'rotate' });

  it('S0-13 of a token never replaced begins when it was stored', () => {
    assert.deepEqual(tokenLives(anEntry({ addedAt: 10, secretSince: 10 }), [rotated(5, 'other')], 90), [
      { which: 'present', from: 10, to: 90 },
    ]);
  });

  it('S0-13 of the token before ends when it was replaced, and begins where the vault or the journal says', () => {
    const lives = (entry: Parameters<typeof anEntry>[0], ...times: number[]) =>
      tokenLives(anEntry(entry), [...times.map((time) => rotated(time)), rotated(45, 'other')], 90)[1];
    assert.deepEqual(
      [
        lives({ addedAt: 10, secretSince: 50, previous: { since: 30, replacedAt: 49 } }, 20),
        lives({ addedAt: 10, secretSince: 50 }, 20, 35, 51),
        lives({ addedAt: 10, secretSince: 50 }, 51),
      ],
      [
        { which: 'previous', from: 30, to: 49 },
        { which: 'previous', from: 35, to: 50 },
        { which: 'previous', from: 10, to: 50 },
      ],
    );
  });
});
