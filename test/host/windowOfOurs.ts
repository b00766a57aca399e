import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandId } from '../../src/manifest.ts';
import { startUp } from '../../src/startUp.ts';

/** Called before each use of what a window keeps things in; it may throw. */
export type Fault = (where: string) => void;

/** The whole extension, wired as it ships, on a store of its own: what it keeps can be read, put back and made to fail. */
export interface WindowOfOurs {
  /** Its global storage folder. */
  readonly storage: string;
  run(id: CommandId, ...given: readonly unknown[]): Promise<void>;
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
  const { run, stop } = startUp(context);
  return {
    storage,
    run: (id, ...given) => withoutFileSystem(() => run(id, given)),
    kept: () => ({
      secrets: JSON.stringify([...secrets]),
      memory: JSON.stringify([...memory]),
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
      // What it showed would be in front of what the next test shows.
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand('workbench.action.closePanel');
      rmSync(storage, { recursive: true, force: true });
      rmSync(aside, { recursive: true, force: true });
    },
  };
}

/** The installed extension has our scheme in this process already, and VS Code gives it to one only. */
async function withoutFileSystem<T>(work: () => Promise<T>): Promise<T> {
  const workspace = vscode.workspace as { registerFileSystemProvider: unknown };
  const register = workspace.registerFileSystemProvider;
  workspace.registerFileSystemProvider = () => new vscode.Disposable(() => undefined);
  try {
    return await work();
  } finally {
    workspace.registerFileSystemProvider = register;
  }
}
