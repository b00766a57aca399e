import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lackingExtras, type PullExtras } from '../../../src/pulls/pullExtras.ts';

const names = fc.array(fc.constantFrom('a', 'A', 'b', 'B', 'c', ''), { maxLength: 6 });
const extras = fc.record({ labels: names, assignees: names, reviewers: names, teams: names });
const lists = ['labels', 'assignees', 'reviewers', 'teams'] as const;

/** What a pull request has once everything lacking was applied. */
function joined(present: PullExtras, added: PullExtras): PullExtras {
  return Object.fromEntries(lists.map((list) => [list, [...(present[list] ?? []), ...(added[list] ?? [])]]));
}

describe('what a pull request still lacks', () => {
  it('is nothing once it was applied, and never what is there, whatever the case of the letters', () => {
    fc.assert(
      fc.property(extras, extras, (wanted, present) => {
        const lacking = lackingExtras(wanted, present);
        for (const list of lists) {
          const has = present[list].map((name) => name.toLowerCase());
          const keys = lacking[list].map((name) => name.toLowerCase());
          assert.equal(keys.filter((key) => key === '' || has.includes(key)).length, 0);
          assert.equal(new Set(keys).size, keys.length);
          for (const name of wanted[list]) {
            const key = name.toLowerCase();
            assert.ok(key === '' || has.includes(key) || keys.includes(key));
          }
        }
        const again = lackingExtras(wanted, joined(present, lacking));
        assert.deepEqual(
          lists.map((list) => again[list]),
          lists.map(() => []),
        );
      }),
    );
  });

  it('the author is no reviewer, and a milestone that is set is not set again', () => {
    const wanted = { reviewers: ['Mona', 'hubot'], milestone: 3 };
    assert.deepEqual(lackingExtras(wanted, { author: 'mona', milestone: 3 }), {
      labels: [],
      assignees: [],
      reviewers: ['hubot'],
      teams: [],
    });
    assert.equal(lackingExtras(wanted, { milestone: 2 }).milestone, 3);
  });
});
