import * as vscode from 'vscode';
import { emailsPage } from '../../github/settingsPages.ts';
import type { RefusedPush, WorkflowActor } from '../../push/problems.ts';
import { adviseDead, adviseHidden, adviseMissing, adviseSso, installationStep } from './access.ts';
import type { Advice, AdviceStep } from './advice.ts';
import { forbiddenWords, ruleWords, shortRef } from './forbidden.ts';
import type { Place } from './place.ts';
import { advisePushNetwork } from './pushNetwork.ts';
import { getIt, nextSteps, pageStep } from './steps.ts';
import { adviseArchived, adviseDisabled, adviseSuspended } from './unavailable.ts';

/** What GitHub answered to a push, in our words. */
export function adviseRefusedPush(
  problem: Exclude<
    RefusedPush,
    { readonly kind: 'nonFastForward' | 'knownNotThere' | 'staleLease' | 'tagExists' | 'atomicUnsupported' }
  >,
  place: Place | undefined,
): Advice {
  const { t } = vscode.l10n;
  const { rotate, another, retry, sourceControl, details } = nextSteps();
  switch (problem.kind) {
    case 'workflowScope':
      return {
        text:
          problem.actor === 'personal-token'
            ? t(
                'The push changes {0}, and the token may not change workflow files. Use one with Workflows: write.',
                problem.path,
              )
            : t(
                'The push changes {0}, and the app behind the token may not change workflow files. Use another token.',
                problem.path,
              ),
        next: workflowStep(problem.actor, place),
      };
    case 'protectedBranch':
      return {
        text: t('{0} is protected. Push to another branch and open a pull request.', shortRef(problem.ref)),
        next: sourceControl,
      };
    case 'pushProtection':
      return {
        text: t(
          'GitHub found a secret in the commits and refused them. Remove it from the commits, and rotate it. The details say where.',
        ),
        next: details,
      };
    case 'repoRules':
      return {
        text: t('The rules of {0} refuse this push: {1}', shortRef(problem.ref), ruleWords(problem.rules)),
        next: problem.rules.includes('other') ? details : sourceControl,
      };
    case 'largeFile':
      return {
        text: t(
          'A file is larger than GitHub allows (100 MB). Take it out of the commits. The details name it.',
        ),
        next: details,
      };
    case 'privateEmail':
      return {
        text: t(
          'The commits would publish an e-mail address that you keep private. Commit with your noreply address, or allow it on GitHub.',
        ),
        next: place === undefined ? details : pageStep(emailsPage(place.host)),
      };
    case 'lfsObjectsMissing':
      return {
        text: t('GitHub does not have the Git LFS files that the commits point to. The details name them.'),
        next: details,
      };
    case 'shallowRefused':
      return {
        text: t('This clone has only part of the history, and GitHub needs more. Fetch the rest, then push.'),
        next: sourceControl,
      };
    case 'packTooLarge':
      return {
        text: t('The push is larger than the server takes at once (2 GB). Push fewer commits at a time.'),
        next: details,
      };
    case 'refConflict':
      return {
        text: t(
          'GitHub has a branch whose name is the beginning of this one, or the other way round. Rename the branch.',
        ),
        next: sourceControl,
      };
    case 'refNameRefused':
      return {
        text: t('GitHub does not take a branch of this name. Rename the branch.'),
        next: sourceControl,
      };
    case 'refLocked':
      return {
        text: t('Something else changed the branch on GitHub at the same moment. Push again.'),
        next: retry,
      };
    case 'remoteTimeout':
      return { text: t('GitHub’s own checks of the push took too long. Push again.'), next: retry };
    case 'remoteFull':
      return {
        text: t('The repository on GitHub has no space left. Ask an owner to free some.'),
        next: details,
      };
    case 'diskFull':
      return {
        text: t('The disk is full. Nothing was pushed. Free some space, then push again.'),
        next: retry,
      };
    case 'objectsRefused':
      return {
        text: t('GitHub found a malformed object in the commits and refused them. The details name it.'),
        next: details,
      };
    case 'unpackFailed':
      return { text: t('GitHub could not unpack what was sent. Push again.'), next: retry };
    case 'remoteRejected':
      return { text: t('GitHub refused the branch. The details have its words.'), next: details };
    case 'badCredentials':
      return adviseDead(place);
    case 'writeNotGranted':
      return place === undefined
        ? {
            text: t(
              'The token may not push to this repository. Select the repository for it and grant Contents: write.',
            ),
            next: another,
          }
        : adviseMissing([{ contents: 'write' }], [], place);
    case 'ssoRequired':
      return adviseSso(problem.organisation, undefined, place);
    case 'tokenForbidden': {
      const newOneHelps = problem.why === 'classic' || problem.why === 'lifetime';
      return { text: forbiddenWords(problem), next: newOneHelps ? rotate : another };
    }
    case 'ipAllowList':
      return {
        text: t('The organization only accepts known network addresses. Connect to its VPN.'),
        next: retry,
      };
    case 'repositoryNotFound':
      return adviseHidden(place);
    case 'repositoryArchived':
      return adviseArchived(place);
    case 'repositoryDisabled':
      return adviseDisabled(place);
    case 'appSuspended':
      return adviseSuspended(place);
    case 'accountSuspended':
      return { text: t('GitHub has suspended the account behind the token.'), next: another };
    case 'rateLimited':
      return { text: t('GitHub asks for a pause. Wait a few minutes, then push again.'), next: details };
    case 'forbidden':
      return {
        text: t('GitHub does not let this token in, and did not say why. Use another token.'),
        next: another,
      };
    default:
      return advisePushNetwork(problem);
  }
}

/** An app is mended in its installation; a classic or OAuth token is left for a narrower one that may. */
function workflowStep(actor: WorkflowActor, place: Place | undefined): AdviceStep {
  if (actor === 'github-app' && place !== undefined) return installationStep(place);
  const mendable = actor === 'personal-token' && place?.entry.kind === 'fine-grained-pat';
  return mendable ? getIt({ contents: 'write', workflows: 'write' }) : nextSteps().another;
}
