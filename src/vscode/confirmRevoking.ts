import * as vscode from 'vscode';
import type { RevokeTarget } from '../rotation/revokePorts.ts';
import type { Keeping } from '../vault/judgeStore.ts';
import { revokeQuestion } from './messages/revoking.ts';
import { confirm } from './notify.ts';
import { askText } from './prompts.ts';

/**
 * The only way to a revocation: one question that says everything that cannot be taken back, then a word typed by hand.
 * Asked whoever called, because any program can run a command and none can type into a box (E02). False changes nothing.
 */
export async function confirmRevoking(
  targets: readonly RevokeTarget[],
  keeping: Keeping,
  byProgram: boolean,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const { question, detail, go, word } = revokeQuestion(targets, keeping, byProgram);
  if (!(await confirm(question, detail, go))) return false;
  const typed = await askText({
    title: question,
    prompt: t('Type {0} to revoke. Escape leaves everything as it is.', word),
    refuse: (value) =>
      value.trim() === word ? undefined : t('Type exactly {0}, or leave with Escape.', word),
  });
  return typed?.trim() === word;
}
