import * as vscode from 'vscode';
import { inform } from '../notify.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';

/** Removes every record, once the person chose that. What is only damaged or newer goes too: the files are removed. */
export async function clearJournal(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const { records, damaged, newer } = await services.journal.read();
  if (records.length + damaged + newer === 0) {
    void inform(t('The journal is empty.'));
    return;
  }
  const answer = await pick<'keep' | 'clear'>({
    title: t('Clear Journal'),
    placeholder: t(
      '{0} records would be gone for good. Tokens are not touched',
      records.length + damaged + newer,
    ),
    choices: [
      { label: `$(discard) ${t('Keep the Journal')}`, value: 'keep' },
      { label: `$(clear-all) ${t('Clear It')}`, value: 'clear' },
    ],
  });
  if (answer !== 'clear') return;
  await services.journal.clear();
  void inform(t('The journal is cleared.'));
}
