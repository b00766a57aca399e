import * as vscode from 'vscode';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import type { Entry } from '../../tokens/entry.ts';
import { ago, recordSentence } from './journal.ts';

/** More lines are not read; the history of the entry has them all. */
const mostRecords = 50;

export function whereUsedTitle({ name }: Entry): string {
  return vscode.l10n.t('Where {0} Is Used', name);
}

/** `records`: the entry's own, oldest first. `now` in ms since the epoch. */
export function whereUsedText(entry: Entry, records: readonly JournalRecord[], now: number): string {
  const { t } = vscode.l10n;
  const repositories = repositoriesOf(entry, records);
  const newest = records.slice(-mostRecords).toReversed();
  const older = records.length - newest.length;
  return [
    `# ${whereUsedTitle(entry)}`,
    '',
    t('Known here only: other programs and machines may use it too.'),
    '',
    `## ${t('Repositories')}`,
    '',
    ...(repositories.length === 0 ? [t('None is known.')] : repositories.map((name) => `- ${name}`)),
    '',
    `## ${t('What was done with its tokens')}`,
    '',
    ...(newest.length === 0
      ? [t('Nothing is recorded.')]
      : newest.map((record) => `- ${recordSentence(record)} (${ago(record.time, now)})`)),
    ...(older > 0 ? ['', t('{0} older records are in the journal.', older)] : []),
    '',
  ].join('\n');
}

/** Each once, as it was written last, in their order. */
function repositoriesOf(entry: Entry, records: readonly JournalRecord[]): readonly string[] {
  const names = [
    ...entry.confirmedFor,
    ...entry.observed.map(({ repository }) => repository),
    ...records.flatMap(({ repository }) => repository ?? []),
  ];
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].toSorted();
}
