import * as vscode from 'vscode';
import type { Settings } from '../manifest.ts';
import { warn } from './notify.ts';

/** Warns of what stands in a setting in vain, with the way to it. */
export async function warnOfSetting(id: keyof Settings, text: string): Promise<void> {
  const open = vscode.l10n.t('Open Setting');
  if ((await warn(text, open)) === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', id);
  }
}
