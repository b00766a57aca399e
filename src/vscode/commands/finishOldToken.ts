import * as vscode from 'vscode';
import { type FinishChoice, finishRotation } from '../../rotation/finishRotation.ts';
import type { Entry } from '../../tokens/entry.ts';
import { beforeEnding, explainFinish } from '../messages/rotating.ts';
import { openManagePage } from '../openManagePage.ts';
import { pick } from '../prompts.ts';
import { rotationPorts } from '../rotationPorts.ts';
import { sayStep } from '../sayStep.ts';
import type { Services } from '../services.ts';

/** An old token is still kept from the last rotation: prove it dead now, or stop keeping it. */
export async function askToFinish(services: Services, entry: Entry): Promise<void> {
  const { t } = vscode.l10n;
  const { view } = await services.state.refresh();
  for (;;) {
    const answer = await pick<FinishChoice | 'page'>({
      title: t('Rotate {0}', entry.name),
      placeholder: t('The token before this one is still kept, because it was not proved dead.'),
      choices: [
        { label: t('Check Whether It Is Dead'), description: t('asks GitHub once'), value: 'prove' },
        { label: t('Open Its Page'), description: beforeEnding(view.keeping), value: 'page' },
        {
          label: t('Stop Keeping It'),
          description: t('whether it lives at GitHub is not asked'),
          value: 'stopKeeping',
        },
      ],
    });
    if (answer === undefined) return;
    if (answer !== 'page') return finishOldToken(services, entry, answer);
    await openOldPage(entry);
  }
}

/** Ends the time in which the old token is kept, and says what came of it. */
export async function finishOldToken(services: Services, entry: Entry, choice: FinishChoice): Promise<void> {
  const result = await finishRotation(entry.id, choice, rotationPorts(services, entry));
  const { view } = await services.state.refresh();
  const answer = await sayStep(services, explainFinish(entry, result, view.keeping));
  if (answer === 'oldPage') await openOldPage(entry);
  if (answer === 'check') await finishOldToken(services, entry, 'prove');
}

/** The page of the token that was replaced; after a change of kind that is another page than the new one's. */
export function openOldPage(entry: Entry): Promise<void> {
  return openManagePage({ ...entry, kind: entry.previous?.kind ?? entry.kind });
}
