import * as vscode from 'vscode';

/** What VS Code and others write for themselves; nobody keeps a token there, and our own texts hold none. */
const neverWatched: ReadonlySet<string> = new Set(['output', 'token-warden', 'vscode', 'vscode-terminal']);

/**
 * Whether a document is in front of a person: in a tab or in sight, both sides of a comparison too. What a program opens
 * for itself is left alone, and VS Code keeps a document for minutes after its editor was closed: then the disk counts.
 */
export function isWatched({ uri }: Pick<vscode.TextDocument, 'uri'>): boolean {
  if (neverWatched.has(uri.scheme)) return false;
  return isShown((notebookOf(uri) ?? uri).toString());
}

/** The notebook that a document is a cell of. */
export function notebookOf(uri: vscode.Uri): vscode.Uri | undefined {
  if (uri.scheme !== 'vscode-notebook-cell') return undefined;
  const isCell = ({ document }: vscode.NotebookCell) => document.uri.toString() === uri.toString();
  return vscode.workspace.notebookDocuments.find((notebook) => notebook.getCells().some(isCell))?.uri;
}

/** Whether it is a file of the workspace's own folders. */
export function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.workspaceFolders?.some((folder) => isBelow(uri, folder.uri)) ?? false;
}

function isBelow(uri: vscode.Uri, folder: vscode.Uri): boolean {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return false;
  const root = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(root);
}

function isShown(uri: string): boolean {
  const { visibleTextEditors, tabGroups } = vscode.window;
  return (
    visibleTextEditors.some(({ document }) => document.uri.toString() === uri) ||
    tabGroups.all.some(({ tabs }) => tabs.some((tab) => addressesOf(tab).includes(uri)))
  );
}

function addressesOf({ input }: vscode.Tab): readonly string[] {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook)
    return [input.uri.toString()];
  if (input instanceof vscode.TabInputTextDiff) return [input.original.toString(), input.modified.toString()];
  return [];
}
