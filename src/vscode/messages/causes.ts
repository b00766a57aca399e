import * as vscode from 'vscode';

/**
 * Why something was not done, in a few words for a list. A record keeps the name of the cause alone; a cause that is seldom
 * met reads as its name does.
 */
export function causeWord(cause: string): string {
  const { t } = vscode.l10n;
  const moved = t('GitHub’s branch has other commits');
  const often = t('asked too often');
  const words: Readonly<Record<string, string>> = {
    badCredentials: t('the token is dead'),
    writeNotGranted: t('the token may not write'),
    missingPermission: t('a permission is missing'),
    ssoRequired: t('not authorized for single sign-on'),
    notFoundOrHidden: t('not found, or hidden from the token'),
    repositoryNotFound: t('not found, or hidden from the token'),
    nonFastForward: moved,
    staleLease: moved,
    protectedBranch: t('the branch is protected'),
    pushProtection: t('stopped by push protection'),
    repoRules: t('stopped by a rule of the repository'),
    workflowScope: t('workflow files are not allowed'),
    hookRefused: t('stopped by a hook'),
    newNotStored: t('the new token was not stored'),
    rateLimited: often,
    secondaryRateLimit: often,
    serverError: t('a fault at GitHub'),
    offline: t('no connection'),
    connectionLost: t('no connection'),
    timeout: t('no answer in time'),
    cancelled: t('cancelled'),
  };
  return words[cause] ?? cause.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
