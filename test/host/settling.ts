import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';

/**
 * Until what nobody waits for has come: turns of this process, looks at the disk and questions to the window, each of
 * which queues behind those that were begun before. A number of them and not a time, which a busy machine would outrun.
 */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) {
    await stat(tmpdir());
    await vscode.commands.executeCommand('setContext', 'tokenWardenTest.turn', turn);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
