import { differenceInHours, isSameYear } from 'date-fns';
import * as vscode from 'vscode';
import { wholeDays } from '../../tokens/lifeLeft.ts';

/** A date as the person's locale shows it, plus the distance: "3 Dec, in 13 days". Both in ms since the epoch. */
export function dateAndDistance(at: number, now: number): string {
  return vscode.l10n.t('{0}, {1}', shortDate(at, now), distance(at, now));
}

/** "3 Dec", with the year when it is another one. */
export function shortDate(at: number, now: number): string {
  return isSameYear(at, now) ? dateFormat('short').format(at) : dateFormat('withYear').format(at);
}

const shapes = {
  short: { day: 'numeric', month: 'short' },
  withYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const made = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes as long as writing a hundred dates, and the dashboard writes thousands. */
function dateFormat(shape: keyof typeof shapes): Intl.DateTimeFormat {
  const known = made.get(shape) ?? new Intl.DateTimeFormat(vscode.env.language, shapes[shape]);
  made.set(shape, known);
  return known;
}

let relative: Intl.RelativeTimeFormat | undefined;

/** "in 13 days", "in 5 hours", "2 days ago", in the person's language. */
export function distance(at: number, now: number): string {
  relative ??= new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
  const format = relative;
  const hours = differenceInHours(at, now);
  if (Math.abs(hours) < 24) return format.format(hours, 'hour');
  // Rounded as in the status bar, so that "9d" never stands beside "in 8 days".
  return format.format(wholeDays(at - now), 'day');
}

/** A moment in the past, to the minute: for "last checked". */
export function moment(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
