import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minuteMs } from '../../../src/shared/clock.ts';
import { readExpiryHeader } from '../../../src/tokens/expiry.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const malformed = { kind: 'notReported', why: 'malformed' };
const nearNow = { kind: 'notReported', why: 'nearNow' };
const at = (iso: string) => ({ kind: 'at', at: Date.parse(iso) });

describe('reading the expiry header', () => {
  const table: readonly (readonly [title: string, value: string, expected: object])[] = [
    ['the form classic tokens get', '2026-06-15 20:29:00 UTC', at('2026-06-15T20:29:00Z')],
    ['a numeric offset west of Greenwich', '2027-03-19 00:00:00 -0500', at('2027-03-19T05:00:00Z')],
    ['a numeric offset east of Greenwich', '2026-12-31 23:00:00 +0530', at('2026-12-31T17:30:00Z')],
    ['a moment that has passed', '2020-01-01 00:00:00 UTC', at('2020-01-01T00:00:00Z')],
    ['the year 9999', '9999-12-31 23:59:59 UTC', at('9999-12-31T23:59:59Z')],
    ['29 February of a leap year', '2028-02-29 00:00:00 UTC', at('2028-02-29T00:00:00Z')],
    ['spaces around it', ' 2026-12-01 00:00:00 UTC ', at('2026-12-01T00:00:00Z')],
    ['29 February of another year', '2027-02-29 00:00:00 UTC', malformed],
    ['month 13', '2026-13-01 00:00:00 UTC', malformed],
    ['day 0', '2026-12-00 00:00:00 UTC', malformed],
    ['hour 24', '2026-12-01 24:00:00 UTC', malformed],
    ['minute 60', '2026-12-01 00:60:00 UTC', malformed],
    ['second 60', '2026-12-01 00:00:60 UTC', malformed],
    ['year 26, which Date.UTC takes for 1926', '0026-12-01 00:00:00 UTC', malformed],
    ['an offset of 15 hours', '2026-12-01 00:00:00 +1500', malformed],
    ['an offset of 61 minutes', '2026-12-01 00:00:00 +0061', malformed],
    ['a zone by name', '2026-12-01 00:00:00 EST', malformed],
    ['ISO 8601', '2026-12-01T00:00:00Z', malformed],
    ['the header twice', '2026-12-01 00:00:00 UTC, 2026-12-02 00:00:00 UTC', malformed],
    ['nothing', '', malformed],
    ['the word never', 'never', malformed],
    ['digits of another script', '٢٠٢٦-12-01 00:00:00 UTC', malformed],
    ['ten thousand characters', '2026-12-01 00:00:00 UTC'.padEnd(10_000), malformed],
    ['the present moment', '2026-11-20 12:00:00 UTC', nearNow],
    ['the present moment in an offset', '2026-11-20 07:00:01 -0500', nearNow],
    ['1:59 later', '2026-11-20 12:01:59 UTC', nearNow],
    ['1:59 earlier', '2026-11-20 11:58:01 UTC', nearNow],
    ['two minutes later', '2026-11-20 12:02:00 UTC', at('2026-11-20T12:02:00Z')],
  ];
  for (const [title, value, expected] of table) {
    it(`G06 reads ${title}, and never as "never expires"`, () => {
      for (const reports of [true, false]) assert.deepEqual(readExpiryHeader(value, now, reports), expected);
    });
  }

  it('G06 takes an absent header for "never" only on a kind that would send one', () => {
    assert.deepEqual(readExpiryHeader(undefined, now, true), { kind: 'never' });
    assert.deepEqual(readExpiryHeader(undefined, now, false), { kind: 'notReported', why: 'absent' });
  });

  it('believes the value when there is no moment to compare it with', () => {
    assert.deepEqual(
      readExpiryHeader('2026-11-20 12:00:00 UTC', undefined, true),
      at('2026-11-20T12:00:00Z'),
    );
  });

  it('gives back any moment in any offset', () => {
    const moments = fc.integer({ min: Date.UTC(1000, 0), max: Date.UTC(9998, 0) });
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(moments, offsets, (moment, offset) => {
        const whole = Math.floor(moment / 1000) * 1000;
        fc.pre(Math.abs(whole - now) > 2 * minuteMs);
        const local = new Date(whole + offset * minuteMs).toISOString();
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}${String(Math.abs(offset) % 60).padStart(2, '0')}`;
        const value = `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone}`;
        assert.deepEqual(readExpiryHeader(value, now, true), { kind: 'at', at: whole });
      }),
      { numRuns: 300 },
    );
  });

  it('G06 never says "never" for a header that is there', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (value, reports) => {
        assert.notEqual(readExpiryHeader(value, now, reports).kind, 'never');
      }),
      { numRuns: 300 },
    );
  });
});
