import * as vscode from 'vscode';
import { isLfsProblem } from '../../push/lfs/problems.ts';
import type { PushProblem } from '../../push/problems.ts';
import type { Advice } from './advice.ts';
import { adviseLfs } from './lfs.ts';
import type { Place } from './place.ts';
import { adviseChoice } from './pushChoices.ts';
import { adviseRefusedPush } from './pushRefused.ts';
import { adviseRemote } from './remote.ts';
import { nextSteps, settingStep } from './steps.ts';

/** Why a branch was not pushed, in our words. */
export function advisePush(problem: PushProblem, place?: Place): Advice {
  const { t } = vscode.l10n;
  const { sourceControl, pullRequest, retry, details } = nextSteps();
  const gitSetting = settingStep('tokenWarden.gitPath');
  if (isLfsProblem(problem)) return adviseLfs(problem);
  switch (problem.kind) {
    case 'noGit':
      return {
        text: t(
          'No usable git was found outside the workspace. Install git, or correct its path in the setting.',
        ),
        next: gitSetting,
      };
    case 'gitTooOld':
      return {
        text: t(
          'git {0} is too old: before {1} a push cannot be isolated from the repository’s configuration. Update git.',
          problem.version,
          problem.minimum,
        ),
        next: gitSetting,
      };
    case 'notARepository':
      return {
        text: t('No git repository is open here. Open a folder that holds one.'),
        next: sourceControl,
      };
    case 'bareRepository':
      return { text: t('This is a bare repository. Open a working copy of it.'), next: sourceControl };
    case 'dubiousOwnership':
      return {
        text: t(
          'git does not trust this folder, because another user owns it. Mark it as safe in the Source Control view.',
        ),
        next: sourceControl,
      };
    case 'repositoryUnreadable':
      return { text: t('git could not read this repository. The details have its words.'), next: details };
    case 'detachedHead':
      return {
        text: t('No branch is checked out. Check one out, or create one, then push.'),
        next: sourceControl,
      };
    case 'unbornBranch':
      return {
        text: t('The branch {0} has no commit yet. Commit something first.', problem.branch),
        next: sourceControl,
      };
    case 'branchNameUnsafe':
      return { text: t('The branch name cannot be pushed safely. Rename the branch.'), next: sourceControl };
    case 'noRemote':
      return {
        text: t('This repository has no remote. Add one that points to GitHub.'),
        next: sourceControl,
      };
    case 'remoteUnknown':
      return { text: t('There is no remote {0}. Choose another.', problem.remote), next: sourceControl };
    case 'remoteWithoutUrl':
      return { text: t('The remote {0} has no address. Set one.', problem.remote), next: sourceControl };
    case 'remoteRefused':
      return adviseRemote(problem.remote, problem.refusal);
    case 'pushUrlElsewhere':
      return {
        text: t(
          'The remote {0} fetches from one host and pushes to another. A token is not sent there. Correct its push address.',
          problem.remote,
        ),
        next: sourceControl,
      };
    case 'severalUrls':
      return {
        text: t('The remote {0} has several addresses. Leave one of them.', problem.remote),
        next: sourceControl,
      };
    case 'partialClone':
      return {
        text: t(
          'This is a partial clone, and objects that must be sent are not here, so the push cannot be isolated. Push with your own git, or make a full clone.',
        ),
        next: sourceControl,
      };
    case 'tempFolderUnusable':
      return {
        text: t(
          'The temporary folder cannot be written, so no isolated repository can be made. Free some space, or check its permissions.',
        ),
        next: retry,
      };
    case 'nothingToPush':
      return {
        text: t('Nothing to push: GitHub already has all commits of {0}.', problem.branch),
        next: pullRequest,
      };
    case 'hookRefused':
      return {
        text: t(
          'Your pre-push hook said no (exit code {0}), so nothing was pushed. The details have its output.',
          problem.exitCode,
        ),
        next: details,
      };
    case 'hookTimeout':
      return {
        text: t(
          'Your pre-push hook did not finish within {0} seconds, so nothing was pushed. The details have its output.',
          problem.seconds,
        ),
        next: details,
      };
    case 'hookNotRunnable':
      return {
        text: t(
          'Your pre-push hook cannot be run, so nothing was pushed. Check its first line and its permissions.',
        ),
        next: details,
      };
    case 'nonFastForward':
      return {
        text: t(
          'GitHub has commits on this branch that you do not have. Fetch them, merge or rebase, then push.',
        ),
        next: { kind: 'fetch', label: t('Fetch with Token') },
      };
    case 'knownNotThere':
      return {
        text: t(
          'Commits that were taken to be on GitHub are not there, so they were not checked, and nothing was pushed. Fetch, then push again.',
        ),
        next: { kind: 'fetch', label: t('Fetch with Token') },
      };
    case 'staleLease':
    case 'tagExists':
    case 'atomicUnsupported':
      return adviseChoice(problem);
    default:
      return adviseRefusedPush(problem, place);
  }
}
