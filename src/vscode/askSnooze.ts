import * as vscode from 'vscode';
import type { PlannedNotification } from '../policy/judgeNotifications.ts';
import { startOfDay } from '../shared/calendar.ts';
import { dayMs } from '../shared/clock.ts';
import { askDay } from './askDay.ts';
import { dateAndDistance } from './messages/dates.ts';
import { type Choice, pick } from './prompts.ts';

const beforeExpiryDays = 3;

/**
 * Until when a reminder stays quiet (ms since the epoch); undefined when the person leaves. A typed day is one to be
 * reminded on, so its beginning counts.
 */
export async function askSnooze(planned: PlannedNotification, now: number): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const title = t('Snooze');
  const preset = (label: string, until: number): Choice<number | 'day'> => ({
    label,
    description: dateAndDistance(until, now),
    value: until,
  });
  const early = beforeExpiry(planned, now);
  const choice = await pick<number | 'day'>({
    title,
    placeholder: t('When should it be said again, if it is still true?'),
    choices: [
      preset(t('In one day'), now + dayMs),
      preset(t('In 7 days'), now + 7 * dayMs),
      ...(early === undefined ? [] : [preset(t('3 days before it expires'), early)]),
      { label: t('On a day of your choice…'), value: 'day' },
    ],
  });
  if (choice !== 'day') return choice;
  const day = await askDay({
    title,
    prompt: t('On which day should it be said again?'),
    now,
    refuse: (given) =>
      startOfDay(given) > now ? undefined : t('That day has begun already. Choose a later one.'),
  });
  return day === undefined || day === 'without' ? undefined : startOfDay(day);
}

/** Three days before the first of these ends, while that is still ahead. */
function beforeExpiry({ findings }: PlannedNotification, now: number): number | undefined {
  const ends = findings.filter(({ id }) => id.startsWith('expires')).map(({ data }) => data.at ?? 0);
  const first = Math.min(...ends) - beforeExpiryDays * dayMs;
  return ends.length > 0 && first > now ? first : undefined;
}
