import * as vscode from 'vscode';
import type { PlannedNotification } from '../../policy/judgeNotifications.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { WatchedToken } from '../../watched/watchedToken.ts';
import { explainFinding } from './findings.ts';
import { explainWatched } from './watched.ts';

/** What a notification can be about. */
export type Subject =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'watched'; readonly token: WatchedToken };

/** More names in one sentence are not read; *Show Tokens* has them all. */
const mostNamed = 4;

export function subjectId(subject: Subject): string {
  return subject.kind === 'entry' ? subject.entry.id : subject.token.id;
}

/** Everything that is due, in one text: for one finding its reason too, for many the most urgent and how many more. */
export function reminderText(
  { findings }: PlannedNotification,
  subjects: readonly Subject[],
  now: number,
): string {
  const { t } = vscode.l10n;
  const parts = subjects.slice(0, mostNamed).map((subject) => {
    const mine = findings.filter(({ entryId }) => entryId === subjectId(subject));
    const words = mine.map((finding) =>
      subject.kind === 'entry'
        ? explainFinding(finding, subject.entry, now)
        : explainWatched(finding, subject.token, now),
    );
    const name = subject.kind === 'entry' ? subject.entry.name : subject.token.name;
    const titles = t('{0}: {1}.', name, words.map(({ title }) => title).join('; '));
    return findings.length === 1 ? `${titles} ${words[0]?.why ?? ''}` : titles;
  });
  const more = subjects.length - mostNamed;
  if (more === 1) parts.push(t('One more token needs a look.'));
  if (more > 1) parts.push(t('{0} more tokens need a look.', more));
  return parts.join(' ');
}
