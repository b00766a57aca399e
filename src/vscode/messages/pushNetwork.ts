import * as vscode from 'vscode';
import type { RefusedPush } from '../../push/problems.ts';
import type { Advice } from './advice.ts';
import { nextSteps } from './steps.ts';

type Broken = Extract<
  RefusedPush,
  {
    readonly kind:
      | 'redirectRefused'
      | 'tlsUntrusted'
      | 'offline'
      | 'connectionLost'
      | 'proxyRefused'
      | 'serverError'
      | 'timeout'
      | 'cancelled'
      | 'unknown';
  }
>;

/** What happened to a push between here and GitHub's judgement. */
export function advisePushNetwork(problem: Broken): Advice {
  const { t } = vscode.l10n;
  const { retry, sourceControl, details } = nextSteps();
  switch (problem.kind) {
    case 'redirectRefused':
      return {
        text: t(
          'The server pointed to another address, and a token is never sent along. The repository may have been renamed: correct the remote’s address.',
        ),
        next: sourceControl,
      };
    case 'tlsUntrusted':
      return {
        text: t(
          'The server’s certificate is not trusted, so nothing was sent. Check the network, or http.sslCAInfo in your git configuration.',
        ),
        next: retry,
      };
    case 'offline':
      return { text: t('GitHub cannot be reached. Check the network, then push again.'), next: retry };
    case 'connectionLost':
      return {
        text: t('The connection broke off. Push again: what had arrived is not sent twice.'),
        next: retry,
      };
    case 'proxyRefused':
      return {
        text: t('The proxy refused the connection. Check http.proxy in your git configuration.'),
        next: details,
      };
    case 'serverError':
      return { text: t('GitHub has trouble ({0}). Push again later.', problem.status), next: retry };
    case 'timeout':
      return {
        text: t('The push did not finish within {0} seconds and was stopped. Push again.', problem.seconds),
        next: retry,
      };
    case 'cancelled':
      return { text: t('Cancelled. git was stopped.'), next: retry };
    case 'unknown':
      return { text: t('GitHub or git refused for a reason we do not know.'), next: details };
  }
}
