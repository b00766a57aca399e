import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeKeepDate, mayKeepUntil, planKeepDates } from '../../../src/rotation/keepUntil.ts';
import { dayOf } from '../../../src/shared/calendar.ts';
import { dayMs, hourMs } from '../../../src/shared/clock.ts';
import { now } from '../policy/anEntry.ts';

const ending = (at: number) => ({ expiry: { kind: 'at', at } }) as const;
const open = { expiry: undefined };

describe('until when an old token may be kept', () => {
  it('offers a few days, none beyond its own end, which is the last', () => {
    assert.deepEqual(
      planKeepDates(open, now).map(({ at }) => (at - now) / dayMs),
      [3, 7, 14, 30],
    );
    assert.deepEqual(planKeepDates(ending(now + 8 * dayMs), now), [
      { at: now + 3 * dayMs, ownEnd: false },
      { at: now + 7 * dayMs, ownEnd: false },
      { at: now + 8 * dayMs, ownEnd: true },
    ]);
    assert.deepEqual(planKeepDates(ending(now - 1), now), []);
    assert.ok(planKeepDates({ expiry: { kind: 'never' } }, now).every(({ ownEnd }) => !ownEnd));
  });

  it('S0-12 never offers or takes a moment that is over, beyond its own end or beyond what GitHub lets a token live', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 800 }), fc.integer({ min: -500, max: 900 }), (left, days) => {
        const kept = ending(now + left * dayMs);
        const latest = Math.min(now + left * dayMs, now + 366 * dayMs);
        for (const { at } of planKeepDates(kept, now)) assert.ok(at > now && at <= latest);
        const at = now + days * dayMs;
        assert.equal(mayKeepUntil(at, kept, now), at > now && at <= latest);
        const typed = judgeKeepDate(dayOf(at), kept, now);
        if (typed.kind === 'until') assert.ok(mayKeepUntil(typed.at, kept, now));
        else assert.equal(typed.kind, at < now + dayMs ? 'past' : 'tooLate');
      }),
    );
  });

  for (const zone of ['UTC', 'America/New_York', 'Africa/Cairo', 'Pacific/Apia', 'Asia/Kolkata']) {
    it(`F12 counts a day from its beginning in ${zone}, also where the clocks change at midnight`, () =>
      inZone(zone));
  }

  function inZone(zone: string): void {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      everyDay();
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  }

  function everyDay(): void {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 364 }), (days) => {
        const date = new Date(now + days * dayMs);
        const verdict = judgeKeepDate(dayOf(date.getTime()), open, now);
        assert.equal(verdict.kind, 'until');
        if (verdict.kind !== 'until') return;
        const read = new Date(verdict.at);
        assert.deepEqual(dayOf(verdict.at), dayOf(date.getTime()));
        assert.ok(date.getTime() - verdict.at < dayMs + hourMs);
        // Where midnight does not exist the day begins an hour later.
        assert.ok(read.getHours() <= 1);
      }),
    );
  }

  it('says whether a day has begun or is too late', () => {
    assert.equal(judgeKeepDate(dayOf(now), open, now).kind, 'past');
    assert.equal(judgeKeepDate({ year: 2020, month: 1, day: 1 }, open, now).kind, 'past');
    const latest = now + 5 * dayMs;
    assert.deepEqual(judgeKeepDate(dayOf(now + 9 * dayMs), ending(latest), now), { kind: 'tooLate', latest });
  });
});
