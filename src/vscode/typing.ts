import * as vscode from 'vscode';

let last = Number.NEGATIVE_INFINITY;

/** Somebody types. Only the moment is kept: never what, where or how much. */
export function noteTyping(): void {
  // Steady: a clock that is set must not make typing a thing of tomorrow.
  last = performance.now();
}

/** How long ago somebody typed in this window (ms); infinite for never. */
export function sinceTyping(): number {
  return performance.now() - last;
}

/**
 * Notes typing in documents. A file that changes on disk, or an output that grows, is nobody typing: those are not
 * dirty. A document may be told of as dirty only from its second letter on, which is soon enough. The box for a commit
 * message never is dirty, and only people write there.
 */
export function watchTyping(): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    if (document.isDirty || document.uri.scheme === 'vscode-scm') noteTyping();
  });
}
