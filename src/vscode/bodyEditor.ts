import * as vscode from 'vscode';

const ourScheme = 'token-warden-draft';

interface Draft {
  readonly bytes: Uint8Array;
  readonly changed: number;
}

/** Where a body is between *Body* and the form: in memory only, in a file system of our own. */
export class BodyEditor implements vscode.FileSystemProvider {
  readonly #drafts = new Map<string, Draft>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #scheme: string;
  #count = 0;

  readonly onDidChangeFile = this.#changed.event;

  private constructor(scheme: string) {
    this.#scheme = scheme;
  }

  static register(context: Pick<vscode.ExtensionContext, 'subscriptions'>, scheme = ourScheme): BodyEditor {
    const editor = new BodyEditor(scheme);
    const options = { isCaseSensitive: true };
    context.subscriptions.push(vscode.workspace.registerFileSystemProvider(scheme, editor, options));
    // VS Code opens the tabs of the last session again; what they showed is gone.
    const stale = tabs().filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme,
    );
    if (stale.length > 0) void vscode.window.tabGroups.close(stale, true);
    return editor;
  }

  /**
   * Opens an editor with the text and waits: saving it or closing its tab ends with what was saved last, aborting with
   * undefined. However it ends, the tab is closed, nothing is asked about saving, and nothing listens any more.
   */
  async edit(name: string, text: string, signal: AbortSignal): Promise<string | undefined> {
    this.#count++;
    const uri = vscode.Uri.from({
      scheme: this.#scheme,
      path: `/${this.#count}/${name.replaceAll('/', '-')}.md`,
    });
    const key = uri.toString();
    this.writeFile(uri, new TextEncoder().encode(text));
    const listening: vscode.Disposable[] = [];
    // Listens first: on a slow machine the person has saved before VS Code says that the editor is there.
    const end = ended(uri, signal, listening);
    const showing = show(uri);
    try {
      await Promise.race([end, showing]);
      const how = await end;
      const saved = new TextDecoder().decode(this.#drafts.get(key)?.bytes);
      // A tab that is not saved would ask about it when it is closed.
      if (how === 'aborted') await documentOf(uri)?.save();
      await close(uri);
      return how === 'aborted' ? undefined : saved;
    } finally {
      for (const one of listening) one.dispose();
      this.#drafts.delete(key);
      // Aborted while it was being opened: it would come after all.
      showing.then(
        () => close(uri),
        () => undefined,
      );
    }
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, changed } = this.#draft(uri);
    return { type: vscode.FileType.File, ctime: changed, mtime: changed, size: bytes.byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#draft(uri).bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const key = uri.toString();
    const before = this.#drafts.get(key);
    this.#drafts.set(key, { bytes, changed: Math.max(Date.now(), (before?.changed ?? 0) + 1) });
    if (before) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  #draft(uri: vscode.Uri): Draft {
    const draft = this.#drafts.get(uri.toString());
    if (draft === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return draft;
  }
}

/**
 * Saved by the person (not by an auto-save in the middle of a word), its last tab closed, or aborted. A save that meets
 * a running auto-save is one with it and not seen here: the second one is.
 */
function ended(
  uri: vscode.Uri,
  signal: AbortSignal,
  listening: vscode.Disposable[],
): Promise<'done' | 'aborted'> {
  const key = uri.toString();
  let byItself = false;
  return new Promise((resolve) => {
    const abort = () => resolve('aborted');
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    listening.push(
      { dispose: () => signal.removeEventListener('abort', abort) },
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (document.uri.toString() === key) byItself = reason !== vscode.TextDocumentSaveReason.Manual;
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document.uri.toString() === key && !byItself) resolve('done');
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        const gone = closed.some(
          ({ input }) => input instanceof vscode.TabInputText && isSame(input.uri, uri),
        );
        if (gone && tabsOf(uri).length === 0) resolve('done');
      }),
    );
  });
}

async function show(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
}

function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => isSame(document.uri, uri));
}

async function close(uri: vscode.Uri): Promise<void> {
  const mine = tabsOf(uri);
  if (mine.length > 0) await vscode.window.tabGroups.close(mine);
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return tabs().filter(({ input }) => input instanceof vscode.TabInputText && isSame(input.uri, uri));
}

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}
