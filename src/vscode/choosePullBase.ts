import * as vscode from 'vscode';
import { pick } from './prompts.ts';

/** Of a fork, the repository a pull request goes to: the original first, as on GitHub. Undefined when the person leaves. */
export async function choosePullBase(fork: string, original: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  return pick<string>({
    title: t('Create Draft Pull Request'),
    placeholder: t('{0} is a fork. Where should the pull request go?', fork),
    choices: [
      { label: original, description: t('the original'), value: original },
      { label: fork, description: t('the fork itself'), value: fork },
    ],
    active: original,
  });
}
