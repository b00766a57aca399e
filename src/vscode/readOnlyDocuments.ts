import * as vscode from 'vscode';
import type { Clean } from './log.ts';

const scheme = 'token-warden';
/** More than a report with every kept line of the log has: what is saved afterwards is what was shown. */
const longest = 2_000_000;
/** A tab that was left open keeps its text; more of them than that are of yesterday. */
const mostKept = 20;

export interface DocumentLook {
  /** Plain text where a server's words are in it: nothing there can become a link. */
  readonly ending: 'md' | 'txt';
  /** The focus stays where it is: at a prompt that comes beside it. */
  readonly preserveFocus: boolean;
}

/**
 * Texts of ours to read, search and copy. Each passes the redactor on its way in, whatever it was made of, because a
 * person copies it into reports. They are kept in memory only.
 */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #clean: Clean;
  #shown = 0;

  private constructor(clean: Clean) {
    this.#clean = clean;
  }

  static register(context: Pick<vscode.ExtensionContext, 'subscriptions'>, clean: Clean): ReadOnlyDocuments {
    const documents = new ReadOnlyDocuments(clean);
    context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider(scheme, documents));
    return documents;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A tab that a reload brought back is there again, its text is not.
    return (
      this.#texts.get(uri.toString()) ??
      vscode.l10n.t('The text of this document is gone. Close it, and run its command again.')
    );
  }

  /** Shows a text in a tab of its own; `close` closes that tab again. */
  async show(
    name: string,
    text: string,
    { ending, preserveFocus }: DocumentLook,
  ): Promise<{ readonly close: () => Promise<void> }> {
    // A new address each time: VS Code keeps a document a while after its tab is closed, and would show its old text;
    // and of two rotations of one entry the first to end would close the other's checklist.
    this.#shown += 1;
    // What no system takes in the name of a file: a person may save the text.
    const fileName = `${name.replace(/[\\/:*?"<>|]/g, '-')}.${ending}`;
    const uri = vscode.Uri.from({ scheme, path: `/${this.#shown}/${fileName}` });
    const key = uri.toString();
    this.#texts.set(key, this.#clean(text, longest));
    for (const old of [...this.#texts.keys()].slice(0, -mostKept)) this.#texts.delete(old);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus });
    return {
      close: async () => {
        this.#texts.delete(key);
        const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
        const mine = tabs.filter(
          ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key,
        );
        if (mine.length > 0) await vscode.window.tabGroups.close(mine, true);
      },
    };
  }
}

/** A page that a command shows while its prompt has the focus. */
export const pageLook: DocumentLook = Object.freeze({ ending: 'md', preserveFocus: true });
/** What was said about a refusal: asked for by its button, so it takes the focus. */
export const detailsLook: DocumentLook = Object.freeze({ ending: 'txt', preserveFocus: false });
