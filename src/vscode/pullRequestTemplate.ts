import * as vscode from 'vscode';
import { chooseTemplate, longestBody, templateFolders } from '../pulls/templates.ts';

/** The text of the repository's pull request template, from the work tree; undefined when there is none. */
export async function readTemplate(root: vscode.Uri): Promise<string | undefined> {
  for (const name of templateFolders) {
    const folder = name === '' ? root : vscode.Uri.joinPath(root, name);
    const file = chooseTemplate(await fileNames(folder));
    if (file === undefined) continue;
    const uri = vscode.Uri.joinPath(folder, file);
    const { size } = await vscode.workspace.fs.stat(uri);
    // Four bytes are the most that one character takes.
    if (size > longestBody * 4) continue;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  }
  return undefined;
}

/** Plain files only: a link could lead out of the repository, and its target would end in a public pull request. */
async function fileNames(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => type === vscode.FileType.File).map(([name]) => name);
  } catch {
    return [];
  }
}
