import * as vscode from 'vscode';
import type { UnreadableWhy } from '../../vault/problems.ts';
import type { WhereKept } from '../../vault/whereKept.ts';

/** Where the tokens lie, when that is not simply here. Empty when it is. */
export function whereKeptSentence(kept: WhereKept): string {
  const { t } = vscode.l10n;
  switch (kept.kind) {
    case 'here':
      return '';
    case 'thisComputer':
      return t('Kept on your own computer, not on {0}', kept.usedOn);
    case 'browser':
      return kept.usedOn === undefined
        ? t('Kept in this browser')
        : t('Kept in this browser, not on {0}', kept.usedOn);
  }
}

/** A store that forgets, and what helps against it. */
export function memoryOnlySentence(kept: WhereKept): string {
  const { t } = vscode.l10n;
  return kept.kind === 'browser'
    ? t(
        'This VS Code in a browser does not keep secrets: tokens are gone after a reload. Its server gives it no key for them; whoever runs it can change that.',
      )
    : t('This VS Code does not keep secrets: tokens are gone after a restart. Install or unlock a keyring.');
}

/** What is known of a stored value that cannot be read: a line, and what forgetting it means. */
export function unreadableWords(why: UnreadableWhy): { readonly line: string; readonly meaning: string } {
  const { t } = vscode.l10n;
  const newer = why === 'newer';
  return {
    line: newer
      ? t('Written by a newer version of this extension. Update it to use the token again')
      : t('What is stored is damaged. It is left as it is until you decide'),
    meaning: newer
      ? t(
          'A newer version of this extension wrote this value and can read it. Update to use its token again. Forgotten, it is gone for good here; at GitHub the token lives on.',
        )
      : t(
          'This value cannot be read, so nobody can say which token it held. Forgotten, it is gone for good here; at GitHub the token lives on.',
        ),
  };
}
