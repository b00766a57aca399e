import * as vscode from 'vscode';
import { judgeKeepDate, planKeepDates } from '../rotation/keepUntil.ts';
import type { PreviousToken } from '../tokens/entry.ts';
import { dateAndDistance } from './messages/dates.ts';
import { keepDateRefusal } from './messages/endingOld.ts';
import { askText, pick } from './prompts.ts';

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
  const text = await askText({
    title,
    prompt: t('The day on which you are reminded, like 2026-12-31'),
    refuse: (value) => keepDateRefusal(judgeKeepDate(value, kept, now), now),
  });
  const verdict = text === undefined ? undefined : judgeKeepDate(text, kept, now);
  return verdict?.kind === 'until' ? verdict.at : undefined;
}
