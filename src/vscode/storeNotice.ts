import * as vscode from 'vscode';
import { kindWord } from './messages/words.ts';
import type { Services } from './services.ts';
import type { State } from './stateKeeper.ts';

/** What was told before, by a key of its own for each thing. */
interface Told {
  readonly lost: readonly string[];
  readonly memoryOnly: boolean;
}

const nothingTold: Told = { lost: [], memoryOnly: false };

/**
 * What SecretStorage keeps silent about, each told once: a secret that is gone, a store that is empty although entries
 * are expected, a store that forgets with every restart (F02, F03).
 */
export async function noticeStore(services: Services, { view }: State): Promise<void> {
  const { memory, vault } = services;
  const told = memory.toldOfStore(nothingTold);
  const { t } = vscode.l10n;
  const list = t('Show Tokens');
  const news = view.lost.filter(({ id }) => !told.lost.includes(id));
  const forgets = view.keeping === 'memoryOnly' && !told.memoryOnly;
  if (news.length === 0 && !forgets) return;
  await memory.rememberStore({
    lost: [...told.lost, ...news.map(({ id }) => id)],
    memoryOnly: told.memoryOnly || forgets,
  });
  if (view.mode.kind === 'storeEmpty') {
    const afresh = t('Start Afresh');
    const text = t(
      'Your tokens are expected, but the secret storage is empty. The keyring may be locked or new. Nothing is stored until you decide.',
    );
    const answer = await vscode.window.showWarningMessage(text, afresh, t('Reload Window'));
    if (answer === afresh) {
      await vault.acceptEmptyStore();
      await services.state.refresh();
    } else if (answer !== undefined) {
      await vscode.commands.executeCommand('workbench.action.reloadWindow');
    }
    return;
  }
  const [first] = news;
  const text = forgets
    ? t('This VS Code does not keep secrets: tokens are gone after a restart. Install or unlock a keyring.')
    : news.length === 1 && first
      ? t(
          'The secret of a {0} is gone from the store. At GitHub nothing happened to it.',
          kindWord(first.kind),
        )
      : t(
          'The secrets of {0} tokens are gone from the store. At GitHub nothing happened to them.',
          news.length,
        );
  if ((await vscode.window.showWarningMessage(text, list)) === list) {
    await vscode.commands.executeCommand('tokenWarden.listTokens');
  }
}
