import * as vscode from 'vscode';
import type { HookProblem } from '../push/problems.ts';
import type { Failure } from '../shared/failure.ts';
import { adviseProblem } from './messages/adviseFailure.ts';
import { nextSteps } from './messages/steps.ts';
import { fail } from './notify.ts';
import type { Services } from './services.ts';
import { showDetails } from './stepActs.ts';

/**
 * Says why the hook ended a push, with what it wrote in the details. True when the person takes its word back for this
 * one push; that is never remembered.
 */
export async function askWithoutHook(
  { log, clock, documents }: Pick<Services, 'log' | 'clock' | 'documents'>,
  veto: Failure<HookProblem>,
): Promise<boolean> {
  log.failure('push', veto);
  const { problem, details: words } = veto;
  const without = vscode.l10n.t('Push Without the Hook');
  const { details } = nextSteps();
  const advice = adviseProblem(problem, 'push');
  const answer = await fail(advice.text, without, details.label);
  if (answer === details.label) {
    await showDetails(documents, { area: 'push', cause: problem.kind, advice, words, at: clock.now() });
  }
  return answer === without;
}
