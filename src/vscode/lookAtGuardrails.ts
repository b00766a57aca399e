import type { GuardrailFacts } from '../guardrails/facts.ts';
import type { Guardrails } from '../guardrails/guardrails.ts';
import { judgeGuardrails } from '../guardrails/judgeGuardrails.ts';
import type { Refusal } from '../guardrails/refusal.ts';
import { remoteBranchOf } from '../push/branchName.ts';
import type { CancelSignal } from '../push/cancelSignal.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { Entry } from '../tokens/entry.ts';
import type { OpenGit } from './gitShell.ts';
import { guardrailsFromSettings } from './guardrailSettings.ts';

/** What is judged. A `PushStep` is one; so is a pull request for a branch that needs no push. */
export interface GuardedStep {
  readonly folder: string;
  readonly push: Pick<ReadyPush, 'facts' | 'target'>;
  readonly entry: Pick<Entry, 'login'>;
}

/** What the rules say before any task has run. */
export interface GuardrailLook {
  readonly guardrails: Guardrails;
  /** Without the tasks. */
  readonly facts: GuardrailFacts;
  readonly refusals: readonly Refusal[];
}

/**
 * Reads and judges; runs no task and changes nothing, so a preview may ask it too. What no rule asks about is not read.
 * Throws `Failure` `cancelled`.
 */
export async function lookAtGuardrails(
  git: Pick<OpenGit, 'inspector'>,
  { push: { facts: repository, target }, entry }: GuardedStep,
  signal?: CancelSignal,
): Promise<GuardrailLook> {
  const guardrails = guardrailsFromSettings();
  const { inspector } = git;
  const [outgoing, changedFiles, defaultBranch] = await Promise.all([
    inspector.outgoing(repository, target, signal),
    guardrails.cleanTree.value ? inspector.changedFiles(repository, signal) : [],
    guardrails.protectedBranches.value.length > 0
      ? inspector.defaultBranch(repository, target, signal)
      : undefined,
  ]);
  const facts: GuardrailFacts = {
    repository: { host: target.host.name, owner: target.owner, repo: target.repo },
    branch: remoteBranchOf(target),
    defaultBranch,
    login: entry.login,
    outgoing,
    changedFiles,
    tasks: [],
  };
  return { guardrails, facts, refusals: judgeGuardrails(facts, guardrails) };
}
