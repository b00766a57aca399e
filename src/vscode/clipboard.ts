import * as vscode from 'vscode';
import { minuteMs } from '../shared/clock.ts';
import type { Secret } from '../shared/secret.ts';

/**
 * The one deliberate way out: the person asked for a copy. The clipboard is cleared after a minute, but only if it
 * still holds this token, so that nothing copied since is lost.
 */
export async function copySecret(secret: Secret): Promise<vscode.Disposable> {
  const value = secret.reveal();
  await vscode.env.clipboard.writeText(value);
  const timer = setTimeout(() => void clearIfUnchanged(value), minuteMs);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    void clearIfUnchanged(value);
  });
}

async function clearIfUnchanged(value: string): Promise<void> {
  if ((await vscode.env.clipboard.readText()) === value) await vscode.env.clipboard.writeText('');
}
