import * as vscode from 'vscode';
import type { Clean } from './log.ts';
import { detailsText, detailsTitle, type Told } from './messages/details.ts';

const scheme = 'token-warden-details';
/** git's own output is capped far below that. */
const longest = 200_000;
/** A tab that was left open keeps its text; more of them than that are of yesterday. */
const mostKept = 20;

/**
 * Read-only documents with what was said about a refusal. The finished text passes the redactor once more, because a
 * person copies it into reports.
 */
export class Details implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #clean: Clean;
  #shown = 0;

  private constructor(clean: Clean) {
    this.#clean = clean;
  }

  static register(context: Pick<vscode.ExtensionContext, 'subscriptions'>, clean: Clean): Details {
    const details = new Details(clean);
    context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(scheme, details));
    return details;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // After a reload a tab is there again, its text is not: it was in memory only.
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('These details are gone.');
  }

  async show(told: Told): Promise<void> {
    this.#shown += 1;
    const name = detailsTitle(told).replace(/[\\/:*?"<>|]/g, '.');
    const uri = vscode.Uri.from({ scheme, path: `/${this.#shown}/${name}.txt` });
    this.#texts.set(uri.toString(), this.#clean(detailsText(told), longest));
    for (const old of [...this.#texts.keys()].slice(0, -mostKept)) this.#texts.delete(old);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
