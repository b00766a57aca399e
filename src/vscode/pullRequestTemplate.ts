import * as vscode from 'vscode';
import {
  findTemplates,
  isTemplateFolder,
  longestBody,
  type TemplateListing,
  type TemplatePaths,
  templateFolders,
} from '../pulls/templates.ts';

/** Where the repository's pull request templates lie in the work tree. */
export async function listTemplates(root: vscode.Uri): Promise<TemplatePaths> {
  return findTemplates(await Promise.all(templateFolders.map((folder) => listFolder(root, folder))));
}

/** The text of a template; undefined when it is gone, or larger than a body can be. */
export async function readTemplate(root: vscode.Uri, path: string): Promise<string | undefined> {
  const uri = vscode.Uri.joinPath(root, path);
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    // Four bytes are the most that one character takes.
    if (type !== vscode.FileType.File || size > longestBody * 4) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function listFolder(root: vscode.Uri, folder: string): Promise<TemplateListing> {
  const uri = folder === '' ? root : vscode.Uri.joinPath(root, folder);
  if (folder !== '' && !(await isPlainFolder(uri))) return { folder, files: [] };
  const entries = await entriesOf(uri);
  const several = entries.find(
    ([name, type]) => type === vscode.FileType.Directory && isTemplateFolder(name),
  )?.[0];
  const files = plainFiles(entries);
  if (several === undefined) return { folder, files };
  const inside = plainFiles(await entriesOf(vscode.Uri.joinPath(uri, several)));
  return { folder, files, several: { name: several, files: inside } };
}

/** A link to a folder is none: it could lead out of the repository. */
async function isPlainFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory;
  } catch {
    return false;
  }
}

type Entries = readonly [string, vscode.FileType][];

/** Plain files only: a link could lead out of the repository, and its target would end in a public pull request. */
function plainFiles(entries: Entries): readonly string[] {
  return entries.filter(([, type]) => type === vscode.FileType.File).map(([name]) => name);
}

async function entriesOf(folder: vscode.Uri): Promise<Entries> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
