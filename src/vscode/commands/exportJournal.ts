import * as vscode from 'vscode';
import { exportCsv } from '../../journal/exportCsv.ts';
import { exportJson } from '../../journal/exportJson.ts';
import { exportMarkdown } from '../../journal/exportMarkdown.ts';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import { sweepRecords } from '../../journal/sweepRecords.ts';
import { inform } from '../notify.ts';
import { pick } from '../prompts.ts';
import { type SaveAs, saveText } from '../saveText.ts';
import { sayUnclean } from '../sayUnclean.ts';
import type { Services } from '../services.ts';

interface Format extends SaveAs {
  readonly write: (records: readonly JournalRecord[]) => string;
}

/** The whole journal as one file, where the person says. */
export async function exportJournal(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const { records } = await services.journal.read();
  if (records.length === 0) {
    void inform(t('Nothing is recorded yet, so there is nothing to export.'));
    return;
  }
  const format = await pick<Format>({
    title: t('Export Journal'),
    placeholder: t(
      '{0} records. They hold names of tokens, people and repositories, and no token',
      records.length,
    ),
    choices: formats().map((one) => ({ label: one.label, description: one.name, value: one })),
  });
  if (format === undefined) return;
  // Tokens of this session may be younger than the record that holds one: looked at again, with all that is known now.
  await services.state.refresh();
  const swept = sweepRecords(records, format.write, services.redactor);
  if (swept.kind === 'unclean') return sayUnclean(services);
  await saveText(services, swept.text, format);
}

function formats(): readonly Format[] {
  const { t } = vscode.l10n;
  const name = 'token-warden-journal';
  return [
    { label: t('JSON'), ending: 'json', name: `${name}.json`, write: exportJson },
    { label: t('CSV, for a spreadsheet'), ending: 'csv', name: `${name}.csv`, write: exportCsv },
    { label: t('Markdown table'), ending: 'md', name: `${name}.md`, write: exportMarkdown },
  ];
}
