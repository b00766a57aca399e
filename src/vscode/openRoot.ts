import type * as vscode from 'vscode';

/**
 * The one of the open repositories (root folders, paths of this machine) that holds a folder: the deepest, because a
 * nested repository stands below the one around it. Without a folder the only one, if there is only one.
 */
export function openRoot(
  roots: readonly string[],
  holding?: Pick<vscode.Uri, 'scheme' | 'fsPath'>,
): string | undefined {
  if (holding === undefined) return roots.length === 1 ? roots[0] : undefined;
  if (holding.scheme !== 'file') return undefined;
  const around = roots.filter((root) => isBelow(holding.fsPath, root));
  return around.toSorted((a, b) => b.length - a.length)[0];
}

function isBelow(path: string, folder: string): boolean {
  const separator = folder.includes('\\') ? '\\' : '/';
  return path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}
