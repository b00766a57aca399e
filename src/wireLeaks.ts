import { join } from 'node:path';
import * as vscode from 'vscode';
import { newSalt, printer } from './node/leaks/printer.ts';
import { workerScanner } from './node/leaks/workerScanner.ts';
import type { Vault } from './vault/vault.ts';
import type { Core } from './vscode/core.ts';
import { LeakKeeper } from './vscode/leaks/leakKeeper.ts';
import type { LeakServices } from './vscode/leaks/leakServices.ts';
import type { Memory } from './vscode/memory.ts';

/** What finds tokens where they should not lie, and the one list of what was found. */
export function wireLeaks({ context, state }: Core, vault: Vault, memory: Memory): LeakServices {
  const keeper = new LeakKeeper({ vault, memory, print: printer(() => memory.leakSalt(newSalt)) });
  const scanner = workerScanner({
    workerFile: join(context.extensionPath, 'dist', 'scan.js'),
    salt: memory.leakSalt(newSalt),
    // In a workspace that nobody trusts no program is run.
    appRoot: () => (vscode.workspace.isTrusted ? vscode.env.appRoot : undefined),
  });
  context.subscriptions.push(
    keeper,
    scanner,
    // Whose a found token is changes with the vault.
    state.onDidChange(() => keeper.changed()),
  );
  return { keeper, scanner };
}
