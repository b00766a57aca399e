import * as vscode from 'vscode';
import { troubleOnce } from '../journal/troubleOnce.ts';
import type { Log } from './log.ts';
import { warn } from './notify.ts';

/** A record could not be kept. What was done is not touched by it, so nobody waits for the answer. */
export function journalTrouble(log: Log): (error: unknown) => void {
  return troubleOnce(
    (error) => log.failure('keeping the journal', error),
    () => {
      const { t } = vscode.l10n;
      const show = t('Show Log');
      const text = t(
        'The journal cannot be written. What you do still works, but it is not recorded. Check the free space of the disk.',
      );
      void warn(text, show).then((answer) => {
        if (answer === show) log.show();
      });
    },
  );
}
