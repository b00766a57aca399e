import * as vscode from 'vscode';

const eachMs = 100;

/**
 * Runs a command with nobody at the keyboard: whatever it asks is left, as a person leaves it with Escape, until the
 * command ends. Gives what the command answered to its caller.
 */
export async function runAndLeave(command: string, ...given: readonly unknown[]): Promise<unknown> {
  let ended = false;
  const answer = Promise.resolve(vscode.commands.executeCommand(command, ...given)).finally(() => {
    ended = true;
  });
  while (!ended) {
    await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, eachMs))]);
    if (ended) break;
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
  }
  return answer;
}
