import * as vscode from 'vscode';
import type { Difference } from '../rotation/judgeNewToken.ts';
import type { Entry } from '../tokens/entry.ts';
import { differenceLines } from './messages/differences.ts';
import { type Choice, pick, separator } from './prompts.ts';

/**
 * Asks whether a new token that differs is taken. A prompt, because a notification slides away unseen, and under Do Not
 * Disturb never comes. Leaving it keeps the old one; so does Enter, because nothing is changed by a habit.
 */
export async function askSwap(entry: Entry, differences: readonly Difference[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const lines = differenceLines(differences).map(
    ({ text, why }): Choice<'look'> => ({
      label: `$(info) ${text}`,
      ...(why === undefined ? {} : { detail: why }),
      value: 'look',
    }),
  );
  for (;;) {
    const answer = await pick<'swap' | 'keep' | 'look'>({
      title: t('Rotate {0}', entry.name),
      placeholder: t('The new token differs. Use it for {0}?', entry.name),
      choices: [
        separator(t('what differs')),
        ...lines,
        separator(''),
        { label: t('Swap'), description: t('use the new token'), value: 'swap' },
        { label: t('Keep the Old One'), description: t('nothing changes'), value: 'keep' },
      ],
      active: 'keep',
    });
    if (answer !== 'look') return answer === 'swap';
  }
}
