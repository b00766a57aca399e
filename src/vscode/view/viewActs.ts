import * as vscode from 'vscode';
import type { ViewCommandId } from '../../manifest.ts';
import { Failure } from '../../shared/failure.ts';
import type { Entry } from '../../tokens/entry.ts';
import type { TreeNode } from '../../tree/treeNode.ts';
import type { VaultProblem } from '../../vault/problems.ts';
import { acceptFinding, withdrawAcceptances } from '../commands/acceptFinding.ts';
import { answerFinding, takeNextStep } from '../commands/answerFinding.ts';
import { changePurpose, checkToken, copyEntry, forgetToken, renameEntry } from '../commands/entryActions.ts';
import { askToFinish, openOldPage } from '../commands/finishOldToken.ts';
import { dismissLost, listTokens, showActions } from '../commands/listTokens.ts';
import { probeEntry } from '../commands/probePermissions.ts';
import { revokeChosen } from '../commands/revokeToken.ts';
import { rotateAppKey } from '../commands/rotateAppKey.ts';
import { rotateEntry } from '../commands/rotateToken.ts';
import { showPermissions } from '../commands/showPermissions.ts';
import { showTokenHistory } from '../commands/tokenHistory.ts';
import { useHere } from '../commands/useAnotherHere.ts';
import { markReplaced, showWatched } from '../commands/watchedActions.ts';
import { watchToken } from '../commands/watchToken.ts';
import { openRecord } from '../journalRows.ts';
import { openLeak } from '../leaks/openLeak.ts';
import { showLeakActs } from '../leaks/showLeakActs.ts';
import { openInstallations, openManagePage } from '../openManagePage.ts';
import { entryChoice } from '../pickEntry.ts';
import { pick } from '../prompts.ts';
import type { Services } from '../services.ts';

type Act = (services: Services, node: TreeNode) => Promise<void>;
type EntryAct = (services: Services, entry: Entry) => Promise<void>;

/** What a line is asked to do by a click on one of its icons or in its menu. What does not apply to a line does nothing. */
export const viewActs: Readonly<Partial<Record<ViewCommandId, Act>>> = {
  'tokenWarden.view.rotate': onEntry(rotateEntry),
  'tokenWarden.view.check': onEntry(checkToken),
  'tokenWarden.view.forget': onEntry(forgetToken),
  'tokenWarden.view.rename': onEntry(renameEntry),
  'tokenWarden.view.copy': onEntry(confirmed(() => vscode.l10n.t('Copy Token'), copyEntry)),
  'tokenWarden.view.changePurpose': onEntry(changePurpose),
  'tokenWarden.view.revoke': async (services, node) => {
    if (node.kind === 'entry') await revokeChosen(services, [{ entry: node.entry, which: 'present' }]);
    if (node.kind === 'previous') await revokeChosen(services, [{ entry: node.entry, which: 'previous' }]);
  },
  'tokenWarden.view.useHere': onEntry(useHere),
  'tokenWarden.view.openPage': async (_services, node) => {
    if (node.kind === 'entry') await openManagePage(node.entry);
    if (node.kind === 'previous') await openOldPage(node.entry);
  },
  'tokenWarden.view.markReplaced': async (services, node) => {
    if (node.kind === 'watched') await markReplaced(services, node.token);
  },
  'tokenWarden.view.watch': async (services, node) => {
    if (node.kind === 'elsewhere') await watchToken(services);
  },
  'tokenWarden.view.showPermissions': async (services, node) => {
    if (node.kind === 'entry' || node.kind === 'group') await showPermissions(services, node.entry);
  },
  'tokenWarden.view.probe': async (services, node) => {
    if (node.kind === 'entry' || node.kind === 'group') await probeEntry(services, node.entry);
  },
  'tokenWarden.view.showHistory': async (services, node) => {
    if (node.kind === 'entry' || node.kind === 'group') await showTokenHistory(services, node.entry);
  },
  'tokenWarden.view.act': async (services, node) => {
    if (node.kind === 'leak') await showLeakActs(services, node.judged);
  },
  'tokenWarden.view.answer': async (services, node) => {
    if (node.kind === 'finding') await takeNextStep(services, node.entry, node.finding);
  },
  'tokenWarden.view.accept': async (services, node) => {
    if (node.kind === 'finding') await acceptFinding(services, node.entry, node.finding.id);
  },
  'tokenWarden.view.withdraw': async (services, node) => {
    if (node.kind === 'finding') await withdrawAcceptances(services, node.entry, node.finding.id);
  },
};

/** What a key asks of the line that has the focus; Enter on the others does what choosing them does. */
export const keyActs: Readonly<Partial<Record<ViewCommandId, Act>>> = {
  'tokenWarden.view.act': async (services, node) => {
    if (node.kind === 'entry') return showActions(services, node.entry);
    return node.kind === 'leak' ? showLeakActs(services, node.judged) : openLine(services, node);
  },
  'tokenWarden.view.forget': onEntry(confirmed(() => vscode.l10n.t('Forget Token'), forgetToken)),
  'tokenWarden.view.rename': onEntry(renameEntry),
};

/** What choosing a line does. An entry only opens, which the view does itself. */
export async function openLine(services: Services, node: TreeNode): Promise<void> {
  switch (node.kind) {
    case 'finding':
      return node.accepted
        ? withdrawAcceptances(services, node.entry, node.finding.id)
        : answerFinding(services, node.entry, node.finding);
    case 'record':
      return openRecord(services, node.record);
    case 'allRecords':
      return showTokenHistory(services, node.entry);
    case 'begun':
      return rotateEntry(services, node.entry);
    case 'key':
      return rotateAppKey(services, node.entry);
    case 'installations':
      return openInstallations(node.entry);
    case 'previous':
      return askToFinish(services, node.entry);
    case 'watched':
      return showWatched(services, node.token);
    case 'leak':
      return openLeak(services, node.judged);
    case 'lost':
      return dismissLost(services, node.lost.id);
    // Told with its next step, in the words every command has for it.
    case 'store':
      throw new Failure<VaultProblem>(
        node.trouble === 'readOnly' ? { kind: 'readOnly', why: 'stale' } : { kind: 'storeEmpty' },
      );
    case 'failed':
    case 'unreadable':
      return listTokens(services);
    default:
  }
}

function onEntry(act: EntryAct): Act {
  return async (services, node) => {
    if (node.kind === 'entry') await act(services, node.entry);
  };
}

/**
 * What hands a token out, or removes it at the press of a key, is done once its line was chosen: a click that slipped and
 * a program that sends keys must not get by without a person (A18, E02).
 */
function confirmed(title: () => string, act: EntryAct): EntryAct {
  return async (services, entry) => {
    const state = await services.state.refresh();
    const chosen = await pick<Entry>({
      title: title(),
      placeholder: vscode.l10n.t('Choose it to go on, or press Escape to leave it as it is'),
      choices: [entryChoice(services, state, entry)],
    });
    if (chosen) await act(services, chosen);
  };
}
