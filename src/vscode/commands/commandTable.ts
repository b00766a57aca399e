import * as vscode from 'vscode';
import type { CommandId } from '../../manifest.ts';
import type { Readiness } from '../../preflight/readiness.ts';
import { findTokens } from '../finder/findTokens.ts';
import { findLeaks } from '../leaks/scanCommand.ts';
import type { Services } from '../services.ts';
import { acceptFinding } from './acceptFinding.ts';
import { addApp } from './addApp.ts';
import { addToken } from './addToken.ts';
import { checkReadiness } from './checkReadiness.ts';
import { chooseWayIn } from './chooseWayIn.ts';
import { clearJournal } from './clearJournal.ts';
import { createDraftPullRequest } from './createDraftPullRequest.ts';
import { checkToken, copyEntry, forgetToken, onPicked, renameEntry } from './entryActions.ts';
import { exportDiagnostics } from './exportDiagnostics.ts';
import { exportJournal } from './exportJournal.ts';
import { fetchWithToken } from './fetchWithToken.ts';
import { forgetEverything } from './forgetEverything.ts';
import { getStarted } from './getStarted.ts';
import { listTokens } from './listTokens.ts';
import { previewPush } from './previewPush.ts';
import { probePermissions } from './probePermissions.ts';
import { pushBranch } from './pushBranch.ts';
import { pushWithOptions } from './pushWithOptions.ts';
import { revokeToken } from './revokeToken.ts';
import { rotateToken } from './rotateToken.ts';
import { setUpBroker } from './setUpBroker.ts';
import { showJournal } from './showJournal.ts';
import { showMenu } from './showMenu.ts';
import { showPermissions } from './showPermissions.ts';
import { signInWithCode } from './signInWithCode.ts';
import { showTokenHistory } from './tokenHistory.ts';
import { useAnotherHere } from './useAnotherHere.ts';
import { watchToken } from './watchToken.ts';
import { whichCredential } from './whichCredential.ts';

/** Whether the call brought arguments is all that a handler is told of it. */
type Handler<Answer> = (services: Services, calledWithArguments: boolean) => Promise<Answer>;

/** The one command that answers its caller. What it answers is `Readiness`, sealed: nothing of a token is in it (A18). */
export const answering = 'tokenWarden.checkReadiness';

/**
 * The index of the product. A handler never sees arguments: any extension, link or key binding can call a command, and
 * nothing they say chooses a host, a repository or a token (D06, E02). No handler answers anything, but for one (A18).
 */
export const commandTable: {
  readonly [Id in CommandId]: Handler<Id extends typeof answering ? Readiness | undefined : void>;
} = {
  'tokenWarden.getStarted': getStarted,
  'tokenWarden.chooseWayIn': chooseWayIn,
  'tokenWarden.addToken': addToken,
  'tokenWarden.addApp': addApp,
  'tokenWarden.signInWithCode': signInWithCode,
  'tokenWarden.openDashboard': ({ openDashboard }) => openDashboard(),
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
  'tokenWarden.whichCredential': whichCredential,
  'tokenWarden.checkReadiness': checkReadiness,
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
  'tokenWarden.setUpBroker': setUpBroker,
  'tokenWarden.findLeaks': findLeaks,
  'tokenWarden.findTokens': findTokens,
  'tokenWarden.showLog': async ({ log }) => log.show(),
};
