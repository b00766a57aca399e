import assert from 'node:assert/strict';
import fc from 'fast-check';
import { axisOf, mostTicks, shareOf, ticksOf } from '../../../src/dashboard/timeAxis.ts';
import { dayMs } from '../../../src/shared/clock.ts';
import { now } from '../policy/anEntry.ts';

const wild = fc.oneof(
  fc.integer({ min: now - 4000 * dayMs, max: now + 4000 * dayMs }),
  fc.constantFrom(0, -8.64e15, 8.64e15, Number.NaN, Number.POSITIVE_INFINITY, now),
);

describe('the axis of time', function () {
  this.timeout(20_000);

  it('holds today with days on both sides, and never more than a year ahead, whatever dates there are', () => {
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 50 }), (moments) => {
        const { from, to } = axisOf(moments, now);
        assert.ok(now - from >= 7 * dayMs && now - from <= 60 * dayMs);
        assert.ok(to - now >= 30 * dayMs && to - now <= 366 * dayMs);
      }),
    );
  });

  it('reaches to the latest end where that is within a year', () => {
    const { to } = axisOf([now + 200 * dayMs, now + 20 * dayMs], now);
    assert.ok(to > now + 200 * dayMs && to < now + 215 * dayMs);
  });

  it('is not stretched by one end far beyond the others', () => {
    const ends = [20, 25, 28, 30, 350].map((days) => now + days * dayMs);
    assert.ok(axisOf(ends, now).to < now + 100 * dayMs);
  });

  it('places everything within its width, in the order of time', () => {
    fc.assert(
      fc.property(fc.array(wild, { minLength: 1 }), wild, wild, (moments, a, b) => {
        fc.pre(!Number.isNaN(a) && !Number.isNaN(b));
        const axis = axisOf(moments, now);
        const [left, right] = [shareOf(axis, Math.min(a, b)), shareOf(axis, Math.max(a, b))];
        assert.ok(left >= 0 && right <= 1 && left <= right);
      }),
    );
  });

  it('has few ticks, each at the first moment of a day, in days of 23 and 25 hours too', () => {
    const zone = process.env.TZ;
    try {
      for (const place of [
        'UTC',
        'Europe/Berlin',
        'America/Sao_Paulo',
        'Australia/Lord_Howe',
        'Pacific/Apia',
      ]) {
        process.env.TZ = place;
        fc.assert(
          fc.property(fc.nat(3000), fc.integer({ min: 30, max: 366 }), (start, ahead) => {
            const today = Date.UTC(2020, 0, 1) + start * dayMs;
            const ticks = ticksOf(axisOf([today + ahead * dayMs, today - 20 * dayMs], today));
            assert.ok(ticks.length >= 3 && ticks.length <= mostTicks);
            ticks.forEach(({ time, unit }, at) => {
              const day = new Date(time);
              // Where midnight is skipped, the day begins at one.
              assert.ok(day.getHours() <= 1 && day.getMinutes() === 0, `${place} ${day.toString()}`);
              if (unit === 'week') assert.equal(day.getDay(), 1);
              if (unit === 'month') assert.equal(day.getDate(), 1);
              assert.ok(at === 0 || time > (ticks[at - 1]?.time ?? 0));
            });
          }),
          { numRuns: 60 },
        );
      }
    } finally {
      process.env.TZ = zone;
      if (zone === undefined) delete process.env.TZ;
    }
  });
});
