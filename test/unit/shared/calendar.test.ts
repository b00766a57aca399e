import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Day, dayOf, endOfDay, isoDay, readDay, startOfDay } from '../../../src/shared/calendar.ts';
import { dayMs, hourMs } from '../../../src/shared/clock.ts';

/** Runs with the machine in another time zone. */
function inZone<T>(zone: string, work: () => T): T {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
}

const iso = (text: string, order: 'dmy' | 'mdy' | 'ymd' = 'dmy') => {
  const read = readDay(text, order);
  return read.kind === 'day' ? isoDay(read.day) : read.why;
};

describe('a day as it is typed', () => {
  it('is read in ISO form in every locale, and in the order of the locale otherwise', () => {
    for (const order of ['dmy', 'mdy', 'ymd'] as const)
      assert.equal(iso(' 2026-12-03 ', order), '2026-12-03');
    assert.deepEqual(
      [
        iso('3.12.2026'),
        iso('3. 12. 2026.'),
        iso('03/12/26'),
        iso('12/3/2026', 'mdy'),
        iso('26/12/3', 'ymd'),
      ],
      Array.from({ length: 5 }, () => '2026-12-03'),
    );
  });

  it('is refused rather than mended', () => {
    const none = ['31.2.2026', '25/12/2026-', '2026-13-01', '2026-00-10', '2026-02-29', '0000-01-01'];
    assert.deepEqual(
      none.map((text) => iso(text)),
      ['noSuchDay', 'notADate', 'noSuchDay', 'noSuchDay', 'noSuchDay', 'noSuchDay'],
    );
    assert.equal(iso('25/12/2026', 'mdy'), 'noSuchDay');
    const words = ['', 'soon', '3.12', '3/12-2026', '123/1/2026', '2026/12/2026', '1.1.126', '20261203'];
    assert.deepEqual(
      words.filter((text) => iso(text) !== 'notADate'),
      [],
    );
  });

  it('comes back as it went in, for every day of two centuries', () => {
    const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2199, 11, 31) });
    fc.assert(
      fc.property(moment, (at) => {
        const text = new Date(at).toISOString().slice(0, 10);
        assert.equal(iso(text), text);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readDay(text, 'dmy');
        if (read.kind === 'day') assert.match(isoDay(read.day), /^\d{4}-\d\d-\d\d$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('F12 the end of a day', () => {
  const zones = ['Pacific/Auckland', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'America/Havana'];

  it('is the last millisecond of that day where the person is, also when the clocks change in it', () => {
    // In Berlin 29 March has 23 hours and 25 October 25; New York and Havana change on 1 November, Auckland on 27 September.
    const days: readonly Day[] = [
      { year: 2026, month: 3, day: 29 },
      { year: 2026, month: 10, day: 25 },
      { year: 2026, month: 11, day: 1 },
      { year: 2026, month: 9, day: 27 },
      { year: 2027, month: 12, day: 31 },
    ];
    for (const zone of zones)
      inZone(zone, () => {
        for (const day of days) {
          const end = endOfDay(day);
          assert.deepEqual(dayOf(end), day, zone);
          assert.notDeepEqual(dayOf(end + 1), day, zone);
          assert.deepEqual(dayOf(startOfDay(day)), day, zone);
          assert.notDeepEqual(dayOf(startOfDay(day) - 1), day, zone);
        }
      });
    const long = { year: 2026, month: 10, day: 25 };
    const hours = (day: Day) => (endOfDay(day) + 1 - startOfDay(day)) / hourMs;
    assert.deepEqual(
      [inZone('Europe/Berlin', () => hours(long)), inZone('Asia/Kolkata', () => hours(long))],
      [25, 24],
    );
    assert.equal(
      inZone('Europe/Berlin', () => endOfDay(long)),
      Date.UTC(2026, 9, 25, 23) - 1,
    );
  });

  it('is never more than a day and an hour after any moment of it', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) =>
        inZone(zone, () => {
          const end = endOfDay(dayOf(at));
          assert.ok(end >= at && end - at < dayMs + hourMs);
        }),
      ),
      { numRuns: 300 },
    );
  });
});
