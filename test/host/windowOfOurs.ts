import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandId, ViewCommandId } from '../../src/manifest.ts';
import { startUp } from '../../src/startUp.ts';
import type { TreeLine } from '../../src/vscode/view/treeShell.ts';

/** Called before each use of what a window keeps things in; it may throw. */
export type Fault = (where: string) => void;

/** The whole extension, wired as it ships, on a store of its own: what it keeps can be read, put back and made to fail. */
export interface WindowOfOurs {
  /** Its global storage folder. */
  readonly storage: string;
  run(id: CommandId | ViewCommandId, ...given: readonly unknown[]): Promise<unknown>;
  /** Its view: the real one belongs to the extension that is installed. */
  readonly tree: TreeOfOurs;
  /** Everything it kept, as text. */
  kept(): { readonly secrets: string; readonly memory: string };
  /** A value that is in its store without having come from it. */
  plant(key: string, value: string): void;
  /** VS Code says that a value changed; it says nothing by itself here. */
  tell(key: string): void;
  /** Remembers what is kept now; the function puts it back. */
  remember(): () => void;
  close(): Promise<void>;
}

/** What VS Code would be given and told of the view. */
export interface TreeOfOurs {
  readonly provider: vscode.TreeDataProvider<TreeLine>;
  readonly view: { badge?: vscode.ViewBadge | undefined };
  /** Opens or closes it, as a person does. */
  show(visible: boolean): void;
  /** Lines that were to be drawn again, for each time; undefined is everything. */
  readonly drawn: (readonly TreeLine[] | undefined)[];
  readonly revealed: TreeLine[];
}

export async function windowOfOurs(fault: Fault = () => undefined): Promise<WindowOfOurs> {
  const storage = mkdtempSync(join(tmpdir(), 'tw-window-'));
  const aside = mkdtempSync(join(tmpdir(), 'tw-aside-'));
  const secrets = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const subscriptions: vscode.Disposable[] = [];
  const changed = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  const context = {
    subscriptions,
    extension: vscode.extensions.getExtension('token-warden.token-warden'),
    extensionPath: vscode.extensions.getExtension('token-warden.token-warden')?.extensionPath,
    globalStorageUri: vscode.Uri.file(storage),
    globalState: {
      keys: () => [...memory.keys()],
      get: (key: string, nothing?: unknown) => memory.get(key) ?? nothing,
      update: async (key: string, value: unknown) => {
        fault(`globalState.update ${key}`);
        if (value === undefined) memory.delete(key);
        else memory.set(key, structuredClone(value));
      },
    },
    secrets: {
      onDidChange: changed.event,
      get: async (key: string) => {
        fault('secrets.get');
        return secrets.get(key);
      },
      store: async (key: string, value: string) => {
        fault('secrets.store');
        secrets.set(key, value);
      },
      delete: async (key: string) => {
        fault('secrets.delete');
        secrets.delete(key);
      },
      keys: async () => {
        fault('secrets.keys');
        return [...secrets.keys()];
      },
    },
  } as unknown as vscode.ExtensionContext;
  // The installed extension loads its lazy part first, and has what VS Code gives to one only.
  await vscode.commands.executeCommand('tokenWarden.view.refresh');
  const restoreChannels = withChannelsApart();
  const restoreFileSystem = withoutFileSystem();
  const restoreSerializer = withoutSerializer();
  const { started, tree } = withTree(() => startUp(context));
  const { run, stop } = started;
  return {
    storage,
    tree,
    run: (id, ...given) => run(id, given),
    kept: () => ({
      secrets: JSON.stringify([...secrets]),
      // That this was not the first window is noted when it is, and is nobody's doing.
      memory: JSON.stringify([...memory].filter(([key]) => key !== 'met')),
    }),
    plant: (key, value) => void secrets.set(key, value),
    tell: (key) => changed.fire({ key }),
    remember() {
      const [oldSecrets, oldMemory] = [[...secrets], structuredClone([...memory])];
      const copy = mkdtempSync(join(aside, 'c-'));
      cpSync(storage, copy, { recursive: true });
      return () => {
        secrets.clear();
        for (const [key, value] of oldSecrets) secrets.set(key, value);
        memory.clear();
        for (const [key, value] of oldMemory) memory.set(key, value);
        rmSync(storage, { recursive: true, force: true });
        cpSync(copy, storage, { recursive: true });
      };
    },
    async close() {
      await stop();
      for (const one of subscriptions.splice(0)) one.dispose();
      restoreChannels();
      restoreFileSystem();
      restoreSerializer();
      // What it showed would be in front of what the next test shows.
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('workbench.action.closePanel');
      rmSync(storage, { recursive: true, force: true });
      rmSync(aside, { recursive: true, force: true });
    },
  };
}

/** VS Code gives one channel for a name, and the installed extension in this process must keep its own. */
function withChannelsApart(): () => void {
  const window = vscode.window as { createOutputChannel: unknown };
  const create = vscode.window.createOutputChannel as (name: string, options: unknown) => unknown;
  window.createOutputChannel = (name: string, options: unknown) => create(`${name} ${randomUUID()}`, options);
  return () => {
    window.createOutputChannel = create;
  };
}

/** The installed extension has our scheme in this process already, and VS Code gives it to one only. */
function withoutFileSystem(): () => void {
  const workspace = vscode.workspace as { registerFileSystemProvider: unknown };
  const register = workspace.registerFileSystemProvider;
  workspace.registerFileSystemProvider = () => new vscode.Disposable(() => undefined);
  return () => {
    workspace.registerFileSystemProvider = register;
  };
}

/** It has our kind of panel, too. */
function withoutSerializer(): () => void {
  const window = vscode.window as { registerWebviewPanelSerializer: unknown };
  const register = window.registerWebviewPanelSerializer;
  window.registerWebviewPanelSerializer = () => new vscode.Disposable(() => undefined);
  return () => {
    window.registerWebviewPanelSerializer = register;
  };
}

/** The view that is made while `start` runs is kept here instead of being shown. */
function withTree<T>(start: () => T): { readonly started: T; readonly tree: TreeOfOurs } {
  const window = vscode.window as { createTreeView: unknown };
  const create = window.createTreeView;
  const drawn: TreeOfOurs['drawn'][number][] = [];
  const revealed: TreeLine[] = [];
  const seen = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
  const show = (visible: boolean) => {
    view.visible = visible;
    seen.fire({ visible });
  };
  const view: TreeOfOurs['view'] & Record<string, unknown> = {
    visible: true,
    onDidChangeVisibility: seen.event,
    reveal: async (line: TreeLine) => void revealed.push(line),
    dispose: () => undefined,
  };
  let provider: vscode.TreeDataProvider<TreeLine> | undefined;
  window.createTreeView = (_id: string, options: vscode.TreeViewOptions<TreeLine>) => {
    provider = options.treeDataProvider;
    provider.onDidChangeTreeData?.((lines) => drawn.push(lines as readonly TreeLine[] | undefined));
    return view;
  };
  try {
    const started = start();
    if (provider === undefined) throw new Error('no view was registered at the start');
    return { started, tree: { provider, view, show, drawn, revealed } };
  } finally {
    window.createTreeView = create;
  }
}
