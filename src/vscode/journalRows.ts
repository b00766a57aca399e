import * as vscode from 'vscode';
import type { JournalAction, JournalRecord } from '../journal/journalRecord.ts';
import { recordPage } from '../journal/recordPage.ts';
import { causeWord } from './messages/causes.ts';
import { actorText, ago, recordDetails, recordSentence, shaRange } from './messages/journal.ts';
import type { Choice } from './prompts.ts';
import { pageLook } from './readOnlyDocuments.ts';
import type { Services } from './services.ts';

const icons: Readonly<Record<JournalAction, string>> = {
  push: 'repo-push',
  fetch: 'repo-pull',
  'open-pull-request': 'git-pull-request-draft',
  'update-pull-request': 'git-pull-request',
  'ready-for-review': 'git-pull-request',
  rotate: 'sync',
  add: 'add',
  forget: 'trash',
  revoke: 'circle-slash',
  copy: 'copy',
  probe: 'search',
};

/** One record as a line of a list: what, when, who and how we know it, which commits, which pull request. */
export function recordChoice<T>(record: JournalRecord, now: number, value: T): Choice<T> {
  const icon = record.result === 'done' ? icons[record.action] : 'error';
  // The end of a line is cut: when it was stands first, where the sentence leaves room.
  const parts = [
    ago(record.time, now),
    actorText(record),
    shaRange(record),
    record.problem && causeWord(record.problem),
    record.pullRequestUrl && shortPull(record.pullRequestUrl),
  ];
  if (record.byProgram === true) parts.push(vscode.l10n.t('called by another program'));
  return {
    label: `$(${icon}) ${withoutIcons(recordSentence(record))}`,
    detail: withoutIcons(parts.filter(Boolean).join(' · ')),
    value,
  };
}

/** Opens the pull request, where there is one on a page of GitHub; else everything the record says. */
export async function openRecord(
  services: Pick<Services, 'documents'>,
  record: JournalRecord,
): Promise<void> {
  const page = recordPage(record);
  if (page !== undefined) return void (await vscode.env.openExternal(vscode.Uri.parse(page, true)));
  await services.documents.show(vscode.l10n.t('Journal'), recordDetails(record), pageLook);
}

/** `#12`: the repository stands in the sentence already, and the whole address in the details and the export. */
function shortPull(url: string): string {
  const [, number] = /\/pull\/(\d+)$/.exec(url) ?? [];
  return number === undefined ? url : `#${number}`;
}

/** VS Code draws `$(name)` in a list as an icon; a branch may be called that. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
