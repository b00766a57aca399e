import assert from 'node:assert/strict';
import type { Entry } from '../../../src/tokens/entry.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { judgeOpener } from '../../../src/tokens/judgeOpener.ts';
import { selectEntry } from '../../../src/tokens/selectEntry.ts';
import { aClassic, anEntry, now } from '../policy/anEntry.ts';

/** Who opens a pull request into acme/app. */
function opener(entries: readonly Entry[], bindings: Readonly<Record<string, string>> = {}) {
  const selection = selectEntry({
    entries,
    host: githubCom.name,
    owner: 'acme',
    repository: 'app',
    bindings,
    override: undefined,
    now,
    fits: () => true,
    isNarrower: () => false,
  });
  return judgeOpener(selection);
}

const mine = anEntry({ id: 'mine', owner: { value: 'mona', evidence: 'declared' } });
const theirs = anEntry({ id: 'theirs' });

describe('who opens a pull request into the original of a fork', () => {
  it('is the token that acts for its owner, or that the person chose for it', () => {
    assert.deepEqual(
      [
        opener([mine, theirs]),
        opener([mine, aClassic(['repo'], { id: 'c', login: 'mona', owner: undefined })], {
          'github.com/acme': 'c',
        }),
      ],
      ['there', 'there'],
    );
  });

  it('is asked about where that one is dead or there are several, and never silently replaced', () => {
    const dead = anEntry({ id: 'theirs', health: { kind: 'dead', at: now } });
    assert.deepEqual(
      [opener([mine, dead]), opener([mine, theirs, { ...theirs, id: 'x', name: 'x' }])],
      ['ask', 'ask'],
    );
  });

  it('is the fork’s own where none belongs there: a classic token reaches both', () => {
    const classic = aClassic(['repo'], { login: 'mona', owner: undefined });
    assert.deepEqual([opener([classic]), opener([mine]), opener([])], ['pusher', 'pusher', 'pusher']);
  });
});
