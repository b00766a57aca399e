import { differenceInMinutes } from 'date-fns';
import * as vscode from 'vscode';
import type { JournalAction, JournalRecord, JournalResult } from '../../journal/journalRecord.ts';
import type { TokenLife } from '../../journal/tokenLives.ts';
import { distance, moment, shortDate } from './dates.ts';
import { kindWord, modeWord } from './words.ts';

/** One line about a record: what was done, or what was tried and how it ended. */
export function recordSentence(record: JournalRecord): string {
  const { action, result } = record;
  if (result === 'done') return doneSentence(record)[action];
  return vscode.l10n.t('{0}: {1}', triedWords(record)[action], resultWord(result));
}

type Sentences = Readonly<Record<JournalAction, string>>;

function doneSentence(record: JournalRecord): Sentences {
  const { t } = vscode.l10n;
  const { entryName: name, repository = '' } = record;
  const branch = branchOf(record);
  return {
    push: t('Pushed {0} to {1} with {2}', branch, repository, name),
    // A fetch takes all branches, and then names none.
    fetch:
      branch === ''
        ? t('Fetched from {0} with {1}', repository, name)
        : t('Fetched {0} from {1} with {2}', branch, repository, name),
    'open-pull-request': t('Opened a pull request for {0} in {1} with {2}', branch, repository, name),
    'update-pull-request': t('Changed the pull request for {0} in {1} with {2}', branch, repository, name),
    'ready-for-review': t('Marked {0} in {1} as ready for review with {2}', branch, repository, name),
    rotate: t('Rotated {0}', name),
    add: t('Added {0}', name),
    forget: t('Forgot {0} here', name),
    revoke: t('Revoked {0}', name),
    copy: t('Copied {0} to the clipboard', name),
    probe: t('Probed what {0} may do in {1}', name, repository),
  };
}

function triedWords(record: JournalRecord): Sentences {
  const { t } = vscode.l10n;
  const { entryName: name, repository = '' } = record;
  const branch = branchOf(record);
  return {
    push: t('Push of {0} to {1} with {2}', branch, repository, name),
    fetch:
      branch === ''
        ? t('Fetch from {0} with {1}', repository, name)
        : t('Fetch of {0} from {1} with {2}', branch, repository, name),
    'open-pull-request': t('Pull request for {0} in {1} with {2}', branch, repository, name),
    'update-pull-request': t('Change of the pull request for {0} in {1} with {2}', branch, repository, name),
    'ready-for-review': t('Marking {0} in {1} as ready for review with {2}', branch, repository, name),
    rotate: t('Rotation of {0}', name),
    add: t('Adding {0}', name),
    forget: t('Forgetting {0}', name),
    revoke: t('Revoking {0}', name),
    copy: t('Copying {0}', name),
    probe: t('Probing what {0} may do in {1}', name, repository),
  };
}

function resultWord(result: JournalResult): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<JournalResult, string>> = {
    done: t('done'),
    refused: t('refused'),
    cancelled: t('cancelled'),
    failed: t('failed'),
    wanted: t('wanted'),
    accepted: t('accepted by GitHub, not yet seen done'),
    pending: t('pending'),
  };
  return words[result];
}

/** Who acted, and how that is known. */
export function actorText({ actor, actorSource }: JournalRecord): string {
  const { t } = vscode.l10n;
  switch (actorSource) {
    case 'github':
      return t('{0}, named by GitHub', actor ?? '');
    case 'git':
      return t('{0}, as git is set up here', actor ?? '');
    case 'none':
      return t('nobody named');
  }
}

/** `1234567..89abcde`, or the new one alone. */
export function shaRange({ shaFrom, shaTo }: JournalRecord): string | undefined {
  if (shaTo === undefined) return undefined;
  return shaFrom === undefined ? shaTo.slice(0, 10) : `${shaFrom.slice(0, 10)}..${shaTo.slice(0, 10)}`;
}

/** "5 minutes ago", then hours and days. */
export function ago(at: number, now: number): string {
  const minutes = differenceInMinutes(at, now);
  if (Math.abs(minutes) >= 60) return distance(at, now);
  return new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' }).format(minutes, 'minute');
}

/** Everything of one record, a line each. Every value is one line of plain text already. */
export function recordDetails(record: JournalRecord): string {
  const { t } = vscode.l10n;
  const { findingIds = [], overrides = [] } = record;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [t('When'), moment(record.time)],
    [t('Result'), resultWord(record.result)],
    [t('Reason'), record.problem],
    [t('Token'), `${record.entryName} (${kindWord(record.kind)})`],
    [t('How the token was obtained'), modeWord(record.mode)],
    [t('Host'), record.host],
    [t('Who'), actorText(record)],
    [t('Called by another program'), record.byProgram === true ? t('yes') : undefined],
    [t('Repository'), record.repository],
    [t('Ref'), record.ref],
    [t('Known at GitHub before'), record.shaFrom],
    [t('Commit'), record.shaTo],
    [t('Pull request'), record.pullRequestUrl],
    [t('Known findings'), findingIds.join(', ') || undefined],
    [t('Rules overridden'), overrides.join(', ') || undefined],
  ];
  const shown = lines.filter(([, value]) => value !== undefined);
  return [
    `# ${recordSentence(record)}`,
    '',
    ...shown.map(([label, value]) => `- ${label}: ${value}`),
    '',
  ].join('\n');
}

/** What stands below a list: what could not be read, and what a newer version wrote. */
export function unreadText(damaged: number, newer: number): string | undefined {
  const { t } = vscode.l10n;
  const said = [
    damaged > 0 ? t('{0} damaged lines are left out', damaged) : '',
    newer > 0 ? t('{0} records of a newer version are left out', newer) : '',
  ].filter(Boolean);
  return said.length === 0 ? undefined : said.join(' · ');
}

export function lifeText({ which, from, to }: TokenLife, now: number): string {
  const { t } = vscode.l10n;
  return which === 'present'
    ? t('opened since {0}, while the present token is in use', shortDate(from, now))
    : t('opened {0} to {1}, while the token before was in use', shortDate(from, now), shortDate(to, now));
}

function branchOf({ ref = '' }: JournalRecord): string {
  return ref.replace(/^refs\/(?:heads|tags)\//, '');
}
