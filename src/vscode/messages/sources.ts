import * as vscode from 'vscode';
import type { SourceProblem } from '../../sources/problems.ts';
import type { Entry } from '../../tokens/entry.ts';
import { kinds } from '../../tokens/kind.ts';
import type { Advice } from './advice.ts';
import { nextSteps, settingStep } from './steps.ts';

/** Why a login or a variable of this machine gave no token; undefined for a problem of something else. */
export function adviseSource(problem: SourceProblem): Advice | undefined {
  const { t } = vscode.l10n;
  const { retry, another, add } = nextSteps();
  switch (problem.kind) {
    case 'notOffered':
      return {
        text: t(
          'The token that was chosen here is not offered any more: its login or variable is gone. Choose another one.',
        ),
        next: another,
      };
    case 'ghLoggedOut':
      return {
        text: t(
          'gh is not logged in to {0}. Run gh auth login --hostname {0}, then try again.',
          problem.host,
        ),
        next: retry,
      };
    case 'ghTooOld':
      return {
        text: t(
          'gh {0} cannot hand out its login. Install gh 2.17 or newer, then try again.',
          problem.version,
        ),
        next: retry,
      };
    case 'ghSlow':
      return {
        text: t(
          'gh did not answer in time, so it was stopped. Run gh auth status to see why, then try again.',
        ),
        next: retry,
      };
    case 'ghNoToken':
      return {
        text: t(
          'What gh answered is no GitHub token, so none of it was used. Run gh auth login, then try again.',
        ),
        next: retry,
      };
    case 'helperSlow':
      return {
        text: t(
          'git’s credential helper did not answer in time, so it was stopped. If it asks for something, sign in with git first, then try again.',
        ),
        next: retry,
      };
    case 'helperNoToken':
      return {
        text: t(
          'git’s credential helper has something for {0} that is no GitHub token, such as a password. None of it was used. Add a token.',
          problem.host,
        ),
        next: add,
      };
    case 'helperOtherHost':
      return {
        text: t(
          'git’s credential helper was asked for {0} and answered for something else. None of it was used. Add a token.',
          problem.host,
        ),
        next: add,
      };
    case 'sessionNotAllowed':
      return {
        text: t(
          'VS Code is signed in as {0}, and has not let this extension use that. It can be asked for where no other token is found.',
          problem.account,
        ),
        next: add,
      };
    case 'sessionNoAnswer':
      return {
        text: t('VS Code did not say in time whether it is signed in to GitHub. Try again in a minute.'),
        next: retry,
      };
    case 'variableNoToken':
      return {
        text: t(
          'What {0} holds is no GitHub token, so none of it was sent. Set it anew and restart VS Code, or stop using it.',
          problem.variable,
        ),
        next: settingStep('tokenWarden.sources'),
      };
    case 'variableOtherHost':
      return {
        text: t(
          '{0} is set for another host and is not sent to {1}. Set {2} for it and restart VS Code, or add a token.',
          problem.variable,
          problem.host,
          problem.own,
        ),
        next: add,
      };
    case 'variableNamesSeveral':
      return {
        text: t(
          '{0} names more than one of your hosts, so it was sent to none. Add a token for this one.',
          problem.variable,
        ),
        next: add,
      };
    default:
      return undefined;
  }
}

/** What a borrowed token grants, as it stands in its line. */
export function grantWord({ scopes, health, kind }: Entry): string {
  const { t } = vscode.l10n;
  if (scopes.kind === 'listed') {
    return scopes.scopes.length === 0 ? t('grants no scope') : t('grants {0}', scopes.scopes.join(', '));
  }
  if (health.kind !== 'alive') return t('what it grants was not looked at');
  return kinds[kind].model === 'permissions'
    ? t('GitHub does not list what it grants')
    : t('what it grants is not known');
}

/** Whoever else hands out the very same token. */
export function alsoWord(others: readonly Pick<Entry, 'name'>[]): string {
  return vscode.l10n.t('the same token as {0}', others.map(({ name }) => name).join(', '));
}
