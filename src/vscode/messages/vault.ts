import * as vscode from 'vscode';
import { ownerNamePattern } from '../../tokens/ownerName.ts';
import type { NameFault, VaultProblem } from '../../vault/problems.ts';
import type { Advice } from './advice.ts';
import { nextSteps } from './steps.ts';

/** Why the vault refused, in our words. In every case what was usable before still is. */
export function adviseVault(problem: VaultProblem): Advice {
  const { t } = vscode.l10n;
  const { rotate, retry, details } = nextSteps();
  const add = { kind: 'add', label: t('Add Token') } as const;
  const reload = { kind: 'reload', label: t('Reload Window') } as const;
  switch (problem.kind) {
    case 'nameTaken':
      return {
        text: t('A token named {0} exists. Rotate it to replace it, or choose another name.', problem.name),
        next: rotate,
      };
    case 'nameInvalid':
      return { text: nameFault(problem.why), next: details };
    case 'storeRefused':
      return {
        text: t(
          'VS Code’s secret storage refused. Nothing changed. Unlock the system’s keyring, then try again.',
        ),
        next: retry,
      };
    case 'storeRefusedLong':
      return {
        text: t(
          'VS Code’s secret storage refused a value of {0} characters. Nothing changed. Unlock the system’s keyring; some take no value that long.',
          problem.characters,
        ),
        next: retry,
      };
    case 'readBackDiffers':
      return {
        text: t(
          'VS Code’s secret storage did not keep what was stored. What was there before still is. Try again.',
        ),
        next: retry,
      };
    case 'readOnly':
      return {
        text: t(
          'Another window changed the tokens, and this window has an old copy. Reload it before changing anything.',
        ),
        next: reload,
      };
    case 'storeEmpty':
      return {
        text: t(
          'Tokens are expected, but the secret storage is empty. The keyring may be locked or new. Nothing is stored until you decide.',
        ),
        next: { kind: 'acceptEmptyStore', label: t('Start Afresh') },
      };
    case 'lockBusy':
    case 'lockLost':
      return { text: t('Another window is storing a token. Try again in a moment.'), next: retry };
    case 'noSuchEntry':
      return { text: t('That token is no longer here. Another window may have removed it.'), next: details };
    case 'entryLost':
      return {
        text: t(
          'The secret of this token is gone from the store. Add it again; at GitHub nothing happened to it.',
        ),
        next: add,
      };
    case 'entryUnreadable':
      return {
        text: t(
          'The stored data of this token cannot be read. It is left as it is. Update the extension, or add the token again.',
        ),
        next: add,
      };
    case 'noPrevious':
      return { text: t('No old token is kept.'), next: details };
    case 'previousKept':
      return {
        text: t(
          'The old token of {0} is still kept. Check whether it is dead, or stop keeping it, first.',
          problem.name,
        ),
        next: details,
      };
    case 'recordTooBig':
      return {
        text: t('The data of this token grew too large. Remove accepted findings, then try again.'),
        next: details,
      };
    case 'markersUnreadable':
      return {
        text: t('The extension’s storage folder cannot be read. Check its permissions.'),
        next: retry,
      };
    case 'markerWriteFailed':
      return {
        text: problem.full
          ? t('The disk is full. Nothing changed. Free some space, then try again.')
          : t('The extension’s storage folder cannot be written. Nothing changed. Check its permissions.'),
        next: retry,
      };
  }
}

/** Why a text is no name of an account or organization; undefined for one. */
export function ownerFault(name: string): string | undefined {
  return ownerNamePattern.test(name)
    ? undefined
    : vscode.l10n.t(
        'An account or organization name has letters, digits and dashes only. Write it like acme.',
      );
}

export function nameFault(why: NameFault): string {
  const { t } = vscode.l10n;
  const words: Readonly<Record<NameFault, string>> = {
    empty: t('Give the token a name.'),
    tooLong: t('The name is longer than 60 characters. Shorten it.'),
    controlCharacters: t('The name holds characters that cannot be shown. Type it again.'),
    looksLikeToken: t('That looks like a token, not a name. Names are shown; tokens are not.'),
  };
  return words[why];
}
