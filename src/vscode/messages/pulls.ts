import * as vscode from 'vscode';
import { repositoryPage } from '../../github/settingsPages.ts';
import type { PullProblem } from '../../pulls/problems.ts';
import { titlePlaceholders } from '../../pulls/titleTemplate.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { Advice } from './advice.ts';
import { adviseApi } from './api.ts';
import type { Place } from './place.ts';
import { pushLines } from './pushing.ts';
import { nextSteps, pageStep } from './steps.ts';
import { kindAndMode } from './words.ts';

/** What is asked about once: a pull request, and the push that goes before it. */
export interface PullQuestion {
  readonly target: PushTarget;
  /** `owner/name` the pull request goes to: another one than the target's when that is a fork. */
  readonly into: string;
  readonly entry: Entry;
  readonly first: { readonly push: ReadyPush; readonly entry: Entry } | undefined;
  readonly byProgram: boolean;
}

/** The question before the first use of an entry with a repository. It names everything that will be done. */
export function pullQuestion({ target, into, entry, first, byProgram }: PullQuestion): {
  readonly message: string;
  readonly detail: string;
  readonly go: string;
} {
  const { t } = vscode.l10n;
  const slug = `${target.owner}/${target.repo}`;
  const why = byProgram
    ? t('Another program asked for this pull request.')
    : t('You are asked once for each token and repository.');
  // That it is not one of the vault is said before it is used.
  const borrowed = entry.origin === undefined ? [] : [t('With {0} ({1})', entry.name, kindAndMode(entry))];
  if (first === undefined) {
    const message = t('Open a draft pull request in {0} with {1}?', into, entry.name);
    return { message, detail: [...borrowed, why].join('\n'), go: t('Create Draft Pull Request') };
  }
  const lines = [
    ...pushLines(first.push, first.entry),
    into === slug
      ? t('Then the pull request is opened with {0}', entry.name)
      : t('Then the pull request is opened in {0} with {1}', into, entry.name),
    ...(first.entry.id === entry.id ? [] : borrowed),
    why,
  ];
  return {
    message: t('Push {0} to {1} and open a draft pull request?', target.branch, slug),
    detail: lines.join('\n'),
    go: t('Push and Create'),
  };
}

/** Why a pull request was not opened, in our words. */
export function advisePull(problem: PullProblem, place?: Place): Advice {
  const { t } = vscode.l10n;
  const { push, retry, sourceControl, details } = nextSteps();
  const onGitHub = place && pageStep(pullRequestsPage(place));
  switch (problem.kind) {
    case 'draftUnsupported':
      return {
        text: t('This repository’s plan has no draft pull requests. Nothing was opened.'),
        next: retry,
      };
    case 'noCommits':
      return {
        text: t(
          '{0} has nothing that {1} does not have. Commit something first.',
          problem.head,
          problem.base,
        ),
        next: sourceControl,
      };
    case 'noCommonHistory':
      return {
        text: t('{0} and {1} share no commit. Choose another base.', problem.head, problem.base),
        next: retry,
      };
    case 'headInvalid':
      return { text: t('GitHub does not have the branch {0}. Push it first.', problem.head), next: push };
    case 'baseInvalid':
      return {
        text: t('GitHub does not have the base branch {0}. Choose another base.', problem.base),
        next: retry,
      };
    case 'reviewerRefused':
      return {
        text:
          problem.why === 'author'
            ? t('The author of a pull request cannot be its reviewer. Choose another one.')
            : t('A reviewer has no access to the repository. Choose another one.'),
        next: onGitHub ?? details,
      };
    case 'tooLong':
      return { text: tooLong(problem.field, problem.most), next: retry };
    case 'maintainerEditsRefused':
      return {
        text: t(
          'GitHub does not let maintainers edit this branch: only a person’s own fork can allow that. Turn it off, then try again.',
        ),
        next: retry,
      };
    case 'existsUnseen':
      return {
        text: t('GitHub says that {0} already has a pull request. Look for it on GitHub.', problem.head),
        next: onGitHub ?? details,
      };
    case 'headIsBase':
      return {
        text: t('{0} is the base itself. Create a branch for your change first.', problem.branch),
        next: sourceControl,
      };
    case 'archived':
      return {
        text: t(
          '{0} is archived and takes no pull requests. Ask an owner to unarchive it.',
          problem.repository,
        ),
        next: place === undefined ? details : pageStep(repositoryPage(place.host, place.owner, place.repo)),
      };
    case 'refused':
      return { text: t('GitHub did not accept the pull request.'), next: details };
    case 'notCollaborator':
      return {
        text: t('{0} cannot be asked for a review: no access to this repository.', problem.name),
        next: onGitHub ?? details,
      };
    case 'leftOut':
      return {
        text: t('GitHub left out {0}: no access to this repository.', problem.names.join(', ')),
        next: onGitHub ?? details,
      };
    case 'outsider':
      return {
        text: t(
          'This token does not reach {0}: a fine-grained token has one owner. GitHub’s page opens it in your browser, filled in.',
          problem.repository,
        ),
        next: { kind: 'open', label: t('Open GitHub’s Page'), url: problem.page },
      };
    case 'changedMeanwhile':
      return {
        text: t(
          'Someone changed the {0} on GitHub meanwhile. Nothing was overwritten. Look at it, then update again.',
          problem.fields.join(', '),
        ),
        next: onGitHub ?? details,
      };
    case 'closedMeanwhile':
      return {
        text: problem.merged
          ? t('Pull request #{0} was merged meanwhile. Nothing was changed.', problem.number)
          : t('Pull request #{0} was closed meanwhile. Nothing was changed.', problem.number),
        next: onGitHub ?? details,
      };
    case 'notUpdated':
      return {
        text: t('The pull request was not changed. {0}', adviseApi(problem.cause, place).text),
        next: retry,
      };
    case 'updateUnconfirmed':
      return {
        text: t(
          'The connection broke off, and it is not known whether the pull request was changed. Look on GitHub before trying again.',
        ),
        next: onGitHub ?? details,
      };
    case 'notCreated':
      return {
        text: t('The pull request was not opened. {0}', adviseApi(problem.cause, place).text),
        next: retry,
      };
    case 'unconfirmed':
      return {
        text: t(
          'The connection broke off, and it is not known whether the pull request was opened. Look on GitHub before trying again.',
        ),
        next: onGitHub ?? details,
      };
  }
}

function pullRequestsPage({ host, owner, repo }: Place): string {
  return `${repositoryPage(host, owner, repo)}/pulls`;
}

function tooLong(field: 'title' | 'body', most: number | undefined): string {
  const { t } = vscode.l10n;
  if (most === undefined) {
    return field === 'title'
      ? t('The title is too long for GitHub. Shorten it.')
      : t('The body is too long for GitHub. Shorten it.');
  }
  return field === 'title'
    ? t('The title is too long. GitHub takes at most {0} characters.', most)
    : t('The body is too long. GitHub takes at most {0} characters.', most);
}

/** A title pattern that says something nobody can fill in. */
export function unknownPlaceholdersText(unknown: readonly string[]): string {
  return vscode.l10n.t(
    'Your pattern for titles holds {0}, which means nothing. It can hold {1}.',
    unknown.join(', '),
    titlePlaceholders.join(', '),
  );
}
