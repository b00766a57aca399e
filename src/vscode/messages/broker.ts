import * as vscode from 'vscode';
import type { Problem } from '../../shared/failure.ts';
import type { BrokerFault, BrokerProblem } from '../../sources/broker/problems.ts';
import type { SecretFault } from '../../vault/brokerSecret.ts';
import type { Advice } from './advice.ts';
import { nextSteps, settingStep } from './steps.ts';

type Of<K extends BrokerProblem['kind']> = Extract<BrokerProblem, { readonly kind: K }>;

/** Why a token broker gave no usable token. Its own words stand in the details. */
export function adviseBroker(given: Problem): Advice | undefined {
  const { t } = vscode.l10n;
  const { retry, another, details } = nextSteps();
  const setUp = { kind: 'setUpBroker', label: t('Set Up Token Broker') } as const;
  const setting = settingStep('tokenWarden.sources');
  const problem = given as BrokerProblem;
  switch (problem.kind) {
    case 'brokerSetting':
      return { text: explainBrokerSetting(problem), next: setting };
    case 'brokerNoSecret':
      return { text: t('{0} wants a secret, and none is kept. Set it up.', problem.broker), next: setUp };
    case 'brokerOtherOrigin':
      return {
        text: t(
          'The secret for the token broker was given for {0}, so it was not sent to {1}. Give one for it if the change was yours.',
          problem.keptFor,
          problem.broker,
        ),
        next: setUp,
      };
    case 'brokerUnauthorized':
      return { text: t('{0} does not accept the secret. Give it a new one.', problem.broker), next: setUp };
    case 'brokerForbids':
      return {
        text: t(
          '{0} does not let you have this token for {1}. Ask who runs it.',
          problem.broker,
          problem.repository,
        ),
        next: another,
      };
    case 'brokerNotInstalled':
      return {
        text: t(
          'The app behind {0} is not installed for {1}. Ask who runs it.',
          problem.broker,
          problem.repository,
        ),
        next: another,
      };
    case 'brokerNotGranted':
      return {
        text: t(
          'The app behind {0} lacks what this needs in {1}, or leaves the repository out. Ask who runs it.',
          problem.broker,
          problem.repository,
        ),
        next: another,
      };
    case 'brokerNotFound':
      return {
        text: t('{0} hands out no tokens at this address. Check the setting.', problem.broker),
        next: setting,
      };
    case 'brokerBusy':
      return { text: t('{0} was asked too often. Try again later.', problem.broker), next: retry };
    case 'brokerTrouble':
      return {
        text: t('{0} has trouble ({1}). Try again later.', problem.broker, problem.status),
        next: retry,
      };
    case 'brokerUnknown':
      return {
        text: t('{0} refused ({1}) for a reason we do not know.', problem.broker, problem.status),
        next: details,
      };
    case 'brokerWay':
      return adviseWay(problem);
    case 'brokerAnswer':
      return { text: answerText(problem), next: another };
    default:
      return undefined;
  }
}

/** What is wrong with the setting, and what would be right. */
export function explainBrokerSetting({ fault, text }: Pick<Of<'brokerSetting'>, 'fault' | 'text'>): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<BrokerFault, string>> = {
    missing: t('No token broker is named yet. Name its address in the setting tokenWarden.sources.'),
    shape: t('It must hold url and kind.'),
    property: t('It has no property {0}.', text),
    kind: t('Its kind must be http or vault-github.'),
    url: t('Its url must be a whole address, as in https://broker.example/token.'),
    notHttps: t('Its url must begin with https://.'),
    urlExtras: t(
      'Its url must hold no user, password, ? or #. Its secret is asked for by Set Up Token Broker.',
    ),
    host: t('Its host must be one of your GitHub hosts.'),
    mount: t('Its mount must be a path as in github.'),
    namespace: t('Its namespace must be a path as in team/app.'),
  };
  return fault === 'missing' ? words.missing : t('The token broker is not asked. {0}', words[fault]);
}

function adviseWay({ broker, why, code }: Of<'brokerWay'>): Advice {
  const { t } = vscode.l10n;
  const { retry, details } = nextSteps();
  switch (why) {
    case 'offline':
      return {
        text: t('{0} cannot be reached ({1}). Check the network, then try again.', broker, code),
        next: retry,
      };
    case 'timeout':
      return { text: t('{0} did not answer in time. Try again.', broker), next: retry };
    case 'tlsUntrusted':
      return {
        text: t(
          'The certificate of {0} is not trusted ({1}), so nothing was sent. Check the network.',
          broker,
          code,
        ),
        next: retry,
      };
    case 'proxyRefused':
      return {
        text: t('The proxy refused the connection. Check VS Code’s proxy setting.'),
        next: settingStep('http.proxy'),
      };
    case 'redirectRefused':
      return {
        text: t(
          '{0} pointed to another address, and no secret is sent along. Name that one if it is right.',
          broker,
        ),
        next: settingStep('tokenWarden.sources'),
      };
    case 'tooLarge':
    case 'notJson':
      return {
        text: t('The answer was not that of a token broker. A sign-in page may stand before {0}.', broker),
        next: retry,
      };
    case 'wrongOrigin':
      return { text: t('Stopped: the address was not the one of the setting.'), next: details };
  }
}

/** What came in time and is not used all the same. */
function answerText({ broker, fault, repository, permissions }: Of<'brokerAnswer'>): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<typeof fault, string>> = {
    shape: t('There was no token in it.'),
    kind: t('It is not the token of an app’s installation.'),
    noLifetime: t('It does not say when the token ends.'),
    tooLong: t('It lives longer than an hour. If it should not, check this machine’s clock.'),
    tooShort: t('It ends too soon. Check this machine’s clock.'),
    noPermissions: t('It does not say what the token may do.'),
    broader: t('It may do more than was asked for: {0}.', permissions.join(', ')),
    less: t('It may do less than this needs: {0}.', permissions.join(', ')),
    noRepositories: t('It does not name {0} as the one repository.', repository),
    repository: t('It is not for {0} alone.', repository),
    host: t('It is for another GitHub.'),
  };
  return t('What {0} handed out was not used. {1} Ask who runs it.', broker, words[fault]);
}

/** Why what was typed is not kept as the secret of a broker. */
export function secretFaultText(fault: SecretFault): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<SecretFault, string>> = {
    empty: t('Paste the secret that lets you in at the token broker.'),
    tooLong: t('This is too long for a secret.'),
    characters: t('A secret has no spaces, line ends or special letters.'),
    githubToken: t('This is a token of GitHub’s. It belongs to GitHub alone and is not sent to a broker.'),
  };
  return words[fault];
}
