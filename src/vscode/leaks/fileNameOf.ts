import type * as vscode from 'vscode';

/** The last part of an address: of a cell of a notebook, the notebook's. */
export function fileNameOf({ path }: Pick<vscode.Uri, 'path'>): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
