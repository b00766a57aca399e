import * as vscode from 'vscode';
import type { ToPage } from '../../src/dashboard/pageMessages.ts';

/** A panel as an extension sees it, with a page that says and hears what a test wants. */
export interface PlayedPanel {
  readonly html: string;
  readonly options: vscode.WebviewOptions & vscode.WebviewPanelOptions;
  /** What the page was sent, oldest first. */
  readonly heard: readonly ToPage[];
  readonly revealed: number;
  readonly closed: boolean;
  say(raw: unknown): void;
  show(visible: boolean): void;
  close(): void;
}

export interface PlayedPanels {
  readonly all: readonly PlayedPanel[];
  /** As VS Code does after a reload of the window. */
  bringBack(): Promise<PlayedPanel>;
  restore(): void;
}

/** From here on, each panel of web content is played, until `restore`. */
export function playPanels(): PlayedPanels {
  const window = vscode.window as unknown as Record<string, unknown>;
  const before = [window.createWebviewPanel, window.registerWebviewPanelSerializer] as const;
  const all: PlayedPanel[] = [];
  let serializer: vscode.WebviewPanelSerializer | undefined;
  window.createWebviewPanel = (_type: string, _title: string, _where: unknown, options: object) => {
    const { panel, played } = playedPanel(options);
    all.push(played);
    return panel;
  };
  window.registerWebviewPanelSerializer = (_type: string, given: vscode.WebviewPanelSerializer) => {
    serializer = given;
    return new vscode.Disposable(() => undefined);
  };
  return {
    all,
    async bringBack() {
      const { panel, played } = playedPanel({});
      all.push(played);
      await serializer?.deserializeWebviewPanel(panel, undefined);
      return played;
    },
    restore() {
      [window.createWebviewPanel, window.registerWebviewPanelSerializer] = before;
    },
  };
}

function playedPanel(given: object): { readonly panel: vscode.WebviewPanel; readonly played: PlayedPanel } {
  const said = new vscode.EventEmitter<unknown>();
  const moved = new vscode.EventEmitter<unknown>();
  const gone = new vscode.EventEmitter<void>();
  const heard: ToPage[] = [];
  let revealed = 0;
  let closed = false;
  const webview = {
    html: '',
    options: given,
    cspSource: 'https://own.example',
    asWebviewUri: (uri: vscode.Uri) => vscode.Uri.parse(`https://own.example${uri.path}`),
    onDidReceiveMessage: said.event,
    postMessage: async (message: ToPage) => {
      // As the wire between them does: what cannot be written down does not arrive.
      heard.push(JSON.parse(JSON.stringify(message)) as ToPage);
      return true;
    },
  };
  const close = () => {
    if (closed) return;
    closed = true;
    gone.fire();
  };
  const panel = {
    webview,
    visible: true,
    onDidChangeViewState: moved.event,
    onDidDispose: gone.event,
    reveal: () => {
      revealed += 1;
    },
    dispose: close,
  };
  const played: PlayedPanel = {
    get html() {
      return webview.html;
    },
    get options() {
      return webview.options;
    },
    get revealed() {
      return revealed;
    },
    get closed() {
      return closed;
    },
    heard,
    say: (raw) => said.fire(raw),
    show(visible) {
      panel.visible = visible;
      moved.fire({});
    },
    close,
  };
  return { panel: panel as unknown as vscode.WebviewPanel, played };
}
