import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planNotifications } from '../../../src/policy/judgeNotifications.ts';
import { emptyMemory, rememberShown } from '../../../src/policy/notificationMemory.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { dayMs, hourMs } from '../../../src/shared/clock.ts';
import { judgeWatched } from '../../../src/watched/judgeWatched.ts';
import { watchedFor } from '../../../src/watched/watchedToken.ts';
import { aWatched, now } from './aWatched.ts';

const end = now + 20 * dayMs;
const at = (moment: number) => judgeWatched([aWatched()], moment, defaultPolicy);

describe('judging watched tokens', () => {
  it('warns at 14, 7, 3 and 1 days and when it is over, as for an entry that is used', () => {
    let memory = emptyMemory;
    const said: number[] = [];
    for (let moment = now; moment < end + 5 * dayMs; moment += hourMs) {
      const plan = planNotifications(at(moment), memory, moment);
      if (plan === undefined) continue;
      memory = rememberShown(memory, plan);
      said.push((end - moment) / dayMs);
    }
    assert.deepEqual(said, [14, 7, 3, 1, 0]);
  });

  it('says the end of the token that replaced it again', () => {
    const first = planNotifications(at(end), emptyMemory, end);
    assert.ok(first);
    const memory = rememberShown(emptyMemory, first);
    const replaced = aWatched({ since: end + 1, expiry: { kind: 'at', at: end + 30 * dayMs } });
    const again = judgeWatched([replaced], end + 30 * dayMs, defaultPolicy);
    assert.deepEqual(
      planNotifications(again, memory, end + 30 * dayMs)?.findings.map(({ id }) => id),
      ['expired'],
    );
  });

  it('says nothing of a date nobody knows', () => {
    assert.deepEqual(judgeWatched([aWatched({ expiry: { kind: 'unknown' } })], end, defaultPolicy), []);
  });

  it('grows more urgent with time and never less', () => {
    const rank = { none: 0, info: 1, warning: 2, error: 3 };
    const span = fc.integer({ min: -40 * 24, max: 40 * 24 });
    fc.assert(
      fc.property(span, span, (a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map(
          (hours) => rank[at(end + hours * hourMs)[0]?.severity ?? 'none'],
        );
        assert.ok((early ?? 0) <= (late ?? 0));
      }),
      { numRuns: 200 },
    );
  });

  it('finds the places of an owner whatever the case', () => {
    const tokens = [
      aWatched(),
      aWatched({ id: 'w2', owner: 'Other' }),
      aWatched({ id: 'w3', owner: undefined }),
    ];
    assert.deepEqual(
      watchedFor(tokens, ['ACME', 'nobody']).map(({ id }) => id),
      ['w1'],
    );
  });
});
