import { join } from 'node:path';
import * as vscode from 'vscode';
import type { JudgedLeak } from './leaks/judgeLeaks.ts';
import { placeCleaner } from './node/leaks/placeCleaner.ts';
import { newSalt, printer } from './node/leaks/printer.ts';
import { workerScanner } from './node/leaks/workerScanner.ts';
import { countLeaked } from './tree/leakNodes.ts';
import type { Vault } from './vault/vault.ts';
import type { Core } from './vscode/core.ts';
import { leakDiagnostics } from './vscode/leaks/leakDiagnostics.ts';
import { LeakKeeper } from './vscode/leaks/leakKeeper.ts';
import type { LeakServices } from './vscode/leaks/leakServices.ts';
import { watchDocuments } from './vscode/leaks/watchDocuments.ts';
import { watchFiles } from './vscode/leaks/watchFiles.ts';
import type { Memory } from './vscode/memory.ts';
import { type LeakPlacePorts, wireLeakPlaces } from './wireLeakPlaces.ts';

/** What finds tokens where they should not lie, and the one list of what was found. */
export function wireLeaks(
  { context, state }: Core,
  vault: Vault,
  memory: Memory,
  suggestedGit: LeakPlacePorts['suggestedGit'],
): LeakServices {
  const salt = () => memory.leakSalt(newSalt);
  const keeper = new LeakKeeper({ vault, memory, print: printer(salt) });
  const scanner = workerScanner({
    workerFile: join(context.extensionPath, 'dist', 'scan.js'),
    salt,
    // In a workspace that nobody trusts no program is run.
    appRoot: () => (vscode.workspace.isTrusted ? vscode.env.appRoot : undefined),
  });
  const wanted = new vscode.EventEmitter<void>();
  context.subscriptions.push(
    keeper,
    scanner,
    wanted,
    leakDiagnostics({ keeper, state }),
    watchDocuments(keeper),
    watchFiles(keeper),
    keeper.onDidChange(drawAgain(state)),
    // Whose a found token is changes with the vault.
    state.onDidChange(() => keeper.changed()),
  );
  const places = { print: keeper.print, globalStorage: context.globalStorageUri, suggestedGit };
  const cleaner = placeCleaner(keeper.print);
  return { keeper, scanner, wanted, cleaner, takenOut: [], ...wireLeakPlaces(places) };
}

/** The hover of the status bar counts them; a new picture of the vault is not read for it. */
function drawAgain(state: Core['state']): (all: readonly JudgedLeak[]) => void {
  let told = 0;
  return (all) => {
    const count = countLeaked(all);
    if (count === told) return;
    told = count;
    void state.refresh(Number.POSITIVE_INFINITY).catch(() => undefined);
  };
}
