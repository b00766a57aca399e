/** A day of the calendar, as a person names it. Months from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** How the person's locale writes a date in digits. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

export type ReadDay =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'refused'; readonly why: 'notADate' | 'noSuchDay' };

/**
 * Reads a day as typed: ISO (`2026-12-03`) in every locale, else digits in the locale's own order with `.`, `/` or `-`
 * between them. A year of two digits is one of this century. Nothing is mended: the 31st of February is refused, and
 * so is a month above 12, which was meant in another order.
 */
export function readDay(text: string, order: DateOrder): ReadDay {
  const match = /^(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{1,4})\.?$/.exec(text.trim());
  if (!match) return { kind: 'refused', why: 'notADate' };
  const [first = '', third = ''] = [match[1], match[4]];
  const yearFirst = first.length > 2;
  if (first.length === 3 || third.length === 3 || (yearFirst && third.length > 2))
    return { kind: 'refused', why: 'notADate' };
  // The year 26, written out, is no year of this century.
  if (/^0\d{3}$/.test(first) || /^0\d{3}$/.test(third)) return { kind: 'refused', why: 'noSuchDay' };
  const numbers = [Number(first), Number(match[3]), Number(third)] as const;
  const day = inOrder(numbers, yearFirst ? 'ymd' : order === 'ymd' && third.length > 2 ? 'dmy' : order);
  return exists(day) ? { kind: 'day', day } : { kind: 'refused', why: 'noSuchDay' };
}

function inOrder([a, b, c]: readonly [number, number, number], order: DateOrder): Day {
  const century = (year: number) => (year < 100 ? 2000 + year : year);
  switch (order) {
    case 'ymd':
      return { year: century(a), month: b, day: c };
    case 'mdy':
      return { year: century(c), month: a, day: b };
    case 'dmy':
      return { year: century(c), month: b, day: a };
  }
}

function exists({ year, month, day }: Day): boolean {
  const read = new Date(Date.UTC(year, month - 1, day));
  return (
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    year > 1999
  );
}

/** The first moment of a day where the person is (ms since the epoch). Where midnight is skipped, the next moment. */
export function startOfDay({ year, month, day }: Day): number {
  return new Date(year, month - 1, day).getTime();
}

/** The last millisecond of a day where the person is: what dies "on the 3rd" may be used on the 3rd. */
export function endOfDay({ year, month, day }: Day): number {
  return startOfDay({ year, month, day: day + 1 }) - 1;
}

/** When the day after the one of this moment begins where the person is (both in ms since the epoch). */
export function startOfNextDay(at: number): number {
  return endOfDay(dayOf(at)) + 1;
}

/** The day of a moment (ms since the epoch) where the person is now. */
export function dayOf(at: number): Day {
  const local = new Date(at);
  return { year: local.getFullYear(), month: local.getMonth() + 1, day: local.getDate() };
}

/** `2026-12-03`, to compare and to keep. */
export function isoDay({ year, month, day }: Day): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
