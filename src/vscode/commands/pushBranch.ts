import * as vscode from 'vscode';
import type { HookProblem } from '../../push/problems.ts';
import type { PushResult } from '../../push/pushBranch.ts';
import { choicesOf } from '../../push/pushChoices.ts';
import { Failure } from '../../shared/failure.ts';
import { askWithoutHook } from '../askWithoutHook.ts';
import { passGuardrails } from '../checkGuardrails.ts';
import { isConfirmed, rememberConfirmed } from '../confirmations.ts';
import { pushedText, pushQuestion } from '../messages/pushing.ts';
import { appToOffer, moveToApp } from '../moveToApp.ts';
import { confirm, inform } from '../notify.ts';
import { openGit } from '../openGit.ts';
import { performPush } from '../performPush.ts';
import { pickRepository } from '../pickRepository.ts';
import { type PushStep, type ReadyOptions, readyPush } from '../readyPush.ts';
import { sayUsing } from '../sayUsing.ts';
import type { Services } from '../services.ts';

/**
 * Pushes the branch that is checked out, with exactly one token, from an isolated repository. `asks` is true when
 * another program called with arguments: then the person is always asked (E02).
 */
export async function pushBranch(services: Services, asks: boolean): Promise<void> {
  const step = await startPush(services, vscode.l10n.t('Push Branch'));
  if (step !== undefined) await pushAndTell(services, step, asks);
}

/** A push from the repository at hand that only needs the person's word; undefined when they leave. */
export async function startPush(
  services: Services,
  title: string,
  options: ReadyOptions = {},
): Promise<PushStep | undefined> {
  const folder = await pickRepository(services, title);
  if (folder === undefined) return undefined;
  await services.pushes.refuseBusy(folder);
  return readyPush(services, await openGit(services), folder, undefined, options);
}

/** Asks where it must, pushes, and says how it ended. */
export async function pushAndTell(services: Services, step: PushStep, asks: boolean): Promise<void> {
  let result: PushResult | undefined;
  try {
    const guarded = await passGuardrails(services, step, asks);
    if (guarded === undefined) return;
    result = await confirmAndPush(services, guarded, asks);
  } catch (error) {
    if (!asks && isVeto(error)) return offerWithoutHook(services, step, error);
    return sayUsing(services, 'push', error, { entry: step.entry, address: step.push.target });
  }
  if (result === undefined) return;
  const open = vscode.l10n.t('Create Draft Pull Request');
  const app = await appToOffer(services, step.entry, step.push.target);
  const useApp = vscode.l10n.t('Use the App Here');
  const answer = await inform(pushedText(result), open, ...(app === undefined ? [] : [useApp]));
  if (answer === useApp) await moveToApp(services, step.entry, app);
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

function isVeto(error: unknown): error is Failure<HookProblem> {
  return Failure.is(error) && ['hookRefused', 'hookTimeout', 'hookNotRunnable'].includes(error.problem.kind);
}

/** The hook's word stands unless the person takes it back here. Never offered to another program. */
async function offerWithoutHook(
  services: Services,
  step: PushStep,
  veto: Failure<HookProblem>,
): Promise<void> {
  if (!(await askWithoutHook(services, veto))) return;
  const choices = { ...choicesOf(step.push), skipHook: true };
  await pushAndTell(services, { ...step, push: { ...step.push, choices } }, false);
}
