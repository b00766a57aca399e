import * as vscode from 'vscode';
import { fail, inform } from './notify.ts';
import type { Services } from './services.ts';

/** A kind of file a text is saved as. */
export interface SaveAs {
  /** Without a folder, with its ending. */
  readonly name: string;
  /** What the dialog calls files with that ending. */
  readonly label: string;
  readonly ending: string;
}

/**
 * Saves a text where the person says. VS Code's dialog asks before it lets a file be overwritten. The text must have been
 * swept before.
 */
export async function saveText(
  { machine, log }: Pick<Services, 'machine' | 'log'>,
  text: string,
  { name, label, ending }: SaveAs,
): Promise<void> {
  const { t } = vscode.l10n;
  const uri = await vscode.window.showSaveDialog({
    // Not the workspace: a file there is soon committed.
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(machine.home), name),
    filters: { [label]: [ending] },
  });
  if (uri === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (error) {
    log.failure('saving a file', error);
    void fail(t('The file could not be written. Choose another folder.'));
    return;
  }
  void inform(t('Saved to {0}.', uri.fsPath));
}
