import * as vscode from 'vscode';
import type { CommandId } from '../manifest.ts';
import { Failure, type Problem } from '../shared/failure.ts';
import type { Permissions } from '../shared/permissions.ts';
import { commandOf } from './commandArea.ts';
import type { Log } from './log.ts';
import type { Advice, AdviceStep } from './messages/advice.ts';
import { type Area, adviseProblem } from './messages/adviseFailure.ts';
import type { Told } from './messages/details.ts';
import type { Place } from './messages/place.ts';
import { nextSteps } from './messages/steps.ts';
import { fail } from './notify.ts';

/** Acts that only the vault or a caller can do. */
export interface StepActs {
  readonly acceptEmptyStore: () => Promise<void>;
  /** Opens what was said about a refusal, redacted. */
  readonly showDetails: (told: Told) => Promise<void>;
  readonly now: () => number;
  /** Rotates the entry that was used, with what its refusal says of the next one; without it, the one used here. */
  readonly rotate?: (grant?: Permissions, refusal?: Problem) => Promise<void>;
  /** The same command once more; without it, the command of the area. */
  readonly retry?: () => Promise<void>;
}

/**
 * Tells a failure: our sentence, the button for its next step, and the details for the server's words. A cancelled
 * action says nothing, the person knows.
 */
export async function sayFailure(
  error: unknown,
  area: Area,
  log: Log,
  acts: StepActs,
  place?: Place,
): Promise<void> {
  if (Failure.is(error) && error.problem.kind === 'cancelled') return;
  log.failure(area, error);
  const problem = Failure.is(error) ? error.problem : { kind: 'unexpected' };
  const advice = adviseProblem(problem, area, place);
  const words = Failure.is(error) ? error.details : '';
  const { rotate } = acts;
  const shaped = rotate && { rotate: (grant?: Permissions) => rotate(grant, problem) };
  await sayAdvice({ area, cause: problem.kind, advice, words, at: acts.now() }, { ...acts, ...shaped });
}

/** Shows one refusal with its next step; does the step when the person chooses it. */
async function sayAdvice(told: Told, acts: StepActs): Promise<void> {
  const step = stepOf(told.advice, told.area, acts);
  const { details } = nextSteps();
  const buttons = step.kind === 'details' ? [step.label] : [step.label, details.label];
  const answer = await fail(told.advice.text, ...buttons);
  if (answer === undefined) return;
  if (answer === step.label && step.kind !== 'details') return take(step, told.area, acts);
  await acts.showDetails(told);
}

/** Trying again needs something that can: where nothing is, what was said is shown instead. */
function stepOf({ next }: Advice, area: Area, acts: Pick<StepActs, 'retry'>): AdviceStep {
  const canRetry = acts.retry !== undefined || commandOf[area] !== undefined;
  return next.kind === 'retry' && !canRetry ? nextSteps().details : next;
}

async function take(step: AdviceStep, area: Area, acts: StepActs): Promise<void> {
  const run = (command: CommandId) => vscode.commands.executeCommand(command);
  switch (step.kind) {
    case 'rotate':
      return acts.rotate ? acts.rotate(step.grant) : void (await run('tokenWarden.rotateToken'));
    case 'add':
      return void (await run('tokenWarden.addToken'));
    case 'signIn':
      return void (await run('tokenWarden.signInWithCode'));
    case 'useAnother':
      return void (await run('tokenWarden.useAnotherHere'));
    case 'setUpBroker':
      return void (await run('tokenWarden.setUpBroker'));
    case 'push':
      return void (await run('tokenWarden.pushBranch'));
    case 'pullRequest':
      return void (await run('tokenWarden.createDraftPullRequest'));
    case 'retry': {
      const command = commandOf[area];
      if (acts.retry) return acts.retry();
      return command && void (await run(command));
    }
    case 'sourceControl':
      return void (await vscode.commands.executeCommand('workbench.view.scm'));
    case 'details':
      return;
    case 'pushWithOptions':
      return void (await run('tokenWarden.pushWithOptions'));
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
