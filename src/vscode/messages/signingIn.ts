import * as vscode from 'vscode';
import { newAppPermissions } from '../../github/registerAppPage.ts';
import type { ClientIdVerdict } from '../../signIn/clientId.ts';
import type { GitHubHost } from '../../tokens/host.ts';

export function signInTitle(): string {
  return vscode.l10n.t('Sign In with a Device Code');
}

/** Why what was typed is no client id; nothing of it is repeated. */
export function clientIdFault(verdict: ClientIdVerdict): string | undefined {
  const { t } = vscode.l10n;
  switch (verdict.kind) {
    case 'ok':
      return undefined;
    case 'empty':
      return t('Paste the client id of your app.');
    case 'secret':
      return t(
        'This looks like a secret. Nothing was kept. The client id is public: it begins with Iv or Ov.',
      );
    case 'appId':
      return t('This is the number of the app. Its client id stands beside it, and begins with Iv.');
    case 'unknown':
      return t('A client id looks like Iv23… for a GitHub App, or Ov23… for an OAuth App.');
  }
}

/** Every value of the form: GitHub may ignore what the address fills in, and one it never takes from there. */
export function newAppText(host: GitHubHost, name: string): string {
  const { t } = vscode.l10n;
  const line = (label: string, value: string) => `- [ ] ${label}: ${value}`;
  return [
    `# ${t('A GitHub App on {0}, for you alone', host.name)}`,
    // The prompt lies over the first lines of the editor, so nothing stands there.
    '',
    '',
    '',
    line(t('GitHub App name'), t('{0}, or any that is free', name)),
    line(t('Homepage URL'), t('any address, for example {0}', host.web)),
    line(t('Expire user authorization tokens'), t('on')),
    line(t('Enable Device Flow'), t('on (no link can fill this in)')),
    line(t('Webhook, Active'), t('off')),
    line(
      t('Repository permissions'),
      Object.entries(newAppPermissions)
        .map((one) => one.join(': '))
        .join(', '),
    ),
    line(t('Where can it be installed'), t('only on this account')),
    '',
    t('Create it, copy its client id into the prompt, and install it on the repositories you push to.'),
    t('No client secret and no private key is needed.'),
    '',
  ].join('\n');
}
