import * as vscode from 'vscode';
import type { JournalRecord } from '../../journal/journalRecord.ts';
import { codeSpan } from '../../shared/markdown.ts';
import type { Entry } from '../../tokens/entry.ts';
import { usedRepositories } from '../../tokens/usedRepositories.ts';
import type { WatchedToken } from '../../watched/watchedToken.ts';
import { ago, recordSentence } from './journal.ts';
import { placeLine, watchedLife } from './watched.ts';

/** More lines are not read; the history of the entry has them all. */
const mostRecords = 50;

export function whereUsedTitle({ name }: Entry): string {
  return vscode.l10n.t('Where {0} Is Used', name);
}

/** `records`: the entry's own, oldest first. `watched`: those of the same owners. `now` in ms since the epoch. */
export function whereUsedText(
  entry: Entry,
  records: readonly JournalRecord[],
  watched: readonly WatchedToken[],
  now: number,
): string {
  const { t } = vscode.l10n;
  const repositories = usedRepositories(
    entry,
    records.flatMap(({ repository }) => repository ?? []),
  );
  const newest = records.slice(-mostRecords).toReversed();
  const older = records.length - newest.length;
  return [
    `# ${t('Where {0} is used', codeSpan(entry.name))}`,
    '',
    t('Known here only: other programs and machines may use it too.'),
    '',
    `## ${t('Repositories')}`,
    '',
    ...(repositories.length === 0
      ? [t('None is known.')]
      : repositories.map((name) => `- ${codeSpan(name)}`)),
    '',
    ...watchedLines(watched, now),
    `## ${t('What was done with its tokens')}`,
    '',
    ...(newest.length === 0
      ? [t('Nothing is recorded.')]
      : newest.map((record) => `- ${recordSentence(record)} (${ago(record.time, now)})`)),
    ...(older > 0 ? ['', t('{0} older records are in the journal.', older)] : []),
    '',
  ].join('\n');
}

/** Places that a rotation does not reach, though a token of the same owner is there. */
function watchedLines(watched: readonly WatchedToken[], now: number): readonly string[] {
  const { t } = vscode.l10n;
  if (watched.length === 0) return [];
  return [
    `## ${t('Watched tokens of the same owner')}`,
    '',
    t('If one of them is the token you replaced, put the new one there, then mark it as replaced.'),
    '',
    ...watched.map(
      ({ name, place, expiry }) =>
        `- ${codeSpan(name)}: ${codeSpan(placeLine(place))}, ${watchedLife(expiry, now)}`,
    ),
    '',
  ];
}
