import * as vscode from 'vscode';
import { Failure } from '../shared/failure.ts';
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
  const holding = active && roots.filter((root) => isBelow(active.fsPath, root));
  // A nested repository stands deeper, and so its path is longer.
  const nearest = holding?.toSorted((a, b) => b.length - a.length)[0];
  if (nearest !== undefined) return nearest;
  return pick<string>({
    title,
    placeholder: vscode.l10n.t('Which repository?'),
    choices: roots.map((root) => ({
      label: vscode.workspace.asRelativePath(root, true),
      description: root,
      value: root,
    })),
  });
}

function isBelow(path: string, folder: string): boolean {
  const separator = folder.includes('\\') ? '\\' : '/';
  return path === folder || path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}
