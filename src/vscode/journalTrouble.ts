import * as vscode from 'vscode';
import type { Log } from './log.ts';
import { warn } from './notify.ts';

/**
 * A record that could not be kept: in the log each time, told once in a window. What was done is not touched by it, so
 * nobody waits for the answer.
 */
export function journalTrouble(log: Log): (error: unknown) => void {
  let told = false;
  return (error) => {
    log.failure('keeping the journal', error);
    if (told) return;
    told = true;
    const { t } = vscode.l10n;
    const show = t('Show Log');
    const text = t(
      'The journal cannot be written. What you do still works, but it is not recorded. Check the free space of the disk.',
    );
    void warn(text, show).then((answer) => {
      if (answer === show) log.show();
    });
  };
}
