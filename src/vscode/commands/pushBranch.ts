import * as vscode from 'vscode';
import type { PushResult } from '../../push/pushBranch.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import { pushedText, pushQuestion } from '../messages/pushing.ts';
import { confirm, inform } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { performPush } from '../performPush.ts';
import { pickRepository } from '../pickRepository.ts';
import { type PushStep, readyPush } from '../readyPush.ts';
import { sayUsing } from '../sayUsing.ts';
import type { Services } from '../services.ts';

/**
 * Pushes the branch that is checked out, with exactly one token, from an isolated repository. `asks` is true when
 * another program called with arguments: then the person is always asked (E02).
 */
export async function pushBranch(services: Services, asks: boolean): Promise<void> {
  const { t } = vscode.l10n;
  const folder = await pickRepository(services, t('Push Branch'));
  if (folder === undefined) return;
  await services.pushes.refuseBusy(folder);
  const step = await readyPush(services, await openGit(services), folder);
  if (step === undefined) return;
  let result: PushResult | undefined;
  try {
    result = await confirmAndPush(services, step, asks);
  } catch (error) {
    return sayUsing(services, 'push', error, { entry: step.entry, address: step.push.target });
  }
  if (result === undefined) return;
  const open = t('Create Draft Pull Request');
  const answer = await inform(pushedText(result), open);
  if (answer === open) await vscode.commands.executeCommand('tokenWarden.createDraftPullRequest');
}

async function confirmAndPush(
  services: Services,
  step: PushStep,
  asks: boolean,
): Promise<PushResult | undefined> {
  const { push, entry } = step;
  if (asks || !isConfirmed(entry, push.target)) {
    const { message, detail } = pushQuestion(push, entry, asks);
    if (!(await confirm(message, detail, vscode.l10n.t('Push')))) return undefined;
    await rememberConfirmed(services, entry, push.target);
  }
  return performPush(services, step);
}
