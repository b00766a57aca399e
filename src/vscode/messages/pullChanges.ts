import * as vscode from 'vscode';
import type { AppliedExtras, Extra } from '../../pulls/applyExtras.ts';
import type { PullRequest } from '../../pulls/openPullRequest.ts';
import type { Entry } from '../../tokens/entry.ts';
import { adviseProblem } from './adviseFailure.ts';

/** The question before an entry changes a pull request in a repository for the first time. */
export function changeQuestion(
  pull: PullRequest,
  entry: Entry,
  byProgram: boolean,
): { readonly message: string; readonly detail: string; readonly go: string } {
  const { t } = vscode.l10n;
  return {
    message: t('Change pull request #{0} in {1} with {2}?', pull.number, pull.repository, entry.name),
    detail: byProgram
      ? t('Another program asked for this.')
      : t('You are asked once for each token and repository.'),
    go: t('Change It'),
  };
}

/** What happened beside the pull request itself: labels GitHub made, and what could not be done. '' for nothing. */
export function extrasText({ undone, newLabels }: AppliedExtras): string {
  const { t } = vscode.l10n;
  const made =
    newLabels.length === 0 ? [] : [t('New in this repository: the label {0}.', newLabels.join(', '))];
  // One cause ends what follows it too: said once, for all of them.
  const causes = new Map<string, string[]>();
  for (const { what, problem } of undone) {
    const { text } = adviseProblem(problem, 'pull');
    causes.set(text, [...(causes.get(text) ?? []), nameOf(what)]);
  }
  const failed = [...causes].map(([text, names]) => t('Not done: {0}. {1}', names.join(', '), text));
  return [...made, ...failed].join(' ');
}

function nameOf(what: Extra): string {
  const { t } = vscode.l10n;
  switch (what.kind) {
    case 'labels':
      return t('label {0}', what.names.join(', '));
    case 'milestone':
      return t('milestone {0}', what.number);
    case 'assignees':
      return t('assignee {0}', what.names.join(', '));
    case 'reviewer':
      return t('reviewer {0}', what.name);
    case 'team':
      return t('team {0}', what.name);
  }
}
