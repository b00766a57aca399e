import * as vscode from 'vscode';
import type { CommandId } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { acceptFinding } from './acceptFinding.ts';
import { addToken } from './addToken.ts';
import { clearJournal } from './clearJournal.ts';
import { createDraftPullRequest } from './createDraftPullRequest.ts';
import { checkToken, copyEntry, forgetToken, onPicked, renameEntry } from './entryActions.ts';
import { exportDiagnostics } from './exportDiagnostics.ts';
import { exportJournal } from './exportJournal.ts';
import { fetchWithToken } from './fetchWithToken.ts';
import { forgetEverything } from './forgetEverything.ts';
import { listTokens } from './listTokens.ts';
import { previewPush } from './previewPush.ts';
import { probePermissions } from './probePermissions.ts';
import { pushBranch } from './pushBranch.ts';
import { pushWithOptions } from './pushWithOptions.ts';
import { revokeToken } from './revokeToken.ts';
import { rotateToken } from './rotateToken.ts';
import { showJournal } from './showJournal.ts';
import { showMenu } from './showMenu.ts';
import { showPermissions } from './showPermissions.ts';
import { signInWithCode } from './signInWithCode.ts';
import { showTokenHistory } from './tokenHistory.ts';
import { useAnotherHere } from './useAnotherHere.ts';
import { watchToken } from './watchToken.ts';

/**
 * The index of the product. A handler is told whether the call brought arguments, never the arguments: any extension,
 * link or key binding can call a command, and nothing they say chooses a host, a repository or a token (D06, E02). No
 * handler returns anything (A18).
 */
export const commandTable: Readonly<
  Record<CommandId, (services: Services, calledWithArguments: boolean) => Promise<void>>
> = {
  'tokenWarden.addToken': addToken,
  'tokenWarden.signInWithCode': signInWithCode,
  'tokenWarden.listTokens': listTokens,
  'tokenWarden.renameToken': onPicked(() => vscode.l10n.t('Rename Token'), renameEntry),
  'tokenWarden.copyToken': onPicked(() => vscode.l10n.t('Copy Token'), copyEntry, true),
  'tokenWarden.forgetToken': onPicked(() => vscode.l10n.t('Forget Token'), forgetToken, true),
  'tokenWarden.forgetEverything': forgetEverything,
  'tokenWarden.useAnotherHere': useAnotherHere,
  'tokenWarden.checkToken': onPicked(() => vscode.l10n.t('Check Token Now'), checkToken),
  'tokenWarden.acceptFinding': onPicked(() => vscode.l10n.t('Accept Finding'), acceptFinding),
  'tokenWarden.pushBranch': pushBranch,
  'tokenWarden.fetchWithToken': fetchWithToken,
  'tokenWarden.pushWithOptions': pushWithOptions,
  'tokenWarden.createDraftPullRequest': createDraftPullRequest,
  'tokenWarden.previewPush': previewPush,
  'tokenWarden.rotateToken': rotateToken,
  'tokenWarden.revokeToken': revokeToken,
  'tokenWarden.showMenu': showMenu,
  'tokenWarden.showJournal': showJournal,
  'tokenWarden.exportJournal': exportJournal,
  'tokenWarden.clearJournal': clearJournal,
  'tokenWarden.showTokenHistory': onPicked(
    () => vscode.l10n.t('What Was Done with This Token'),
    showTokenHistory,
  ),
  'tokenWarden.showPermissions': onPicked(() => vscode.l10n.t('What This Token May Do'), showPermissions),
  'tokenWarden.probePermissions': probePermissions,
  'tokenWarden.exportDiagnostics': exportDiagnostics,
  'tokenWarden.watchToken': watchToken,
  'tokenWarden.showLog': async ({ log }) => log.show(),
};
