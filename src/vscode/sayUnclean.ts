import * as vscode from 'vscode';
import { fail } from './notify.ts';
import type { Services } from './services.ts';

/** Something that reads like a token was left after the last cleaning, so nothing was written or shown. */
export async function sayUnclean({ log }: Pick<Services, 'log'>): Promise<void> {
  const { t } = vscode.l10n;
  const clear = t('Clear Journal');
  const text = t(
    'After cleaning, something in it still reads like a token. Nothing was written or shown. Clear the journal and try again.',
  );
  log.info('an export was stopped: something in it still read like a token');
  if ((await fail(text, clear)) === clear) await vscode.commands.executeCommand('tokenWarden.clearJournal');
}
