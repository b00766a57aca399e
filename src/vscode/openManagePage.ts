import * as vscode from 'vscode';
import { managePage } from '../github/links.ts';
import type { Entry } from '../tokens/entry.ts';
import { hostOf } from '../tokens/host.ts';

/** GitHub's page where this kind of token is seen and ended. */
export async function openManagePage(entry: Entry): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(managePage(hostOf(entry.host), entry.kind).url, true));
}
