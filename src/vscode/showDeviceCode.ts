import * as vscode from 'vscode';
import { Secret } from '../shared/secret.ts';
import type { DeviceCode } from '../signIn/deviceCode.ts';
import { signInTitle } from './messages/signingIn.ts';
import { pick } from './prompts.ts';
import type { Services } from './services.ts';

/**
 * The code, to be copied and taken to GitHub's page or to another device. Whoever leaves it still has it in the
 * notification, which also cancels. `over`: the sign-in came to an end. What was copied is cleared after a minute.
 */
export async function showDeviceCode(
  { clipboard }: Services,
  { userCode, page }: DeviceCode,
  over: AbortSignal,
): Promise<void> {
  const { t } = vscode.l10n;
  const place = page.replace('https://', '');
  const way = await pick<'open' | 'copy'>({
    // A list has one size of letters: room between them makes the code as large as it can be.
    title: `${signInTitle()}: ${[...userCode].join(' ')}`,
    placeholder: t('Enter {0} on {1}', userCode, place),
    choices: [
      {
        label: `$(link-external) ${t('Copy {0} and Open the Page', userCode)}`,
        description: place,
        value: 'open',
      },
      {
        label: `$(copy) ${t('Copy the Code Only')}`,
        description: t('for a browser elsewhere'),
        value: 'copy',
      },
    ],
    over,
  });
  if (way === undefined) return;
  await clipboard.copy(new Secret(userCode));
  if (way === 'open') await vscode.env.openExternal(vscode.Uri.parse(page, true));
}
