import * as vscode from 'vscode';
import type { AppProblem } from '../../github/explainApp.ts';
import type { SignInProblem } from '../../github/explainSignIn.ts';
import { installationStep } from './access.ts';
import type { Advice } from './advice.ts';
import type { Place } from './place.ts';
import { nextSteps } from './steps.ts';
import { adviseSuspended } from './unavailable.ts';

/** Why a sign-in by device, a renewal, or a GitHub App's request for a token gave none. */
export function adviseSignIn(problem: AppProblem | SignInProblem, place?: Place): Advice {
  const { t } = vscode.l10n;
  const { retry, signIn, details } = nextSteps();
  switch (problem.kind) {
    case 'appClock':
      return {
        text: t('This machine’s clock and GitHub’s differ too much. Set the clock, then try again.'),
        next: retry,
      };
    case 'appKey':
      return {
        text: t('GitHub does not know this private key for the App. Check the key and the App’s id.'),
        next: details,
      };
    case 'appNotGranted':
      return {
        text: t(
          'The App’s installation has less than was asked for. Accept its new permissions on GitHub, then try again.',
        ),
        next: place === undefined ? retry : installationStep(place),
      };
    case 'appRepository':
      return {
        text: t(
          'The App’s installation does not include this repository. Select it on GitHub, then try again.',
        ),
        next: place === undefined ? retry : installationStep(place),
      };
    case 'appSuspended':
      return adviseSuspended(place);
    case 'signInPending':
      return { text: t('The code was not entered on GitHub yet. Enter it, then try again.'), next: retry };
    case 'signInSlowDown':
      return { text: t('GitHub was asked too often. Wait a moment, then try again.'), next: retry };
    case 'signInExpired':
      return { text: t('The code is too old. Start again to get a new one.'), next: retry };
    case 'signInDenied':
      return {
        text: t('The sign-in was refused on GitHub. Start again if that was not meant.'),
        next: retry,
      };
    case 'signInMisconfigured':
      if (problem.why === 'disabled') {
        return {
          text: t(
            'The device flow is off for this app. Tick Enable Device Flow in its settings on GitHub, then try again.',
          ),
          next: retry,
        };
      }
      if (problem.why === 'client') {
        return {
          text: t('GitHub does not know this client id on this host. Check it, then try again.'),
          next: retry,
        };
      }
      return {
        text: t(
          'The app is not set up for this kind of sign-in. Tell its owner; the details say what is wrong.',
        ),
        next: details,
      };
    case 'renewalDead':
      return {
        text: t('This sign-in can no longer be renewed. Sign in again, or use another token.'),
        next: signIn,
      };
    case 'signInUnknown':
      return { text: t('GitHub refused the sign-in for a reason we do not know.'), next: details };
  }
}
