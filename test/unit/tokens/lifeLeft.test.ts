import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../src/shared/clock.ts';
import { isOver, lifeLeft } from '../../../src/tokens/lifeLeft.ts';
import { anEntry, now } from '../policy/anEntry.ts';

const left = (ms: number) => lifeLeft(anEntry({ expiry: { kind: 'at', at: now + ms } }), now);

describe('the life left', () => {
  it('is nearest whole days, then hours, then minutes, and never zero of anything', () => {
    assert.deepEqual(left(9 * dayMs - minuteMs), { kind: 'days', days: 9 });
    assert.deepEqual(left(dayMs), { kind: 'days', days: 1 });
    assert.deepEqual(left(dayMs - 1), { kind: 'hours', hours: 24 });
    assert.deepEqual(left(hourMs), { kind: 'hours', hours: 1 });
    assert.deepEqual(left(hourMs - 1), { kind: 'minutes', minutes: 60 });
    assert.deepEqual(left(1), { kind: 'minutes', minutes: 1 });
    assert.deepEqual(left(0), { kind: 'expired' });
  });

  it('says dead for a refusal before the date, and expired once the date has passed', () => {
    const dead = anEntry({ health: { kind: 'dead', at: now } });
    assert.deepEqual(lifeLeft(dead, now), { kind: 'dead' });
    assert.deepEqual(lifeLeft(dead, now + 21 * dayMs), { kind: 'expired' });
    assert.deepEqual([isOver(dead, now), isOver(anEntry(), now)], [true, false]);
  });

  it('X-03 keeps never, not reported and not seen apart', () => {
    const kinds = (
      [{ kind: 'never' }, { kind: 'notReported', why: 'nearNow' }, { kind: 'notSeen' }] as const
    ).map((expiry) => lifeLeft(anEntry({ expiry }), now));
    assert.deepEqual(kinds, [{ kind: 'never' }, { kind: 'notReported' }, { kind: 'notSeen' }]);
  });
});
