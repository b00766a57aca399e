import * as vscode from 'vscode';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushPhase } from '../../push/pushProgress.ts';
import type { Entry } from '../../tokens/entry.ts';
import { kindWord } from './words.ts';

/** What a push is doing, for the progress notification. */
export function phaseWord(phase: PushPhase): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<PushPhase, string>> = {
    hook: t('running your pre-push hook'),
    connecting: t('connecting'),
    counting: t('counting objects'),
    compressing: t('compressing'),
    writing: t('sending'),
    resolving: t('GitHub is reading them'),
  };
  return words[phase];
}

/** The question before the first use of an entry with a repository: what goes where, as whom, with what. */
export function pushQuestion(
  push: ReadyPush,
  entry: Entry,
  byProgram: boolean,
): { readonly message: string; readonly detail: string } {
  const { t } = vscode.l10n;
  const { target, commits } = push;
  const slug = `${target.owner}/${target.repo}`;
  const lines = [
    commits === 1
      ? t('1 commit, up to {0}', target.sha.slice(0, 7))
      : t('{0} commits, up to {1}', commits, target.sha.slice(0, 7)),
    t('To {0}, branch {1}', target.url, target.remoteRef.replace(/^refs\/heads\//, '')),
    entry.login === undefined
      ? t('With {0} ({1})', entry.name, kindWord(entry.kind))
      : t('As {0}, with {1} ({2})', entry.login, entry.name, kindWord(entry.kind)),
  ];
  if (byProgram) lines.push(t('Another program asked for this push.'));
  else lines.push(t('You are asked once for each token and repository.'));
  return { message: t('Push {0} to {1}?', target.branch, slug), detail: lines.join('\n') };
}
