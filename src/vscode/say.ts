import * as vscode from 'vscode';
import type { CommandId } from '../manifest.ts';
import { Failure } from '../shared/failure.ts';
import type { Log } from './log.ts';
import type { Advice, AdviceStep } from './messages/advice.ts';
import { type Area, adviseProblem } from './messages/adviseFailure.ts';
import { fail } from './notify.ts';

/** Acts that only the vault or a caller can do. */
export interface StepActs {
  readonly acceptEmptyStore: () => Promise<void>;
  /** Rotates the entry that was used; without it, the one used here. */
  readonly rotate?: () => Promise<void>;
}

/**
 * Tells a failure: our sentence, the button for its next step, and the log for the server's words. A cancelled action
 * says nothing, the person knows.
 */
export async function sayFailure(error: unknown, area: Area, log: Log, acts: StepActs): Promise<void> {
  if (Failure.is(error) && error.problem.kind === 'cancelled') return;
  log.failure(area, error);
  const advice = adviseProblem(Failure.is(error) ? error.problem : { kind: 'unexpected' }, area);
  await sayAdvice(advice, log, acts);
}

/** Shows one refusal with its next step; does the step when the person chooses it. */
export async function sayAdvice(advice: Advice, log: Log, acts: StepActs): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const buttons = advice.next ? [advice.next.label, showLog] : [showLog];
  const answer = await fail(advice.text, ...buttons);
  if (answer === undefined) return;
  if (answer === showLog) log.show();
  else if (advice.next) await take(advice.next, acts);
}

async function take(step: AdviceStep, acts: StepActs): Promise<void> {
  const run = (command: CommandId) => vscode.commands.executeCommand(command);
  switch (step.kind) {
    case 'rotate':
      return acts.rotate ? acts.rotate() : void (await run('tokenWarden.rotateToken'));
    case 'add':
      return void (await run('tokenWarden.addToken'));
    case 'useAnother':
      return void (await run('tokenWarden.useAnotherHere'));
    case 'push':
      return void (await run('tokenWarden.pushBranch'));
    case 'fetch':
      return void (await run('tokenWarden.fetchWithToken'));
    case 'reload':
      return void (await vscode.commands.executeCommand('workbench.action.reloadWindow'));
    case 'trust':
      return void (await vscode.commands.executeCommand('workbench.trust.manage'));
    case 'settings':
      return void (await vscode.commands.executeCommand('workbench.action.openSettings', step.setting));
    case 'acceptEmptyStore':
      return acts.acceptEmptyStore();
    case 'open':
      return void (await vscode.env.openExternal(vscode.Uri.parse(step.url, true)));
  }
}
