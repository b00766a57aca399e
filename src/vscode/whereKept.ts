import * as vscode from 'vscode';
import { judgeWhereKept, type WhereKept } from '../vault/whereKept.ts';

/** Where this window's secrets lie. */
export function whereKept({ uiKind, remoteName } = vscode.env): WhereKept {
  return judgeWhereKept(uiKind === vscode.UIKind.Web, remoteName);
}
