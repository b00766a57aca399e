import * as vscode from 'vscode';
import type { Health } from '../../dashboard/dashboardPage.ts';
import { healthSeverity, type StoreHealth } from '../../dashboard/judgeHealth.ts';
import type { Offer } from '../../dashboard/tickets.ts';
import type { WhereKept } from '../../vault/whereKept.ts';
import { memoryOnlySentence, whereKeptSentence } from './keeping.ts';

/** Whether the store keeps what it is given, and what can be done where it does not. */
export function healthWords(health: StoreHealth, kept: WhereKept, offer: Offer): Health {
  const { t } = vscode.l10n;
  const where = whereKeptSentence(kept) || t('Kept in the secret storage of VS Code on this computer');
  const severity = healthSeverity[health.kind];
  const decide = offer(t('Decide…'), { kind: 'store' });
  const look = offer(t('List Tokens'), { kind: 'list' });
  switch (health.kind) {
    case 'storeEmpty':
      return {
        severity,
        label: t('The secret storage is empty'),
        detail: t(
          'Tokens are expected and none is there: the keyring may be locked or new. Nothing is stored until you decide.',
        ),
        act: decide,
      };
    case 'readOnly':
      return {
        severity,
        label: t('This window has an old copy of the tokens'),
        detail: t('Reload the window to change any.'),
        act: decide,
      };
    case 'memoryOnly':
      return {
        severity,
        label: t('This VS Code does not keep secrets'),
        detail: memoryOnlySentence(kept),
      };
    case 'lost':
      return {
        severity,
        label:
          health.count === 1
            ? t('The secret of one token is gone from the store.')
            : t('The secrets of {0} tokens are gone from the store.', health.count),
        detail: t('The keyring changed or was reset; nothing happened to the token at GitHub.'),
        act: look,
      };
    case 'unreadable':
      return {
        severity,
        label:
          health.count === 1
            ? t('One stored value cannot be read')
            : t('{0} stored values cannot be read', health.count),
        detail: t('What cannot be read is left as it is until you decide.'),
        act: look,
      };
    case 'older':
      return {
        severity,
        label: t('The store answers with an older value'),
        detail: t('What was written last is not there yet: reload the window, or check the token again.'),
        act: look,
      };
    case 'notYetKept':
      return {
        severity,
        label: t('The store works'),
        detail: t('{0}. Whether it keeps what is new is seen after the next start.', where),
      };
    case 'keeps':
      return { severity, label: t('The store keeps what it is given'), detail: where };
    case 'unused':
      return { severity, label: t('Ready for the first token'), detail: where };
  }
}
