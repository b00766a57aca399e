import * as vscode from 'vscode';
import type { ApiProblem } from '../../github/problems.ts';
import type { Advice } from './advice.ts';
import { nextSteps, settingStep } from './steps.ts';

type NetworkProblem = Extract<
  ApiProblem,
  {
    readonly kind:
      | 'serverError'
      | 'offline'
      | 'timeout'
      | 'tlsUntrusted'
      | 'proxyRefused'
      | 'cancelled'
      | 'redirectRefused'
      | 'tooLarge'
      | 'notJson'
      | 'unexpectedShape'
      | 'wrongHost'
      | 'unknown';
  }
>;

/** What happened between here and GitHub's judgement. None of it proves anything about a token. */
export function adviseNetwork(problem: NetworkProblem): Advice {
  const { t } = vscode.l10n;
  const { retry, details } = nextSteps();
  switch (problem.kind) {
    case 'serverError':
      return {
        text: t('GitHub has trouble ({0}). Your token is untouched. Try again later.', problem.status),
        next: retry,
      };
    case 'offline':
      return {
        text: t('GitHub cannot be reached ({0}). Check the network, then try again.', problem.code),
        next: retry,
      };
    case 'timeout':
      return { text: t('GitHub did not answer in time. Try again.'), next: retry };
    case 'tlsUntrusted':
      return {
        text: t(
          'The server’s certificate is not trusted ({0}), so nothing was sent. Check the network or your company’s certificate.',
          problem.code,
        ),
        next: retry,
      };
    case 'proxyRefused':
      return {
        text: t('The proxy refused the connection. Check VS Code’s proxy setting.'),
        next: settingStep('http.proxy'),
      };
    case 'cancelled':
      return { text: t('Cancelled.'), next: retry };
    case 'redirectRefused':
      return {
        text: t(
          'The server pointed to another address, and a token is never sent along. Check the repository’s name.',
        ),
        next: details,
      };
    case 'tooLarge':
      return { text: t('The answer was too large and was cut off. Try again.'), next: retry };
    case 'notJson':
    case 'unexpectedShape':
      return {
        text: t(
          'The answer was not GitHub’s. A proxy or a sign-in page may stand between. Check the network.',
        ),
        next: retry,
      };
    case 'wrongHost':
      return { text: t('Stopped: this token does not belong to that host.'), next: details };
    case 'unknown':
      return { text: t('GitHub refused ({0}) for a reason we do not know.', problem.status), next: details };
  }
}
