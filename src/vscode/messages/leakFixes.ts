import * as vscode from 'vscode';
import type { Leak } from '../../leaks/leak.ts';
import type { ReplacedBy } from '../../leaks/replacement.ts';
import type { ReasonFault } from '../../leaks/testReason.ts';
import { longestReason, shortestReason } from '../../leaks/testReason.ts';
import { drawnLine } from '../../shared/text.ts';

const longestName = 100;

/** The title of the fix that takes a token out of a text. */
export function replaceTitle(by: ReplacedBy): string {
  const { t } = vscode.l10n;
  switch (by.kind) {
    case 'reference':
      return t('Replace the Token with {0}', by.shown);
    case 'environment':
      return t('Remove the Token, and Set {0} in the Environment', by.name);
    case 'address':
      return t('Take the Token out of the Address');
    case 'removed':
      return t('Remove the Token Here');
  }
}

/** After the edit: what the person has to do, and who still holds what stood there (C13). */
export function replacedText(
  { masked }: Pick<Leak, 'masked'>,
  by: ReplacedBy,
  where: string,
  unsaved: boolean,
): string {
  const { t } = vscode.l10n;
  const done = t('{0} is out of {1}.', masked, drawnLine(where, longestName));
  const held = unsaved
    ? t(
        'The file is not saved yet: the disk still holds the token, and so may VS Code’s backup. Undo brings it back.',
      )
    : t('Undo brings it back until the file is closed.');
  return [done, nextOf(by), held].filter((one) => one !== '').join(' ');
}

function nextOf(by: ReplacedBy): string {
  const { t } = vscode.l10n;
  switch (by.kind) {
    case 'reference':
      if (by.shown.includes('secrets.')) {
        return by.name === 'GITHUB_TOKEN'
          ? t('GitHub gives each job a token of that name.')
          : t('Add the secret {0} to the repository.', by.name);
      }
      return t('Set {0} where it runs.', by.name);
    case 'environment':
      return t('Set {0} where it runs.', by.name);
    case 'address':
      return t('From now on the address asks for a sign-in.');
    case 'removed':
      return '';
  }
}

export function readOnlyText(where: string): string {
  return vscode.l10n.t(
    '{0} is read-only. Make it writable, then replace the token.',
    drawnLine(where, longestName),
  );
}

export function notEditedText(where: string): string {
  return vscode.l10n.t(
    '{0} could not be changed. Open it and remove the token by hand.',
    drawnLine(where, longestName),
  );
}

/** Why a reason is not kept. */
export function reasonFault(fault: ReasonFault): string {
  const { t } = vscode.l10n;
  switch (fault) {
    case 'holdsToken':
      return t('This contains a token, and the reason is shown. Leave the token out.');
    case 'tooShort':
      return t('Say why in at least {0} characters.', shortestReason);
    case 'tooLong':
      return t('Say it in at most {0} characters.', longestReason);
    case 'controlCharacters':
      return t('This contains characters that cannot be shown. Type it again in one line.');
  }
}

/** What git would write, as the lines of the question. Names are those of the repository. */
export function stripDetail(keys: readonly string[]): string {
  return [...new Set(keys)].map((key) => drawnLine(key, longestName)).join(', ');
}

export function strippedText({ masked }: Pick<Leak, 'masked'>, keys: readonly string[]): string {
  return vscode.l10n.t(
    '{0} is out of {1}. Next time git asks for a credential, unless it has one.',
    masked,
    stripDetail(keys),
  );
}

/** git has the token in a place where it could be told to change it only by being told the token. */
export function stuckText({ masked }: Pick<Leak, 'masked'>, where: string): string {
  return vscode.l10n.t(
    '{0} is still in {1}, where git cannot take it out. Remove it in the file itself.',
    masked,
    drawnLine(where, longestName),
  );
}
