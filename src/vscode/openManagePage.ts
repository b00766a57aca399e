import * as vscode from 'vscode';
import { appPage } from '../github/appPages.ts';
import { managePage } from '../github/links.ts';
import type { Entry } from '../tokens/entry.ts';
import { hostOf } from '../tokens/host.ts';

/** GitHub's page where this kind of token is seen and ended; of an App the page of its keys. */
export function openManagePage({ host, kind, app }: Entry): Promise<void> {
  return open(app ? appPage(hostOf(host), app, 'keys') : managePage(hostOf(host), kind).url);
}

/** Where an App is installed, and with one click uninstalled (S0-18). */
export function openInstallations({ host, app = { clientId: '' } }: Entry): Promise<void> {
  return open(appPage(hostOf(host), app, 'installations'));
}

async function open(url: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
