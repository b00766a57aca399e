import * as vscode from 'vscode';
import { findAgain } from '../../leaks/findAgain.ts';
import type { Leak } from '../../leaks/leak.ts';
import type { Print } from '../../leaks/lookIn.ts';
import type { ReplacedBy } from '../../leaks/replacement.ts';
import { planReplacement } from '../../leaks/replaceToken.ts';
import { fileNameOf } from './fileNameOf.ts';

export interface LeakEdit {
  readonly edit: vscode.WorkspaceEdit;
  readonly by: ReplacedBy;
}

/**
 * What takes a token out of a document as it is now; undefined when it does not stand there any more. VS Code refuses
 * the edit when the document is another by the time it is made.
 */
export function leakEdit(document: vscode.TextDocument, leak: Leak, print: Print): LeakEdit | undefined {
  const text = document.getText();
  const { languageId, uri } = document;
  const finding = findAgain(text, leak, print, fileNameOf(uri));
  if (finding === undefined) return undefined;
  const file = { languageId, path: uri.path, cell: uri.scheme === 'vscode-notebook-cell' };
  const { edits, by } = planReplacement(text, finding, file);
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    uri,
    edits.map(({ start, end, text: put }) => {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      return new vscode.TextEdit(range, put);
    }),
  );
  return { edit, by };
}

/** Whether VS Code would not save what is typed there. Untitled documents and cells have no file of their own. */
export async function isReadOnly({
  uri,
  isUntitled,
}: Pick<vscode.TextDocument, 'uri' | 'isUntitled'>): Promise<boolean> {
  const { fs } = vscode.workspace;
  if (isUntitled || uri.scheme === 'vscode-notebook-cell') return false;
  if (fs.isWritableFileSystem(uri.scheme) !== true) return true;
  try {
    return ((await fs.stat(uri)).permissions ?? 0) === vscode.FilePermission.Readonly;
  } catch {
    return false;
  }
}
