import * as vscode from 'vscode';
import type { JudgedLeak } from '../../leaks/judgeLeaks.ts';
import { warn } from '../notify.ts';
import type { Services } from '../services.ts';
import { notebookOf } from './isWatched.ts';
import { leakNames } from './leakNames.ts';
import { showLeakActs } from './showLeakActs.ts';

/** Goes to the spot. What lies in a commit is in no file that could be opened: there is only what can be done. */
export async function openLeak(services: Services, judged: JudgedLeak): Promise<void> {
  const { place, spot } = judged.leak;
  if (place.kind !== 'file') return showLeakActs(services, judged);
  const uri = vscode.Uri.parse(place.uri, true);
  const selection = new vscode.Range(spot.line, spot.column, spot.endLine, spot.endColumn);
  try {
    const notebook = notebookOf(uri);
    if (notebook !== undefined) await openCell(notebook, uri, selection);
    else await vscode.window.showTextDocument(uri, { selection });
  } catch {
    void warn(vscode.l10n.t('{0} cannot be opened. It may be gone, or too large.', leakNames(place).name));
  }
}

async function openCell(notebook: vscode.Uri, cell: vscode.Uri, selection: vscode.Range): Promise<void> {
  const document = await vscode.workspace.openNotebookDocument(notebook);
  const at = document.getCells().findIndex(({ document: text }) => text.uri.toString() === cell.toString());
  const selections = [new vscode.NotebookRange(at, at + 1)];
  const { notebook: shown } = await vscode.window.showNotebookDocument(document, { selections });
  const text = shown.cellAt(at).document;
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === text);
  if (editor) editor.selection = new vscode.Selection(selection.start, selection.end);
}
