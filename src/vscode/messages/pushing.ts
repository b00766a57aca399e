import * as vscode from 'vscode';
import { remoteBranchOf } from '../../push/branchName.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushResult } from '../../push/pushBranch.ts';
import { choicesOf, mostDropped, type PushChoices, plainPush } from '../../push/pushChoices.ts';
import type { PushPhase } from '../../push/pushProgress.ts';
import type { Entry } from '../../tokens/entry.ts';
import { kindAndMode } from './words.ts';

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

/** Over the progress: what is going on, with which token, and what the person chose to leave out. */
export function pushingTitle(push: ReadyPush, entry: Entry): string {
  const { t } = vscode.l10n;
  const { branch } = push.target;
  return push.facts.prePushHook !== undefined && choicesOf(push).skipHook
    ? t('Pushing {0} with {1}, without your pre-push hook', branch, entry.name)
    : t('Pushing {0} with {1}', branch, entry.name);
}

/** What goes where, as whom, with what: the lines under a question that leads to a push. */
export function pushLines(push: ReadyPush, entry: Entry): readonly string[] {
  const { t } = vscode.l10n;
  const { target, commits } = push;
  return [
    commits === 1
      ? t('1 commit, up to {0}', target.sha.slice(0, 7))
      : t('{0} commits, up to {1}', commits, target.sha.slice(0, 7)),
    t('To {0}, branch {1}', target.url, remoteBranchOf(target)),
    entry.login === undefined
      ? t('With {0} ({1})', entry.name, kindAndMode(entry))
      : t('As {0}, with {1} ({2})', entry.login, entry.name, kindAndMode(entry)),
    ...choiceLines(choicesOf(push)),
  ];
}

/** How many commits an overwritten branch loses. */
export function droppedWords(dropped: number): string {
  const { t } = vscode.l10n;
  if (dropped >= mostDropped) return t('At least {0} commits on GitHub would be dropped', mostDropped);
  return dropped === 1
    ? t('1 commit on GitHub would be dropped')
    : t('{0} commits on GitHub would be dropped', dropped);
}

function choiceLines({ overwrite, tags, skipHook }: PushChoices): readonly string[] {
  const { t } = vscode.l10n;
  return [
    ...(overwrite === undefined
      ? []
      : [`${t('Overwriting the branch')}: ${droppedWords(overwrite.dropped)}`]),
    ...(tags.length === 0 ? [] : [t('With the tags {0}', tags.map(({ name }) => name).join(', '))]),
    ...(skipHook ? [t('Without your pre-push hook')] : []),
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
  const { target, choices = plainPush } = result;
  const slug = `${target.owner}/${target.repo}`;
  const sha = target.sha.slice(0, 7);
  const done =
    result.kind === 'upToDate'
      ? t('{0} on {1} is already at {2}.', target.branch, slug, sha)
      : choices.overwrite === undefined
        ? t('Pushed {0} to {1} ({2}).', target.branch, slug, sha)
        : t('Overwrote {0} on {1} ({2}).', target.branch, slug, sha);
  return [done, ...beside(choices), ...notRecorded(result)].join(' ');
}

function beside({ tags, skipHook }: PushChoices): readonly string[] {
  const { t } = vscode.l10n;
  const [only] = tags;
  return [
    ...(only === undefined
      ? []
      : [
          tags.length === 1
            ? t('The tag {0} went along.', only.name)
            : t('{0} tags went along.', tags.length),
        ]),
    ...(skipHook ? [t('Your pre-push hook was not run.')] : []),
  ];
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
