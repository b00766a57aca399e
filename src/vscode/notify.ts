import * as vscode from 'vscode';

/**
 * The only place that shows messages. VS Code turns `[label](command:…)` in a message into a link that runs any
 * command, and our sentences hold names from repositories, servers and remotes: a zero-width space takes the link
 * apart (D01). A person may choose one of the buttons; undefined when the message was closed.
 */
export function inform(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(text), ...buttons);
}

/** Something to look at. Slides away after a while: never wait for its answer with work in hand. */
export function warn(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(text), ...buttons);
}

/** Something failed. Stays until it is closed. */
export function fail(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(text), ...buttons);
}

/** The one modal of an action. True only for the one button. */
export async function confirm(question: string, detail: string, go: string): Promise<boolean> {
  const options = { modal: true, detail: withoutLinks(detail) };
  return (await vscode.window.showWarningMessage(withoutLinks(question), options, go)) === go;
}

const longest = 1000;

/** Text as text: no link, no control character, no endless line. */
export function withoutLinks(text: string): string {
  const cleaned = text
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\](?=\()/g, ']\u200b');
  return cleaned.length > longest ? `${cleaned.slice(0, longest)}…` : cleaned;
}
