import { registerHooks } from 'node:module';

/** As much of VS Code as the extension needs to start and then be left alone in a window without a folder. */

/** From here on `vscode` is this module, until what is answered is called. */
export function standInForVscode(): () => void {
  const url = import.meta.url;
  const hooks = registerHooks({
    resolve: (name, context, next) => {
      if (name === 'vscode') return { url, format: 'module-typescript', shortCircuit: true };
      const found = next(name, context);
      // Copies of their own, so that another stand-in in the same process keeps its own too.
      return /\/src\/(?:vscode\/|app\.ts|startUp\.ts|wire[A-Z]\w+\.ts)/.test(found.url)
        ? { ...found, url: `${found.url}?quiet` }
        : found;
    },
  });
  return () => hooks.deregister();
}

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class MarkdownString {}
export class ThemeColor {}
export class ThemeIcon {}
export class TreeItem {}
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export class Disposable {
  static from = (...all: readonly { dispose(): unknown }[]) => {
    const whole = new Disposable();
    return Object.assign(whole, { dispose: () => void all.map((one) => one.dispose()) });
  };
  readonly dispose = (): void => undefined;
}

/** What was shown, in order. */
export const shown: string[] = [];
export const focus = new EventEmitter<{ readonly focused: boolean }>();
export const typed = new EventEmitter<unknown>();
const never = () => new Disposable();
const message = async (text: string) => void shown.push(text);
const nothing = () => undefined;

export const window = {
  state: { focused: true, active: true },
  activeTextEditor: undefined,
  tabGroups: { all: [], onDidChangeTabs: never },
  onDidChangeWindowState: focus.event,
  onDidChangeActiveTextEditor: never,
  onDidChangeVisibleTextEditors: never,
  visibleTextEditors: [],
  showInformationMessage: message,
  showWarningMessage: message,
  showErrorMessage: message,
  registerWebviewPanelSerializer: never,
  createStatusBarItem: () => ({ show: nothing, hide: nothing, dispose: nothing }),
  createTreeView: () => ({
    visible: false,
    onDidChangeVisibility: never,
    onDidChangeSelection: never,
    onDidExpandElement: never,
    onDidCollapseElement: never,
    dispose: nothing,
  }),
  createOutputChannel: () => ({ info: nothing, error: nothing, show: nothing, dispose: nothing }),
};

export const workspace = {
  workspaceFolders: undefined,
  textDocuments: [],
  isTrusted: true,
  fs: {},
  getConfiguration: () => ({
    inspect: (id: string) => ({ defaultValue: !id.endsWith('hosts') }),
  }),
  onDidChangeWorkspaceFolders: never,
  onDidGrantWorkspaceTrust: never,
  onDidChangeConfiguration: never,
  onDidChangeTextDocument: typed.event,
  onDidOpenTextDocument: never,
  onDidCloseTextDocument: never,
  onDidSaveTextDocument: never,
  onWillSaveTextDocument: never,
  registerTextDocumentContentProvider: never,
  registerFileSystemProvider: never,
  createFileSystemWatcher: () => ({
    onDidChange: never,
    onDidCreate: never,
    onDidDelete: never,
    dispose: nothing,
  }),
};

export const l10n = {
  t: (text: string, ...values: readonly unknown[]) =>
    text.replace(/\{(\d)\}/g, (_all, at: string) => String(values[Number(at)])),
};
export const env = { uiKind: 1, remoteName: undefined, language: 'en' };
export const UIKind = { Desktop: 1 };
export const StatusBarAlignment = { Right: 2 };
export const extensions = { getExtension: nothing, onDidChange: never };
export const CodeActionKind = { QuickFix: {} };
export const languages = {
  createDiagnosticCollection: () => ({ set: nothing, delete: nothing, clear: nothing, dispose: nothing }),
  registerCodeActionsProvider: never,
};
export const commands = { executeCommand: async () => undefined };
