import * as vscode from 'vscode';
import { type DateOrder, type Day, dayOf, isoDay, readDay, startOfDay } from '../shared/calendar.ts';
import { dayMs } from '../shared/clock.ts';
import { askText, type Refusal } from './prompts.ts';

export interface DayQuestion {
  readonly title: string;
  readonly prompt: string;
  /** ms since the epoch. */
  readonly now: number;
  /** What may stand there instead of a date; typed as it is, or left empty. */
  readonly without?: string;
  /** A day of its own to be refused with a sentence. */
  readonly refuse?: (day: Day) => string | undefined;
}

/**
 * Asks for a day, in ISO form or as the person's locale writes it. Digits are read back in words before they count,
 * because 3/12 is two different days; so is a day that has passed. Undefined when the person leaves.
 */
export async function askDay(question: DayQuestion): Promise<Day | 'without' | undefined> {
  const order = dateOrder();
  const { now, without } = question;
  const sample = dayOf(now + 30 * dayMs);
  const typed = await askText({
    title: question.title,
    prompt: question.prompt,
    placeholder: [isoDay(sample), shortSample(sample), ...(without ? [without] : [])].join(' · '),
    refuse: (value) => (isWithout(value, without) ? undefined : refuseDay(value, order, question)),
  });
  if (typed === undefined) return undefined;
  if (isWithout(typed, without)) return 'without';
  const read = readDay(typed, order);
  return read.kind === 'day' ? read.day : undefined;
}

function isWithout(value: string, without: string | undefined): boolean {
  if (without === undefined) return false;
  const text = value.trim().toLowerCase();
  return text === '' || text === without.toLowerCase();
}

function refuseDay(value: string, order: DateOrder, question: DayQuestion): string | Refusal | undefined {
  const { t } = vscode.l10n;
  const { now } = question;
  const read = readDay(value, order);
  if (read.kind === 'refused') {
    const sample = isoDay(dayOf(now + 30 * dayMs));
    return read.why === 'noSuchDay'
      ? t('That day does not exist. Write it as year-month-day, like {0}.', sample)
      : t('That is not a date. Write it as year-month-day, like {0}.', sample);
  }
  const own = question.refuse?.(read.day);
  if (own !== undefined) return own;
  const at = startOfDay(read.day);
  const words = inWords(at);
  if (at + dayMs <= now) return { text: t('{0} has passed. Enter again keeps it.', words), canGoOn: true };
  if (/^\d{4}-/.test(value.trim())) return undefined;
  return { text: t('That is {0}. Enter again keeps it.', words), canGoOn: true };
}

/** "Thursday, 3 December 2026": nothing to mix up. */
function inWords(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'full' }).format(at);
}

function shortSample(day: Day): string {
  return shortForm().format(startOfDay(day));
}

function shortForm(): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(vscode.env.language, { year: 'numeric', month: 'numeric', day: 'numeric' });
}

/** In which order the person's locale writes day, month and year. */
function dateOrder(): DateOrder {
  const order = shortForm()
    .formatToParts(0)
    .map(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? type.charAt(0) : ''))
    .join('');
  return order === 'mdy' || order === 'ymd' ? order : 'dmy';
}
