import * as vscode from 'vscode';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import type { CommandId } from '../../manifest.ts';
import { openRecord, recordChoice } from '../journalRows.ts';
import { unreadText } from '../messages/journal.ts';
import { inform } from '../notify.ts';
import { type Choice, pick, separator } from '../prompts.ts';
import type { Services } from '../services.ts';

/** More lines than this are not read in a list; the export has them all. */
const mostRows = 1000;

type Chosen =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'run'; readonly id: CommandId };

const exporting: Chosen = { kind: 'run', id: 'tokenWarden.exportJournal' };
const clearing: Chosen = { kind: 'run', id: 'tokenWarden.clearJournal' };

/** What was done, newest first; typing filters. Enter opens the pull request, or everything the record says. */
export async function showJournal(services: Services): Promise<void> {
  const { t } = vscode.l10n;
  const { records, damaged, newer } = await services.journal.read();
  const unread = unreadText(damaged, newer);
  if (records.length === 0) {
    void inform(t('Nothing is recorded yet. Pushes, pull requests and changes to tokens will be.'));
    return;
  }
  const now = services.clock.now();
  const rows: (Choice<Chosen> | vscode.QuickPickItem)[] = records
    .slice(-mostRows)
    .toReversed()
    .map((record) => recordChoice(record, now, { kind: 'record', record }));
  const older = records.length - mostRows;
  if (older > 0) rows.push(separator(t('{0} older ones are in the export', older)));
  if (unread !== undefined) rows.push(separator(unread));
  const chosen = await pick<Chosen>({
    title: t('Journal'),
    placeholder: t('What was done, newest first. Type to filter'),
    choices: rows,
    buttons: [
      { icon: 'save', tooltip: t('Export'), act: () => undefined, closes: exporting },
      { icon: 'clear-all', tooltip: t('Clear'), act: () => undefined, closes: clearing },
    ],
  });
  if (chosen?.kind === 'record') await openRecord(services, chosen.record);
  if (chosen?.kind === 'run') await vscode.commands.executeCommand(chosen.id);
}
