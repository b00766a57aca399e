import * as vscode from 'vscode';
import { judgeEntry } from '../policy/judgeEntry.ts';
import { planNotifications } from '../policy/judgeNotifications.ts';
import { emptyMemory, neverAgain, rememberShown } from '../policy/notificationMemory.ts';
import { isAcceptable } from '../policy/policyFinding.ts';
import type { Entry } from '../tokens/entry.ts';
import { acceptFinding } from './commands/acceptFinding.ts';
import { takeNextStep } from './commands/answerFinding.ts';
import { addedText } from './messages/added.ts';
import { nextStepWord } from './messages/findings.ts';
import { inform, warn } from './notify.ts';
import { sayFailure } from './say.ts';
import type { Services } from './services.ts';
import { readSetting } from './settings.ts';
import { stepActs } from './stepActs.ts';

/**
 * Says that a token is stored, and in the same breath what is held against it. That is the answer to adding it and no
 * reminder: neither typing nor the day holds it back, and it counts as said. `stored`: the sentence about the storing.
 */
export async function sayAdded(services: Services, entry: Entry, stored: string): Promise<void> {
  const { clock, memory } = services;
  const now = clock.now();
  const findings = judgeEntry(entry, { now, usedHere: true, policy: services.policy() });
  const notices = memory.notices(emptyMemory);
  const planned = readSetting('tokenWarden.notifications')
    ? planNotifications(findings, notices, now)
    : undefined;
  // Before the new picture is taken: it starts the reminders, which would say the same once more.
  if (planned !== undefined) await memory.rememberNotices(rememberShown(notices, planned));
  await services.state.refresh();
  const [urgent] = planned?.findings ?? [];
  if (planned === undefined || urgent === undefined) return void inform(stored);
  const step = nextStepWord(urgent);
  const accept = vscode.l10n.t('Accept…');
  const never = vscode.l10n.t('Don’t Show Again');
  const buttons = planned.findings.some(isAcceptable) ? [step, accept, never] : [step, never];
  const display = planned.severity === 'info' ? inform : warn;
  const text = addedText(stored, planned.findings, entry, now);
  // The command is over: a message may lie there for hours.
  void Promise.resolve(display(text, ...buttons))
    .then(async (answer) => {
      if (answer === step) await takeNextStep(services, entry, urgent);
      if (answer === accept) await acceptFinding(services, entry);
      if (answer === never)
        await memory.rememberNotices(neverAgain(memory.notices(emptyMemory), planned.topics));
    })
    .catch((error: unknown) => sayFailure(error, 'vault', services.log, stepActs(services)));
}
