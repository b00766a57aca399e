import * as vscode from 'vscode';
import type { CommandId, ViewCommandId } from './manifest.ts';
import { once } from './shared/once.ts';

type Started = import('./startUp.ts').Started;

/**
 * Registers the commands and returns; the status bar follows in the next turn of the event loop, so that the start of
 * the editor never waits for us. It exports nothing, so that no other extension can ask it for anything (E01).
 */
export function activate(context: vscode.ExtensionContext): void {
  const start = once(async () => {
    const { startUp } = await import('./startUp.ts');
    const started = startUp(context);
    active.stop = started.stop;
    return started;
  });
  for (const { command: id } of contributed(context).commands) {
    context.subscriptions.push(
      vscode.commands.registerCommand(id, async (...given: unknown[]) => (await start()).run(id, given)),
    );
  }
  setImmediate(() => void start().catch(() => undefined));
}

/** The manifest itself is the list: a contract test holds it against the table of handlers. */
function contributed({ extension }: vscode.ExtensionContext) {
  return extension.packageJSON.contributes as {
    readonly commands: readonly { readonly command: CommandId | ViewCommandId }[];
  };
}

/** The window goes: a git that is pushing is stopped first, because it holds a token. VS Code waits some seconds. */
export async function deactivate(): Promise<void> {
  await active.stop?.();
}

/** VS Code calls `deactivate` without the context it gave to `activate`, so this one thing lives in the module. */
const active: { stop?: Started['stop'] } = {};
