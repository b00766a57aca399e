import * as vscode from 'vscode';
import type { RevokeTarget } from '../rotation/revokePorts.ts';
import type { Keeping } from '../vault/judgeStore.ts';
import { type RevokeQuestion, revokeQuestion } from './messages/revoking.ts';
import { confirm } from './notify.ts';
import { askText } from './prompts.ts';

/** Asks before tokens of the vault are revoked. */
export function confirmRevoking(
  targets: readonly RevokeTarget[],
  keeping: Keeping,
  byProgram: boolean,
): Promise<boolean> {
  return confirmTyped(revokeQuestion(targets, keeping, byProgram));
}

/**
 * The only way to a revocation: one question that says everything that cannot be taken back, then a word typed by hand.
 * Asked whoever called, because any program can run a command and none can type into a box (E02). False changes nothing.
 */
export async function confirmTyped({ question, detail, go, word }: RevokeQuestion): Promise<boolean> {
  const { t } = vscode.l10n;
  if (!(await confirm(question, detail, go))) return false;
  const typed = await askText({
    title: question,
    prompt: t('Type {0} to revoke. Escape leaves everything as it is.', word),
    refuse: (value) =>
      value.trim() === word ? undefined : t('Type exactly {0}, or leave with Escape.', word),
  });
  return typed?.trim() === word;
}
