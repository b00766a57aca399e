import * as vscode from 'vscode';
import type { WorkflowNeed } from '../../policy/judgeWorkflowNeed.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushResult } from '../../push/pushBranch.ts';
import type { PushPhase } from '../../push/pushProgress.ts';
import type { Entry } from '../../tokens/entry.ts';
import { withoutLinks } from '../notify.ts';
import { kindWord } from './words.ts';

/** What a push is doing, for the progress notification. */
export function phaseWord(phase: PushPhase): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<PushPhase, string>> = {
    hook: t('running your pre-push hook'),
    uploading: t('uploading LFS files'),
    connecting: t('connecting'),
    counting: t('counting objects'),
    compressing: t('compressing'),
    writing: t('sending'),
    resolving: t('GitHub is reading them'),
  };
  return words[phase];
}

/** What goes where, as whom, with what: the lines under a question that leads to a push. */
export function pushLines({ target, commits }: ReadyPush, entry: Entry): readonly string[] {
  const { t } = vscode.l10n;
  return [
    commits === 1
      ? t('1 commit, up to {0}', target.sha.slice(0, 7))
      : t('{0} commits, up to {1}', commits, target.sha.slice(0, 7)),
    t('To {0}, branch {1}', target.url, target.remoteRef.replace(/^refs\/heads\//, '')),
    entry.login === undefined
      ? t('With {0} ({1})', entry.name, kindWord(entry.kind))
      : t('As {0}, with {1} ({2})', entry.login, entry.name, kindWord(entry.kind)),
  ];
}

/** The question before the first use of an entry with a repository. */
export function pushQuestion(
  push: ReadyPush,
  entry: Entry,
  byProgram: boolean,
): { readonly message: string; readonly detail: string } {
  const { t } = vscode.l10n;
  const { target } = push;
  const why = byProgram
    ? t('Another program asked for this push.')
    : t('You are asked once for each token and repository.');
  return {
    message: t('Push {0} to {1}?', target.branch, `${target.owner}/${target.repo}`),
    detail: [...pushLines(push, entry), why].join('\n'),
  };
}

/** What happened, in one sentence, and what could not be done beside it. */
export function pushedText(result: PushResult): string {
  const { t } = vscode.l10n;
  const { target } = result;
  const slug = `${target.owner}/${target.repo}`;
  const sha = target.sha.slice(0, 7);
  const done =
    result.kind === 'upToDate'
      ? t('{0} on {1} is already at {2}.', target.branch, slug, sha)
      : t('Pushed {0} to {1} ({2}).', target.branch, slug, sha);
  return [done, ...notRecorded(result)].join(' ');
}

/** The branch is on GitHub, but this repository does not know it yet. */
export function notRecorded({ recorded, target }: PushResult): readonly string[] {
  if (recorded) return [];
  return [
    vscode.l10n.t(
      'The remote-tracking branch of {0} could not be updated here. Fetch from {1} to do so.',
      target.branch,
      target.remote,
    ),
  ];
}

/** Before a push that touches workflow files with a token that is not known to allow it: what, and how we know. */
export function workflowQuestion(
  entry: Entry,
  { paths, evidence }: Extract<WorkflowNeed, { kind: 'missing' }>,
): { readonly touched: string; readonly known: string } {
  const { t } = vscode.l10n;
  // The names are the repository's.
  const path = withoutLinks(paths[0]);
  return {
    touched:
      paths.length === 1
        ? t('The push changes {0}.', path)
        : t('The push changes {0} and more workflow files ({1}).', path, paths.length),
    known:
      evidence === 'listed'
        ? t('GitHub does not list the scope workflow for {0}', entry.name)
        : t('{0} has no Workflows: write, as you declared it', entry.name),
  };
}
