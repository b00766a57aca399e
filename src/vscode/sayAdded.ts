import * as vscode from 'vscode';
import { judgeEntry } from '../policy/judgeEntry.ts';
import { planNotifications } from '../policy/judgeNotifications.ts';
import { emptyMemory, neverAgain, rememberShown } from '../policy/notificationMemory.ts';
import { isAcceptable } from '../policy/policyFinding.ts';
import type { Secret } from '../shared/secret.ts';
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
 * `pasted`: where the clipboard still holds it, that is said, and offered to be cleared (S3-23).
 */
export async function sayAdded(
  services: Services,
  entry: Entry,
  stored: string,
  pasted?: Secret,
): Promise<void> {
  const { clock, memory, clipboard } = services;
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
  const held = pasted !== undefined && (await clipboard.holds(pasted).catch(() => false));
  const { t } = vscode.l10n;
  const clear = t('Clear the Clipboard');
  const step = urgent === undefined ? '' : nextStepWord(urgent);
  const accept = t('Accept…');
  const never = t('Don’t Show Again');
  const text = planned && urgent ? addedText(stored, planned.findings, entry, now) : stored;
  const display =
    planned === undefined || urgent === undefined || planned.severity === 'info' ? inform : warn;
  const buttons =
    planned === undefined || urgent === undefined
      ? []
      : planned.findings.some(isAcceptable)
        ? [step, accept, never]
        : [step, never];
  const say = async (holding: boolean): Promise<void> => {
    const said = holding ? `${text} ${t('The clipboard still holds it.')}` : text;
    const answer = await display(said, ...(holding ? [clear] : []), ...buttons);
    if (answer === undefined) return;
    if (answer === clear && pasted) {
      await clipboard.clearIfHolds(pasted);
      // What is held against the token is not answered by that.
      return buttons.length > 0 ? say(false) : undefined;
    }
    if (planned === undefined || urgent === undefined) return;
    if (answer === step) await takeNextStep(services, entry, urgent);
    if (answer === accept) await acceptFinding(services, entry);
    if (answer === never)
      await memory.rememberNotices(neverAgain(memory.notices(emptyMemory), planned.topics));
  };
  // The command is over: a message may lie there for hours.
  void say(held).catch((error: unknown) => sayFailure(error, 'vault', services.log, stepActs(services)));
}
