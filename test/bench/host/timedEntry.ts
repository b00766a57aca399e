import { join } from 'node:path';
import type * as vscode from 'vscode';
import { leave } from './benchRecord.ts';

interface Bundle {
  activate(context: vscode.ExtensionContext): unknown;
}

/** Stands before our bundle as the extension's main file and measures what VS Code would have to wait for. */
export function activate(context: vscode.ExtensionContext): void {
  const file = join(context.extensionPath, 'dist', 'extension.js');
  const started = performance.now();
  const bundle: Bundle = require(file);
  const loaded = performance.now();
  bundle.activate(context);
  const activated = performance.now();
  leave({ loadMs: loaded - started, activateMs: activated - loaded });
}
