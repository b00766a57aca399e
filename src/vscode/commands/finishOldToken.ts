import * as vscode from 'vscode';
import { type FinishChoice, finishRotation } from '../../rotation/finishRotation.ts';
import { wayToRevoke } from '../../rotation/revokeWays.ts';
import type { Entry, PreviousToken } from '../../tokens/entry.ts';
import type { Keeping } from '../../vault/judgeStore.ts';
import { askKeepUntil } from '../askKeepUntil.ts';
import { journalEntry } from '../journaling.ts';
import { beforeEnding, explainFinish } from '../messages/endingOld.ts';
import { openManagePage } from '../openManagePage.ts';
import { type Choice, pick } from '../prompts.ts';
import { rotationPorts } from '../rotationPorts.ts';
import { sayStep } from '../sayStep.ts';
import type { Services } from '../services.ts';
import { answerRevocation, revokeChosen } from './revokeToken.ts';

type Way = FinishChoice['kind'] | 'revoke' | 'page';

/** An old token is still kept from the last rotation: everything that can be done about it. */
export async function askToFinish(services: Services, { id }: Entry): Promise<void> {
  for (;;) {
    const { view, now } = await services.state.refresh();
    const entry = view.entries.find((one) => one.id === id);
    const previous = entry?.previous;
    if (entry === undefined || previous === undefined) return;
    switch (await askWay(entry, previous, view.keeping)) {
      case undefined:
        return;
      case 'page':
        await openOldPage(entry);
        continue;
      case 'revoke':
        return previous.revocation === undefined
          ? revokeChosen(services, [{ entry, which: 'previous' }])
          : answerRevocation(services, entry);
      case 'keepUntil': {
        const at = await askKeepUntil(entry.name, previous, now);
        // Left: back to the other ways, nothing is decided.
        if (at === undefined) continue;
        return finishOldToken(services, entry, { kind: 'keepUntil', at });
      }
      case 'prove':
        return finishOldToken(services, entry, { kind: 'prove' });
      case 'goBack':
        return finishOldToken(services, entry, { kind: 'goBack' });
      case 'stopKeeping':
        return finishOldToken(services, entry, { kind: 'stopKeeping' });
    }
  }
}

function askWay(
  { name, host }: Entry,
  { kind = 'unknown', revocation }: PreviousToken,
  keeping: Keeping,
): Promise<Way | undefined> {
  const { t } = vscode.l10n;
  const revoking: Choice<Way>[] = [
    {
      label: t('Revoke It at GitHub…'),
      description:
        revocation === undefined
          ? t('for good, by GitHub’s own list')
          : t('not yet done: try again, or leave it as it is'),
      value: 'revoke',
    },
  ];
  const back: Choice<Way>[] = [
    {
      label: t('Go Back to the Old One'),
      description: t('asks GitHub whether it works; the newer one is kept aside'),
      value: 'goBack',
    },
  ];
  return pick<Way>({
    title: t('Rotate {0}', name),
    placeholder: t('The old token is still kept, because it was not seen dead.'),
    choices: [
      { label: t('Check Whether It Is Dead'), description: t('asks GitHub once'), value: 'prove' },
      ...(wayToRevoke(host, kind) === 'page' ? [] : revoking),
      { label: t('Keep It Until…'), description: t('on purpose, with a reminder'), value: 'keepUntil' },
      { label: t('Open Its Page'), description: beforeEnding(keeping), value: 'page' },
      ...(revocation === undefined ? back : []),
      {
        label: t('Stop Keeping It'),
        description: t('whether it lives at GitHub is not asked'),
        value: 'stopKeeping',
      },
    ],
  });
}

/** Ends the time in which the old token is kept, or sets its end, and says what came of it. */
export async function finishOldToken(services: Services, entry: Entry, choice: FinishChoice): Promise<void> {
  const mine = { ...choice, replacedAt: entry.previous?.replacedAt };
  const result = await finishRotation(entry.id, mine, rotationPorts(services, entry));
  // The token in use is another one from here on.
  if (result.kind === 'wentBack') await journalEntry(services, 'rotate', result.entry);
  const { view, now } = await services.state.refresh();
  const answer = await sayStep(services, explainFinish(entry, result, view.keeping, now));
  if (answer === 'oldPage') await openOldPage(entry);
  if (answer === 'check') await finishOldToken(services, entry, { kind: 'prove' });
  if (answer === 'finish') await askToFinish(services, entry);
}

/** The page of the token that was replaced; after a change of kind that is another page than the new one's. */
export function openOldPage(entry: Entry): Promise<void> {
  return openManagePage({ ...entry, kind: entry.previous?.kind ?? entry.kind });
}
