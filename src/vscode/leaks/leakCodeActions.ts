import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { type LeakAct, planActs } from '../../leaks/leakAct.ts';
import { readOnlyText, replaceTitle } from '../messages/leakFixes.ts';
import { leakActWords } from '../messages/leaks.ts';
import { isReadOnly, leakEdit } from './leakEdit.ts';
import type { LeakKeeper } from './leakKeeper.ts';
import { leakNames } from './leakNames.ts';
import { rangeOf } from './rangeOf.ts';

const kind = vscode.CodeActionKind.QuickFix;

/**
 * What can be done about the tokens at the cursor, wherever the document is from. None is for all at once: each token is
 * a decision of its own.
 */
export function leakCodeActions(keeper: LeakKeeper): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions: async (document, range, { diagnostics }) => {
        const uri = document.uri.toString();
        const here = keeper.all.filter(
          ({ leak }) =>
            leak.place.kind === 'file' &&
            leak.place.uri === uri &&
            rangeOf(leak.spot).intersection(range) !== undefined,
        );
        if (here.length === 0) return [];
        const readOnly = await isReadOnly(document);
        return here.flatMap((judged) => {
          const own = diagnostics.filter(
            (one) => one.source === 'Token Warden' && one.range.isEqual(rangeOf(judged.leak.spot)),
          );
          return planActs(judged, { trusted: vscode.workspace.isTrusted }).flatMap((act) => {
            const action =
              act === 'replace'
                ? replaceAction(keeper, document, judged, readOnly)
                : callAction(keeper, judged, act);
            if (action !== undefined) action.diagnostics = own;
            return action ?? [];
          });
        });
      },
    },
    { providedCodeActionKinds: [kind] },
  );
}

/** Made by VS Code itself, so that it is shown before and undone in one step; what follows is said afterwards. */
function replaceAction(
  keeper: LeakKeeper,
  document: vscode.TextDocument,
  judged: JudgedLeak,
  readOnly: boolean,
): vscode.CodeAction | undefined {
  const planned = leakEdit(document, judged.leak, keeper.print);
  // Typed away a moment ago.
  if (planned === undefined) return undefined;
  const title = replaceTitle(planned.by);
  const action = new vscode.CodeAction(title, kind);
  if (readOnly) {
    action.disabled = { reason: readOnlyText(leakNames(judged.leak.place).name) };
    return action;
  }
  action.edit = planned.edit;
  action.isPreferred = true;
  action.command = {
    command: 'tokenWarden.view.leak',
    title,
    arguments: [keeper.callAfterEdit(judged, planned.by)],
  };
  return action;
}

function callAction(keeper: LeakKeeper, judged: JudgedLeak, act: LeakAct): vscode.CodeAction {
  const title = leakActWords(act).label;
  const action = new vscode.CodeAction(title, kind);
  action.command = { command: 'tokenWarden.view.leak', title, arguments: [keeper.callFor(act, judged)] };
  return action;
}
