import { type Day, dayOf, startOfDay } from '../shared/calendar.ts';
import { dayMs } from '../shared/clock.ts';

/** The stretch of time that is drawn, both ends in ms since the epoch. */
export interface TimeAxis {
  readonly from: number;
  readonly to: number;
}

export type TickUnit = 'day' | 'week' | 'month' | 'year';

export interface Tick {
  /** ms since the epoch: the first moment of a day where the person is. */
  readonly time: number;
  readonly unit: TickUnit;
}

/** Days that are always there, so that a single token does not fill the picture with an hour. */
const leastBack = 7;
const leastAhead = 30;
/** Days beyond which nothing is drawn to scale: GitHub gives no longer life, and what is past matters less. */
const mostBack = 60;
const mostAhead = 366;
/** More names than this below one another's bars cannot be read. */
export const mostTicks = 14;

/**
 * From the earliest beginning to the latest end, as far as both help to see what dies when: one token of 2019, or one
 * that ends in the year 9999, must not press the others into a line. So it reaches three times as far as the middle one of
 * the ends ahead at most, and what leaves the axis is drawn as leaving it. What is past takes a third at most. Times in ms
 * since the epoch; those that are no moment count for nothing.
 */
export function axisOf(moments: readonly number[], now: number): TimeAxis {
  const known = moments.filter(Number.isFinite);
  const ends = known.filter((time) => time > now).toSorted((a, b) => a - b);
  const middle = (ends[ends.length >> 1] ?? now) - now;
  const furthest = Math.min((ends.at(-1) ?? now) - now, 3 * middle);
  const earliest = known.reduce((least, time) => Math.min(least, time), now);
  const ahead = clamp(furthest * 1.04, leastAhead * dayMs, mostAhead * dayMs);
  const back = clamp(now - earliest, leastBack * dayMs, Math.min(mostBack * dayMs, ahead / 2));
  return { from: now - back, to: now + ahead };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** Share of the axis' width, 0 to 1. What lies outside is at its end. */
export function shareOf({ from, to }: TimeAxis, time: number): number {
  return to > from ? Math.min(Math.max((time - from) / (to - from), 0), 1) : 0;
}

export function isOn({ from, to }: TimeAxis, time: number): boolean {
  return time >= from && time <= to;
}

interface Step {
  readonly unit: TickUnit;
  readonly count: number;
  /** Roughly, in days. */
  readonly days: number;
}

const steps: readonly Step[] = [
  { unit: 'day', count: 1, days: 1 },
  { unit: 'day', count: 2, days: 2 },
  { unit: 'week', count: 1, days: 7 },
  { unit: 'week', count: 2, days: 14 },
  { unit: 'month', count: 1, days: 30 },
  { unit: 'month', count: 2, days: 61 },
  { unit: 'month', count: 3, days: 91 },
  { unit: 'month', count: 6, days: 182 },
  { unit: 'year', count: 1, days: 365 },
];

/**
 * Days, weeks or months, whichever can be told apart, each at the first moment of its day where the person is: on days of
 * 23 and 25 hours too, which is why they are counted by the calendar and not in hours.
 */
export function ticksOf({ from, to }: TimeAxis): readonly Tick[] {
  const span = (to - from) / dayMs;
  const step = steps.find(({ days }) => span / days < mostTicks) ?? { unit: 'year', count: 1, days: 365 };
  const ticks: Tick[] = [];
  let day = firstDay(dayOf(from), step);
  // One more than can be shown, in case the first lies before the axis.
  for (let turn = 0; turn <= mostTicks; turn += 1) {
    const time = startOfDay(day);
    if (time > to) break;
    if (time >= from) ticks.push({ time, unit: step.unit });
    day = after(day, step);
  }
  return ticks;
}

/** Mondays for weeks, the first for months: what people count by. */
function firstDay(day: Day, { unit }: Step): Day {
  switch (unit) {
    case 'day':
      return day;
    case 'week': {
      const weekday = (new Date(startOfDay(day)).getDay() + 6) % 7;
      return { ...day, day: day.day - weekday };
    }
    case 'month':
      return { ...day, day: 1 };
    case 'year':
      return { ...day, month: 1, day: 1 };
  }
}

function after(day: Day, { unit, count }: Step): Day {
  switch (unit) {
    case 'day':
      return { ...day, day: day.day + count };
    case 'week':
      return { ...day, day: day.day + 7 * count };
    case 'month':
      return { ...day, month: day.month + count };
    case 'year':
      return { ...day, year: day.year + count };
  }
}
