import * as vscode from 'vscode';
import type { Spot } from '../../leaks/leak.ts';

/** A spot as VS Code has it. */
export const rangeOf = ({ line, column, endLine, endColumn }: Spot): vscode.Range =>
  new vscode.Range(line, column, endLine, endColumn);
