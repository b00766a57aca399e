import * as vscode from 'vscode';
import type { Problem } from '../../shared/failure.ts';
import type { BrokerFault, BrokerProblem } from '../../sources/broker/problems.ts';
import type { SecretFault } from '../../vault/brokerSecret.ts';
import type { Advice } from './advice.ts';
import { adviseNetwork } from './network.ts';
import { nextSteps, settingStep } from './steps.ts';

type Of<K extends BrokerProblem['kind']> = Extract<BrokerProblem, { readonly kind: K }>;

/** Why a token broker gave no usable token. Its own words stand in the details. */
export function adviseBroker(given: Problem): Advice | undefined {
  const { t } = vscode.l10n;
  const { retry, details } = nextSteps();
  const setUp = { kind: 'setUpBroker', label: t('Set Up Token Broker') } as const;
  const setting = settingStep('tokenWarden.sources');
  const problem = given as BrokerProblem;
  switch (problem.kind) {
    case 'brokerSetting':
      return { text: explainBrokerSetting(problem), next: setting };
    case 'brokerNoSecret':
      return { text: t('{0} wants a secret, and none is kept. Give one.', problem.broker), next: setUp };
    case 'brokerOtherOrigin': {
      const { keptFor, broker } = problem;
      return {
        text: t(
          'The secret was given for {0} and is not sent to {1}. Give the one for {1}.',
          keptFor,
          broker,
        ),
        next: setUp,
      };
    }
    case 'brokerUnauthorized':
      return { text: t('{0} does not accept the secret. Give a new one.', problem.broker), next: setUp };
    case 'brokerForbids':
      return askOwner(t('{0} does not let you have a token for {1}.', problem.broker, problem.repository));
    case 'brokerNotInstalled':
      return askOwner(t('The App of {0} is not installed for {1}.', problem.broker, problem.repository));
    case 'brokerNotGranted':
      return askOwner(
        t('The App of {0} lacks what this needs, or leaves {1} out.', problem.broker, problem.repository),
      );
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
      return { text: t('{0} refused ({1}).', problem.broker, problem.status), next: details };
    case 'brokerWay':
      return adviseWay(problem);
    case 'brokerAnswer':
      return askOwner(answerText(problem));
    default:
      return undefined;
  }
}

/** Nothing here can mend it; another token may serve meanwhile. */
function askOwner(text: string): Advice {
  return { text: `${text} ${vscode.l10n.t('Ask who runs it.')}`, next: nextSteps().another };
}

/** What is wrong with the setting, and what would be right. */
export function explainBrokerSetting({ fault, text }: Pick<Of<'brokerSetting'>, 'fault' | 'text'>): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<BrokerFault, string>> = {
    missing: t('None is named yet.'),
    shape: t('It must hold url and kind.'),
    property: t('It has no property {0}.', text),
    kind: t('Its kind must be http or vault-github.'),
    url: t('Its url must be a whole address, as in https://broker.example/token.'),
    notHttps: t('Its url must begin with https://.'),
    urlExtras: t('Its url must hold no user, password, ? or #.'),
    host: t('Its host must be one of your GitHub hosts.'),
    mount: t('Its mount must be a path.'),
    namespace: t('Its namespace must be a path.'),
  };
  return t('No token broker is asked. {0} The setting is tokenWarden.sources.', words[fault]);
}

function adviseWay({ broker, why, code }: Of<'brokerWay'>): Advice {
  const { t } = vscode.l10n;
  const { retry, details } = nextSteps();
  switch (why) {
    case 'offline':
      return { text: t('{0} cannot be reached ({1}). Check the network.', broker, code), next: retry };
    case 'timeout':
      return { text: t('{0} did not answer in time. Try again.', broker), next: retry };
    case 'tlsUntrusted':
      return {
        text: t('The certificate of {0} is not trusted ({1}), so nothing was sent.', broker, code),
        next: retry,
      };
    case 'proxyRefused':
      return adviseNetwork({ kind: why });
    case 'redirectRefused':
      return {
        text: t('{0} pointed to another address, and no secret is sent along. Check the setting.', broker),
        next: settingStep('tokenWarden.sources'),
      };
    case 'tooLarge':
    case 'notJson':
      return {
        text: t('The answer was not that of a broker. A sign-in page may stand before {0}.', broker),
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
    shape: t('There is no token in it.'),
    kind: t('It is not the token of an App’s installation.'),
    noLifetime: t('It does not say when it ends.'),
    tooLong: t('It lives longer than an hour, or this machine’s clock is wrong.'),
    tooShort: t('It ends too soon, or this machine’s clock is wrong.'),
    noPermissions: t('It does not say what it may do.'),
    broader: t('It may do more than was asked for: {0}.', permissions.join(', ')),
    less: t('It may do less than this needs: {0}.', permissions.join(', ')),
    noRepositories: t('It does not name {0} as its one repository.', repository),
    repository: t('It is not for {0} alone.', repository),
    host: t('It is for another GitHub.'),
    dead: t('GitHub does not accept it.'),
  };
  return t('What {0} gave was not used. {1}', broker, words[fault]);
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
