import * as vscode from 'vscode';
import { withIds } from '../../leaks/leak.ts';
import type { FileView } from '../../leaks/leakBook.ts';
import { lookInSlices } from '../../leaks/lookInSlices.ts';
import { fileNameOf } from './fileNameOf.ts';
import { isInWorkspace, isWatched, notebookOf } from './isWatched.ts';
import type { LeakKeeper } from './leakKeeper.ts';

/** After the last key press (ms). */
const quietMs = 300;
/** Who types on and on is told all the same (ms). */
const longestWaitMs = 600;

interface Waiting {
  readonly since: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Noted {
  readonly version: number;
  readonly holds: boolean;
}

/**
 * Looks at what is open, as it is typed, saved or not: also in Restricted Mode and where the files are virtual, because
 * nothing is run and nothing is sent for it (I17). What stands in an editor counts before what the disk holds (I16).
 */
export function watchDocuments(keeper: LeakKeeper): vscode.Disposable {
  const waiting = new Map<string, Waiting>();
  /** What was last noted of a document, by address. */
  const noted = new Map<string, Noted>();

  const look = async (document: vscode.TextDocument): Promise<void> => {
    const uri = document.uri.toString();
    const { version, isDirty } = document;
    if (document.isClosed || !isWatched(document)) return forget(uri);
    const leaks = await lookInSlices(document.getText(), keeper.print, {
      pause: nextTurn,
      name: fileNameOf(document.uri),
    });
    // Closed meanwhile, or a shorter look at a later version was faster.
    const before = noted.get(uri);
    if (document.isClosed || (before !== undefined && before.version > version)) return;
    const mattered = before?.holds === true || leaks.length > 0 || keeper.book.knows(uri);
    noted.set(uri, { version, holds: leaks.length > 0 });
    const found = withIds({ kind: 'file', uri }, leaks);
    keeper.book.setBuffer(uri, found, viewOf(document.uri));
    if (!isDirty && isFollowed(document.uri)) keeper.book.setFile(uri, found);
    if (mattered) keeper.changed();
  };
  /** Files that are looked after when nobody has them open any more. */
  const isFollowed = (uri: vscode.Uri) => isInWorkspace(uri) || keeper.book.knows(uri.toString());

  const lookWithin = (document: vscode.TextDocument, ms: number): void => {
    const uri = document.uri.toString();
    const before = waiting.get(uri);
    clearTimeout(before?.timer);
    const since = before?.since ?? Date.now();
    const left = Math.max(0, Math.min(ms, since + longestWaitMs - Date.now()));
    const timer = setTimeout(() => {
      waiting.delete(uri);
      void look(document).catch(() => undefined);
    }, left);
    waiting.set(uri, { since, timer });
  };
  const lookNow = (document: vscode.TextDocument) => lookWithin(document, 0);
  const forget = (uri: string): void => {
    clearTimeout(waiting.get(uri)?.timer);
    waiting.delete(uri);
    if (!noted.delete(uri)) return;
    keeper.book.setBuffer(uri, undefined);
    keeper.changed();
  };

  vscode.workspace.textDocuments.forEach(lookNow);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(lookNow),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      // Without changes it only became dirty or clean, which `onDidSave` tells as well.
      if (contentChanges.length > 0) lookWithin(document, quietMs);
    }),
    vscode.workspace.onDidSaveTextDocument(lookNow),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => forget(uri.toString())),
    // Most are opened before their tab is, and kept for minutes after it.
    vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
      if (opened.length + closed.length > 0) lookAgain(noted, lookNow);
    }),
    vscode.window.onDidChangeVisibleTextEditors(() => lookAgain(noted, lookNow)),
    {
      dispose: () => {
        for (const { timer } of waiting.values()) clearTimeout(timer);
      },
    },
  );
}

/** Which documents count has changed: those that came are looked at, those that went are forgotten. */
function lookAgain(noted: ReadonlyMap<string, Noted>, look: (document: vscode.TextDocument) => void): void {
  for (const document of vscode.workspace.textDocuments) {
    const known = noted.has(document.uri.toString());
    if (known !== isWatched(document)) look(document);
  }
}

/** Git's side of a comparison, and the cells of a notebook, show a text that is known by its file too. */
function viewOf(uri: vscode.Uri): FileView | undefined {
  if (uri.scheme === 'git')
    return { kind: 'version', of: uri.with({ scheme: 'file', query: '' }).toString() };
  const notebook = notebookOf(uri);
  return notebook && { kind: 'cell', of: notebook.toString() };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
