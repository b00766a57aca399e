const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Reads an HTTP date (`Tue, 10 Oct 2017 16:00:00 GMT`) as ms since the epoch. Strict, because `Date.parse` reads
 * almost anything, also in local time, and a wrong server clock would then look like a right one.
 */
export function readHttpDate(text: string | undefined): number | undefined {
  const match = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(
    text ?? '',
  );
  if (!match) return undefined;
  const [, day, monthName, year, hour, minute, second] = match;
  const month = months.indexOf(monthName as string);
  if (month < 0 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
    return undefined;
  }
  return Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
}
