import * as vscode from 'vscode';
import { judgeKeepDate, planKeepDates } from '../rotation/keepUntil.ts';
import type { PreviousToken } from '../tokens/entry.ts';
import { askDay } from './askDay.ts';
import { dateAndDistance } from './messages/dates.ts';
import { keepDateRefusal } from './messages/endingOld.ts';
import { pick } from './prompts.ts';

/** Asks until when the old token is kept on purpose (ms); undefined when the person leaves. */
export async function askKeepUntil(
  name: string,
  kept: PreviousToken,
  now: number,
): Promise<number | undefined> {
  const { t } = vscode.l10n;
  const title = t('Keep the Old Token of {0}', name);
  const answer = await pick<number | 'typed'>({
    title,
    placeholder: t('Until when? On that day you are reminded to end it'),
    choices: [
      ...planKeepDates(kept, now).map(({ at, ownEnd }) => ({
        label: dateAndDistance(at, now),
        ...(ownEnd ? { description: t('it ends by itself then') } : {}),
        value: at,
      })),
      { label: t('Another Day…'), value: 'typed' as const },
    ],
  });
  if (answer !== 'typed') return answer;
  const day = await askDay({
    title,
    prompt: t('On which day are you to be reminded?'),
    now,
    refuse: (given) => keepDateRefusal(judgeKeepDate(given, kept, now), now),
  });
  if (day === undefined || day === 'without') return undefined;
  const verdict = judgeKeepDate(day, kept, now);
  return verdict.kind === 'until' ? verdict.at : undefined;
}
