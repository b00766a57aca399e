import type * as vscode from 'vscode';

export type FoundTask =
  | { readonly kind: 'task'; readonly task: vscode.Task }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous' };

/**
 * The task that a label names, as VS Code shows it: `test`, or `npm: test`. Of several, the one of the folder that is
 * pushed; a task of another open folder proves nothing about this one.
 */
export function findTask(tasks: readonly vscode.Task[], label: string, folder: string): FoundTask {
  const named = tasks.filter(({ name, source }) => name === label || `${source}: ${name}` === label);
  const near = named.filter(({ scope }) => isScopeOf(scope, folder));
  const exact = near.filter(({ name }) => name === label);
  const [task, second] = exact.length > 0 ? exact : near;
  if (task === undefined) return { kind: 'missing' };
  return second === undefined ? { kind: 'task', task } : { kind: 'ambiguous' };
}

/** Of this folder, of one inside it or around it; or of the person or the whole workspace, which is of every folder. */
function isScopeOf(scope: vscode.Task['scope'], folder: string): boolean {
  if (scope === undefined || typeof scope === 'number') return true;
  const own = `${scope.uri.fsPath}/`.replaceAll('\\', '/');
  const pushed = `${folder}/`.replaceAll('\\', '/');
  return own.startsWith(pushed) || pushed.startsWith(own);
}
