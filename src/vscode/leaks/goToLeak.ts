import * as vscode from 'vscode';
import type { Leak } from '../../leaks/leak.ts';
import { warn } from '../notify.ts';
import { notebookOf } from './isWatched.ts';
import { leakNames } from './leakNames.ts';
import { rangeOf } from './rangeOf.ts';

/** Opens the file at the spot. Of what lies in a commit there is no file to open, and nothing happens. */
export async function goToLeak(
  { place, spot }: Pick<Leak, 'place' | 'spot'>,
  { preserveFocus }: { readonly preserveFocus: boolean },
): Promise<void> {
  if (place.kind !== 'file') return;
  const uri = vscode.Uri.parse(place.uri, true);
  const selection = rangeOf(spot);
  try {
    const notebook = notebookOf(uri);
    if (notebook !== undefined) await openCell(notebook, uri, { selection, preserveFocus });
    else await vscode.window.showTextDocument(uri, { selection, preserveFocus });
  } catch {
    void warn(vscode.l10n.t('{0} cannot be opened. It may be gone, or too large.', leakNames(place).name));
  }
}

async function openCell(
  notebook: vscode.Uri,
  cell: vscode.Uri,
  { selection, preserveFocus }: { readonly selection: vscode.Range; readonly preserveFocus: boolean },
): Promise<void> {
  const document = await vscode.workspace.openNotebookDocument(notebook);
  const at = document.getCells().findIndex(({ document: text }) => text.uri.toString() === cell.toString());
  const selections = [new vscode.NotebookRange(at, at + 1)];
  const shown = await vscode.window.showNotebookDocument(document, { selections, preserveFocus });
  const text = shown.notebook.cellAt(at).document;
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === text);
  if (editor) editor.selection = new vscode.Selection(selection.start, selection.end);
}
