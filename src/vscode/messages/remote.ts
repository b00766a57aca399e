import * as vscode from 'vscode';
import type { RemoteRefusal } from '../../push/problems.ts';
import type { Advice } from './advice.ts';
import { nextSteps, settingStep } from './steps.ts';

/** Why the address of a remote gets no token. Nothing of the address is repeated: it may hold a secret. */
export function adviseRemote(remote: string, refusal: RemoteRefusal): Advice {
  const { t } = vscode.l10n;
  const next = nextSteps().sourceControl;
  switch (refusal.kind) {
    case 'unknownHost':
      return {
        text: t(
          'The remote {0} points to {1}, which is not in your list of GitHub hosts. Add it there if you trust it.',
          remote,
          refusal.host,
        ),
        next: settingStep('tokenWarden.hosts'),
      };
    case 'userInfo':
      return {
        text: t(
          'The address of the remote {0} holds a user name or password. Take it out of the address.',
          remote,
        ),
        next,
      };
    case 'scheme':
      return {
        text: t(
          'The remote {0} uses {1}. A token is only sent over https. Change the address to https.',
          remote,
          refusal.scheme,
        ),
        next,
      };
    case 'remoteHelper':
      return {
        text: t('The remote {0} names a program instead of an address. A token is not given to it.', remote),
        next,
      };
    case 'localPath':
      return {
        text: t('The remote {0} is a folder on this machine, not GitHub. No token is needed there.', remote),
        next,
      };
    default:
      return {
        text: t(
          'The address of the remote {0} is not of the form https://host/owner/repository. Correct it.',
          remote,
        ),
        next,
      };
  }
}
