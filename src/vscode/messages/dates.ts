import { differenceInHours, isSameYear } from 'date-fns';
import * as vscode from 'vscode';
import { wholeDays } from '../../tokens/lifeLeft.ts';

/** A date as the person's locale shows it, plus the distance: "3 Dec, in 13 days". Both in ms since the epoch. */
export function dateAndDistance(at: number, now: number): string {
  return vscode.l10n.t('{0}, {1}', shortDate(at, now), distance(at, now));
}

/** "3 Dec", with the year when it is another one. */
export function shortDate(at: number, now: number): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, {
    day: 'numeric',
    month: 'short',
    ...(isSameYear(at, now) ? {} : { year: 'numeric' }),
  });
  return format.format(at);
}

/** "in 13 days", "in 5 hours", "2 days ago", in the person's language. */
export function distance(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
  const hours = differenceInHours(at, now);
  if (Math.abs(hours) < 24) return format.format(hours, 'hour');
  // Rounded as in the status bar, so that "9d" never stands beside "in 8 days".
  return format.format(wholeDays(at - now), 'day');
}

/** A moment in the past, to the minute: for "last checked". */
export function moment(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
