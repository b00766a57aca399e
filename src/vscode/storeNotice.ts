import * as vscode from 'vscode';
import { judgeStoreNotice, nothingTold, type StoreNews } from '../vault/judgeStoreNotice.ts';
import { memoryOnlySentence } from './messages/keeping.ts';
import { kindWord } from './messages/words.ts';
import { fail, warn } from './notify.ts';
import type { Services } from './services.ts';
import { readSetting } from './settings.ts';
import type { State } from './stateKeeper.ts';
import { whereKept } from './whereKept.ts';

/** Tells what SecretStorage keeps silent about (F02, F03). Only the window in front does it, or each would. */
export async function noticeStore(services: Services, { view }: State): Promise<void> {
  if (!vscode.window.state.focused) return;
  const { memory } = services;
  const before = memory.toldOfStore(nothingTold);
  const { news, told } = judgeStoreNotice(view, before, !readSetting('tokenWarden.notifications'));
  if (JSON.stringify(told) !== JSON.stringify(before)) await memory.rememberStore(told);
  if (news?.kind === 'storeEmpty') return askAboutEmptyStore(services);
  if (news === undefined) return;
  const list = vscode.l10n.t('Show Tokens');
  if ((await warn(sentence(news), list)) === list) {
    await vscode.commands.executeCommand('tokenWarden.listTokens');
  }
}

/** Stays until it is answered: nothing can be stored before. */
async function askAboutEmptyStore({ vault, state }: Services): Promise<void> {
  const { t } = vscode.l10n;
  const afresh = t('Start Afresh');
  const text = t(
    'Your tokens are expected, but the secret storage is empty. The keyring may be locked or new. Nothing is stored until you decide.',
  );
  const answer = await fail(text, afresh, t('Reload Window'));
  if (answer === afresh) {
    await vault.acceptEmptyStore();
    await state.refresh();
  } else if (answer !== undefined) {
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
  }
}

function sentence(news: Exclude<StoreNews, { readonly kind: 'storeEmpty' }>): string {
  const { t } = vscode.l10n;
  if (news.kind === 'memoryOnly') return memoryOnlySentence(whereKept());
  const [first, ...more] = news.entries;
  return first && more.length === 0
    ? t('The secret of a {0} is gone from the store. At GitHub nothing happened to it.', kindWord(first.kind))
    : t(
        'The secrets of {0} tokens are gone from the store. At GitHub nothing happened to them.',
        news.entries.length,
      );
}
