import * as vscode from 'vscode';
import type { RotationStep, StepButton } from './messages/rotating.ts';
import { fail, inform, warn } from './notify.ts';
import type { Services } from './services.ts';

/** Shows the end of a rotation; answers the button that was chosen. The log is opened here. */
export async function sayStep({ log }: Services, step: RotationStep): Promise<StepButton | undefined> {
  const { t } = vscode.l10n;
  const labels: Readonly<Record<StepButton, string>> = {
    oldPage: t('Open Its Page'),
    newPage: t('Open Its Page'),
    check: t('Check Again'),
    another: t('Try Again'),
    same: t('Ask Again'),
    clear: t('Clear the Clipboard'),
    used: t('Where It Is Used'),
    finish: t('Other Ways…'),
    log: t('Show Log'),
  };
  const show = { info: inform, warning: warn, error: fail }[step.severity];
  const answer = await show(step.text, ...step.buttons.map((button) => labels[button]));
  const chosen = step.buttons.find((button) => labels[button] === answer);
  if (chosen === 'log') log.show();
  return chosen;
}
