import * as vscode from 'vscode';
import type { CommandId } from '../manifest.ts';
import type { Finding } from '../shared/finding.ts';
import type { Entry } from '../tokens/entry.ts';
import { type StatusRow, type StatusTable, summariseTable } from '../tokens/statusTable.ts';
import { keyLine } from './messages/appKeys.ts';
import { dateAndDistance, moment } from './messages/dates.ts';
import { acceptedWords, explainFinding } from './messages/findings.ts';
import { leakedHere } from './messages/leaks.ts';
import { breadthWord, lifeLong } from './messages/status.ts';
import { evidenceWord, kindWord, modeWord, purposeWord } from './messages/words.ts';
import type { State } from './stateKeeper.ts';

/** The only commands a link in the hover may run. None of them takes an argument from the text. */
const linkable: readonly CommandId[] = [
  'tokenWarden.rotateToken',
  'tokenWarden.checkToken',
  'tokenWarden.listTokens',
  'tokenWarden.useAnotherHere',
  'tokenWarden.openDashboard',
];

/** The hover of a picture and of the leaks that are known (`leaked`, a count); undefined where there is no table to show, and the label in words stands instead. */
export function hoverOf(state: State, leaked: number): vscode.MarkdownString | undefined {
  if (state.status.kind !== 'shown') return undefined;
  const { view, chosen, findings, breadthOf, now } = state;
  const others = view.entries.filter((entry) => entry.id !== chosen?.id);
  const entryOf = (id: string) => view.entries.find((entry) => entry.id === id);
  const lost = view.lost.length;
  const table = summariseTable({
    chosen,
    others,
    findings,
    lost,
    now,
    breadthOf,
  });
  return statusHover(table, entryOf, now, leakedHere(leaked));
}

/**
 * The hover as a table. Names, logins, owners and scopes come from people, servers and repositories: each goes through
 * `plain`, so that a login called `[x](command:…)` is text and never a link (D01).
 */
export function statusHover(
  model: StatusTable,
  entryOf: (id: string) => Entry | undefined,
  now: number,
  leaked = '',
): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: linkable };
  text.supportHtml = false;
  if (model.rows.length === 0) {
    text.appendMarkdown(`**${plain(t('No token is chosen for this repository'))}**\n\n`);
  } else {
    const name = model.rows.find((row) => row.kind === 'name');
    text.appendMarkdown(`**$(key) ${plain(name?.kind === 'name' ? name.name : '')}**\n\n`);
    text.appendMarkdown('| | |\n|:--|:--|\n');
    for (const row of model.rows) {
      const cells = rowCells(row, now);
      if (cells) text.appendMarkdown(`| ${plain(cells[0])} | ${plain(cells[1])} |\n`);
    }
    text.appendMarkdown('\n');
  }
  for (const finding of model.findings) text.appendMarkdown(findingLine(finding, entryOf, now));
  if (model.others.length > 0) {
    text.appendMarkdown(`\n${plain(t('Other tokens:'))}\n\n`);
    for (const other of model.others.slice(0, 5)) {
      const entry = entryOf(other.entryId);
      const why = other.findings.map((finding) => (entry ? explainFinding(finding, entry, now).title : ''));
      const words = why.length > 0 ? why.join('; ') : lifeLong(other.life);
      text.appendMarkdown(`- ${plain(other.name)}: ${plain(words)}\n`);
    }
  }
  if (model.lost > 0) text.appendMarkdown(`\n$(warning) ${plain(lostSentence(model.lost))}\n\n`);
  if (leaked !== '') text.appendMarkdown(`\n$(search) ${plain(leaked)}\n\n`);
  text.appendMarkdown(`\n---\n\n${links(model.rows.length > 0)}`);
  return text;
}

function lostSentence(lost: number): string {
  const { t } = vscode.l10n;
  return lost === 1
    ? t('The secret of one token is gone from the store.')
    : t('The secrets of {0} tokens are gone from the store.', lost);
}

/** A row's name and value, as text of ours and others': for `plain`. Undefined for what is said elsewhere. */
export function rowCells(row: StatusRow, now: number): readonly [string, string] | undefined {
  const { t } = vscode.l10n;
  switch (row.kind) {
    case 'name':
      return undefined;
    case 'mode':
      // The usual case needs no line.
      return row.mode === 'vault' ? undefined : [t('Comes'), modeWord(row.mode)];
    case 'tokenKind':
      return [t('Kind'), kindWord(row.tokenKind)];
    case 'host':
      return [t('Host'), row.host];
    case 'owner':
      return [t('Acts for'), `${row.owner} (${evidenceWord(row.evidence)})`];
    case 'login':
      return [t('Account'), `${row.login} (${evidenceWord(row.evidence)})`];
    case 'expiry': {
      const words = row.at === undefined ? lifeLong(row.life) : dateAndDistance(row.at, now);
      return [t('Expires'), row.evidence ? `${words} (${evidenceWord(row.evidence)})` : words];
    }
    case 'age':
      return [t('Stored'), dateAndDistance(row.since, now)];
    case 'scope': {
      const evidence =
        row.breadth.kind === 'unknown' ? t('not seen yet') : evidenceWord(row.breadth.evidence);
      const listed = row.listed && row.listed.length > 0 ? `: ${row.listed.join(', ')}` : '';
      return [t('Scope'), `${breadthWord(row.breadth)}${listed} (${evidence})`];
    }
    case 'sso':
      return [
        t('Single sign-on'),
        row.sso.kind === 'notSeen' ? t('not seen yet') : t('not authorized ({0})', evidenceWord('refused')),
      ];
    case 'purpose':
      return [t('For'), purposeWord(row.purpose)];
    case 'previous':
      return [t('Old token'), t('kept since {0}', moment(row.replacedAt))];
    case 'key':
      return [row.old ? t('Old key') : t('Key in use'), keyLine(row.key, now)];
    case 'checked':
      return [t('Checked'), row.at === undefined ? t('not yet') : moment(row.at)];
  }
}

function findingLine(finding: Finding, entryOf: (id: string) => Entry | undefined, now: number): string {
  const entry = entryOf(finding.entryId);
  if (!entry) return '';
  const words = explainFinding(finding, entry, now);
  const icon = finding.severity === 'error' ? 'error' : finding.severity === 'warning' ? 'warning' : 'info';
  const quiet = acceptedWords(finding, entry, now);
  const accepted = quiet === '' ? '' : ` (${quiet})`;
  return `$(${icon}) **${plain(words.title)}**${plain(accepted)}. ${plain(words.why)}\n\n`;
}

function links(hasEntry: boolean): string {
  const { t } = vscode.l10n;
  const link = (label: string, command: CommandId) => `[${plain(label)}](command:${command})`;
  const mine = hasEntry
    ? [link(t('Rotate'), 'tokenWarden.rotateToken'), link(t('Check Now'), 'tokenWarden.checkToken')]
    : [];
  const rest = [
    link(t('Use Another Here'), 'tokenWarden.useAnotherHere'),
    link(t('All Tokens'), 'tokenWarden.listTokens'),
    link(t('Dashboard'), 'tokenWarden.openDashboard'),
  ];
  return [...mine, ...rest].join(' &nbsp;·&nbsp; ');
}

/** Text for a Markdown table cell: nothing in it is Markdown, an icon, a link or a new line any more. */
export function plain(text: string): string {
  return text
    .slice(0, 500)
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$&:/@=]/g, (char) => `&#${char.charCodeAt(0)};`);
}
