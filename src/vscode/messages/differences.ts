import * as vscode from 'vscode';
import type { Difference } from '../../rotation/judgeNewToken.ts';
import { kindWord } from './words.ts';

/** What a new token differs in, each as one sentence: what must be agreed to first. */
export function differenceLines(differences: readonly Difference[]): readonly string[] {
  const asked = differences.filter((one) => one.notable);
  return [...asked, ...differences.filter((one) => !one.notable)].map(differenceLine);
}

function differenceLine(difference: Difference): string {
  const { t } = vscode.l10n;
  switch (difference.kind) {
    case 'tokenKind':
      return t('It is a {0}, the old one a {1}.', kindWord(difference.to), kindWord(difference.from));
    case 'scopesAdded':
      return t('It may do more: {0}.', difference.scopes.join(', '));
    case 'scopesRemoved':
      return t('It may do less: without {0}.', difference.scopes.join(', '));
    case 'expiry': {
      const words = {
        earlier: t('It expires sooner than the old one.'),
        later: t('It expires later than the old one.'),
        tooLong: t('It lives longer than 30 days.'),
        never: t('It never expires.'),
        notReported: t('GitHub reports no expiry for it.'),
      };
      return words[difference.why];
    }
    case 'ownerNotShown':
      return t('GitHub does not show whether it acts for {0}.', difference.expected);
    case 'loginFirstSeen':
      return t('It belongs to {0}; whose the old one is was never seen.', difference.login);
    case 'ssoBlocked':
      return t('It is not authorized for single sign-on yet.');
  }
}
