import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';
import { openRoot } from './openRoot.ts';
import { pick } from './prompts.ts';
import type { Services } from './services.ts';

/**
 * The repository to act on: only one that VS Code's git extension has open (A14). The active editor's, else the only
 * one, else the person says which. Throws `Failure` `untrusted` or `notARepository`; undefined when the person leaves.
 */
export async function pickRepository(services: Services, title: string): Promise<string | undefined> {
  // First of all: in Restricted Mode the git extension is absent, and that is not the thing to say.
  if (!vscode.workspace.isTrusted) throw new Failure({ kind: 'untrusted' });
  const roots = await (await services.gitExtension()).roots();
  const [only] = roots;
  if (only === undefined) throw new Failure({ kind: 'notARepository' });
  if (roots.length === 1) return only;
  const active = vscode.window.activeTextEditor?.document.uri;
  // Also for one side of a comparison, whose address has another scheme and the same path.
  const nearest = active && openRoot(roots, { scheme: 'file', fsPath: active.fsPath });
  if (nearest !== undefined) return nearest;
  return pick<string>({
    title,
    placeholder: vscode.l10n.t('Which repository?'),
    choices: roots.map((root) => ({
      label: nameOf(root),
      description: root,
      value: root,
    })),
  });
}

/** As the Explorer names it. A folder of the workspace has no path relative to itself. */
function nameOf(root: string): string {
  const uri = vscode.Uri.file(root);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder?.uri.fsPath === uri.fsPath ? folder.name : vscode.workspace.asRelativePath(uri, true);
}
