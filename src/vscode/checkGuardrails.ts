import * as vscode from 'vscode';
import { aboutCommits } from '../guardrails/commitRules.ts';
import { mayPassOnce } from '../guardrails/judgeGuardrails.ts';
import type { Refusal, Rule } from '../guardrails/refusal.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import { Failure } from '../shared/failure.ts';
import { judgePush } from '../teamPolicy/judgeTeamFile.ts';
import { askAboutRefusals } from './askAboutRefusals.ts';
import type { OpenGit } from './gitShell.ts';
import { type GuardedStep, lookAtGuardrails } from './lookAtGuardrails.ts';
import { ruleWord } from './messages/guardrails.ts';
import type { PushStep } from './readyPush.ts';
import { runTasks } from './runTasks.ts';
import type { Services } from './services.ts';

export interface GuardrailOptions {
  /** Another program asked: it is offered no override. */
  readonly byProgram: boolean;
  /** Of work that shows its own progress; without it, this shows one with a Cancel button. */
  readonly signal?: CancelSignal | undefined;
  /** What the person is doing; *Push Branch* when it is not said. */
  readonly title?: string;
  /**
   * A second look, at a push that brings more commits than the first one saw: only the rules about commits, for the
   * others were answered and no task is run twice.
   */
  readonly commitsOnly?: boolean;
}

/** For the record: what was let pass by the person, or why nothing went on. */
export type GuardrailOutcome =
  | { readonly kind: 'passed'; readonly overridden: readonly Rule[] }
  | { readonly kind: 'stopped'; readonly refusals: readonly Refusal[] };

/** The step with what the person let pass noted on it, or undefined when the rules stop it. */
export async function passGuardrails(
  services: Services,
  step: PushStep,
  byProgram: boolean,
): Promise<PushStep | undefined> {
  const outcome = await askGuardrails(services, step.git, step, { byProgram });
  return outcome.kind === 'passed'
    ? { ...step, byProgram, guarded: { overrides: outcome.overridden } }
    : undefined;
}

/**
 * Judges a push by the rules, before any token is taken from its store. Says nothing when nothing is refused; else asks
 * once. An override is for this push only and remembered nowhere. Throws `Failure` `untrusted` or `cancelled`.
 */
export async function askGuardrails(
  services: Services,
  git: Pick<OpenGit, 'inspector'>,
  step: GuardedStep,
  options: GuardrailOptions,
): Promise<GuardrailOutcome> {
  // It runs git and tasks, both of which a repository can shape.
  if (!vscode.workspace.isTrusted) throw new Failure({ kind: 'untrusted' });
  const { signal, byProgram, commitsOnly } = options;
  const now = services.clock.now();
  const refusals =
    signal === undefined
      ? await services.work.run(vscode.l10n.t('Checking what would be pushed'), (own, report) =>
          refusalsOf(git, step, { byProgram, now, signal: own, report }),
        )
      : await (commitsOnly ? commitRefusals : refusalsOf)(git, step, { byProgram, now, signal });
  if (refusals.length === 0) return { kind: 'passed', overridden: [] };
  const mayPass = mayPassOnce(refusals, byProgram);
  const passed = await askAboutRefusals(refusals, { folder: step.folder, mayPass, ...options });
  const rules = [...new Set(refusals.map(({ rule }) => rule))];
  services.log.info(
    `${passed ? 'let pass once' : 'stopped'} by ${byProgram ? 'rule, for another program' : 'rule'}: ${rules.map(ruleWord).join(', ')}`,
  );
  return passed ? { kind: 'passed', overridden: rules } : { kind: 'stopped', refusals };
}

interface Looking {
  readonly byProgram: boolean;
  /** ms since the epoch. */
  readonly now: number;
  readonly signal: CancelSignal;
  readonly report?: (message: string) => void;
}

async function commitRefusals(
  git: Pick<OpenGit, 'inspector'>,
  step: GuardedStep,
  { now, signal }: Looking,
): Promise<readonly Refusal[]> {
  const { refusals } = await lookAtGuardrails(git, step, now, signal);
  return aboutCommits(refusals);
}

/** Tasks take minutes: they run only when the person could still go on, and their ends are asked about with the rest. */
async function refusalsOf(
  git: Pick<OpenGit, 'inspector'>,
  step: GuardedStep,
  { byProgram, now, signal, report }: Looking,
): Promise<readonly Refusal[]> {
  const { guardrails, facts, team, refusals } = await lookAtGuardrails(git, step, now, signal);
  if (guardrails.requiredTasks.value.length === 0 || !mayGoOn(refusals, byProgram)) return refusals;
  const tasks = await runTasks(vscode.tasks, guardrails.requiredTasks.value, {
    folder: step.folder,
    signal,
    ...(report === undefined ? {} : { onTask: report }),
  });
  return judgePush({ ...facts, tasks }, guardrails, team);
}

function mayGoOn(refusals: readonly Refusal[], byProgram: boolean): boolean {
  return refusals.length === 0 || mayPassOnce(refusals, byProgram);
}
