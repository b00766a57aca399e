import * as vscode from 'vscode';
import { type CommandId, statusItemId } from '../manifest.ts';
import type { StatusModel } from '../tokens/statusModel.ts';
import { statusLabel, statusText } from './messages/status.ts';

const menuCommand: CommandId = 'tokenWarden.showMenu';

/** The one status-bar item. It draws a ready model and decides nothing. */
export class StatusBar {
  readonly #item: vscode.StatusBarItem;

  constructor() {
    this.#item = vscode.window.createStatusBarItem(statusItemId, vscode.StatusBarAlignment.Right, 90);
    this.#item.name = vscode.l10n.t('GitHub Token');
    this.#item.command = menuCommand;
  }

  show(model: StatusModel, hover: vscode.MarkdownString | undefined): void {
    if (model.kind === 'hidden') {
      this.#item.hide();
      return;
    }
    const label = statusLabel(model);
    this.#item.text = statusText(model);
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.tooltip = hover ?? label;
    this.#item.backgroundColor = colour(model.kind === 'lost' ? 'warning' : model.colour);
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function colour(name: 'none' | 'warning' | 'error'): vscode.ThemeColor | undefined {
  return name === 'none' ? undefined : new vscode.ThemeColor(`statusBarItem.${name}Background`);
}
