import * as vscode from 'vscode';
import type { InstallationProblem, KeyFault, KeyProblem, MintProblem } from '../../apps/problems.ts';
import type { Advice } from './advice.ts';
import { nextSteps, pageStep } from './steps.ts';

/** Why a GitHub App gave no token that is used: each with the page where it is changed, where there is one. */
export function adviseApps(problem: InstallationProblem | KeyProblem | MintProblem): Advice | undefined {
  const { t } = vscode.l10n;
  const { retry, details } = nextSteps();
  switch (problem.kind) {
    case 'appNotInstalled':
      return {
        text: t(
          'The App is not installed for {0}. Install it for this repository, then try again.',
          problem.owner,
        ),
        next: pageStep(problem.page),
      };
    case 'appNotSelected':
      return {
        text: t(
          'The App is installed for {0} on selected repositories, and this one is not among them. Select it, then try again.',
          problem.owner,
        ),
        next: pageStep(problem.page),
      };
    case 'installationSuspended':
      return {
        text: t('The App’s installation for {0} is suspended. Ask an owner to resume it.', problem.owner),
        next: pageStep(problem.page),
      };
    case 'appKeyUnusable':
      return { text: keyFaultText(problem.why), next: details };
    case 'mintUnusable':
      return problem.why === 'noToken'
        ? { text: t('GitHub’s answer held no token. Nothing was sent with it. Try again.'), next: retry }
        : {
            text: t('{0} It was not used, and is ended.', unusableText(problem.why)),
            next: details,
          };
    default:
      return undefined;
  }
}

function unusableText(why: Exclude<MintProblem['why'], 'noToken'>): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'lifetime':
      return t('GitHub’s answer named no end of the token within the hour.');
    case 'broader':
      return t('The token may do more than was asked for.');
    case 'narrower':
      return t('The token may do less than was asked for.');
    case 'otherRepository':
      return t('The token is for another repository.');
  }
}

/** What is wrong with the private key of an App, in one line, with what would be right. */
export function keyFaultText(why: KeyFault): string {
  const { t } = vscode.l10n;
  switch (why) {
    case 'empty':
      return t('There is no key here. The .pem file that GitHub made for the App holds it.');
    case 'tooLong':
      return t('This is too long for a private key. The .pem file that GitHub made for the App is right.');
    case 'notPem':
      return t('This is no private key. It begins with BEGIN RSA PRIVATE KEY or BEGIN PRIVATE KEY.');
    case 'cut':
      return t('The private key is damaged or cut off. Take all of the file, to the END line.');
    case 'encrypted':
      return t('The private key is encrypted. Use the file as GitHub made it, without a passphrase.');
    case 'notRsa':
      return t('This is no RSA key. GitHub makes RSA keys for its Apps; use the file it made.');
    case 'publicKey':
      return t('This is a public key. The private key is in the .pem file that GitHub made for the app.');
    case 'certificate':
      return t('This is a certificate. The private key is in the .pem file that GitHub made for the app.');
    case 'openSsh':
      return t('This is an SSH key. The App’s key is in the .pem file that GitHub made for it.');
  }
}
