import * as vscode from 'vscode';
import { managePage } from '../../github/links.ts';
import { kindOfTarget } from '../../rotation/revocationNotes.ts';
import type { RevokeTarget } from '../../rotation/revokePorts.ts';
import { hostOf } from '../../tokens/host.ts';
import type { TokenKind } from '../../tokens/kind.ts';
import type { ForgottenEverything } from '../../vault/forgetAll.ts';
import type { Uncleared } from '../../vault/ownStorage.ts';
import { targetName } from './revoking.ts';
import { kindWord } from './words.ts';

/** What *Forget Everything* did, and what it found when it looked again. */
export interface Forgetting {
  readonly store: ForgottenEverything;
  readonly rest: Uncleared;
  readonly journalToo: boolean;
  readonly sharedStore: boolean;
}

/** How many things are still there that should not be. */
export function countLeft({ store, rest }: Forgetting): number {
  return store.left.length + rest.files.length + rest.memory.length;
}

/** What would go. */
export interface ToForget {
  readonly tokens: number;
  readonly watched: number;
  readonly journalToo: boolean;
}

/** What would go, above the box for the word. */
export function forgettingQuestion(word: string, { tokens, watched, journalToo }: ToForget): string {
  const { t } = vscode.l10n;
  const what =
    tokens === 1
      ? t('The one stored token goes, and all that was remembered beside it.')
      : t('{0} stored tokens go, and all that was remembered beside them.', tokens);
  const elsewhere = watched === 0 ? '' : ` ${t('So do your notes on tokens elsewhere: {0}.', watched)}`;
  const journal = journalToo ? t('The journal goes too.') : t('The journal stays.');
  const end = t('At GitHub nothing ends. There is no undo. Type {0} to go on', word);
  return `${what}${elsewhere} ${journal} ${end}`;
}

export function forgottenSentence(done: Forgetting): string {
  const { t } = vscode.l10n;
  const left = countLeft(done);
  if (left === 1) return t('Not everything could be deleted: one thing is still there. Try again to finish.');
  if (left > 1)
    return t('Not everything could be deleted: {0} things are still there. Try again to finish.', left);
  const { length } = livingOn(done.store);
  if (length === 0) return t('Everything here is forgotten. Looking again found nothing.');
  return length === 1
    ? t('Everything here is forgotten; looking again found nothing. At GitHub the token still works.')
    : t(
        'Everything here is forgotten; looking again found nothing. At GitHub {0} tokens still work.',
        length,
      );
}

/** The proof, and the pages where the tokens are ended. Plain text: names of tokens stand in it. */
export function forgottenReport(done: Forgetting): string {
  const { t } = vscode.l10n;
  const { store, rest, journalToo, sharedStore } = done;
  const found = (what: string, left: readonly string[]) =>
    left.length === 0 ? t('{0}: nothing left', what) : t('{0}: still there: {1}', what, left.join(', '));
  const stays = [
    ...(journalToo ? [] : [t('The journal. Clear Journal removes it.')]),
    ...(sharedStore
      ? []
      : [
          t('Blank notes that tokens were forgotten, for 30 days.'),
          t('Without them another open window, with a copy of its own, would bring the tokens back.'),
        ]),
    t('Your settings, and what open windows hold in memory until they are closed.'),
  ];
  return [
    t('What is left here, looked for after deleting'),
    '',
    `- ${found(t('Secret storage'), store.left)}`,
    ...(store.listed
      ? []
      : [`- ${t('This VS Code cannot list its secrets: only known ones were looked for.')}`]),
    `- ${found(t('Files'), rest.files)}`,
    `- ${found(t('Remembered choices'), rest.memory)}`,
    '',
    t('What stays on purpose'),
    '',
    ...stays.map((line) => `- ${line}`),
    '',
    t('What lives on at GitHub until it is deleted there'),
    '',
    ...livingOn(store).map((line) => `- ${line}`),
    ...(store.unreadable > 0
      ? [`- ${t('What {0} unreadable values held, if it was a token', store.unreadable)}`]
      : []),
    '',
  ].join('\n');
}

/** A kept old token is one more: nothing but its note here would ever remind of it. */
function livingOn({ entries, lost }: ForgottenEverything): readonly string[] {
  return [
    ...entries.flatMap((entry) => [
      lineOf({ entry, which: 'present' }),
      ...(entry.previous === undefined ? [] : [lineOf({ entry, which: 'previous' })]),
    ]),
    ...lost.map(({ kind, host }) => `${kindWord(kind)}${host === undefined ? '' : `: ${page(host, kind)}`}`),
  ];
}

function lineOf(target: RevokeTarget): string {
  const kind = kindOfTarget(target);
  return `${targetName(target)} (${kindWord(kind)}): ${page(target.entry.host, kind)}`;
}

function page(host: Parameters<typeof hostOf>[0], kind: TokenKind): string {
  return managePage(hostOf(host), kind).url;
}
