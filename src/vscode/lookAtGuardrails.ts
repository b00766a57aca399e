import type { GuardrailFacts } from '../guardrails/facts.ts';
import type { Guardrails } from '../guardrails/guardrails.ts';
import type { Refusal } from '../guardrails/refusal.ts';
import { remoteBranchOf } from '../push/branchName.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import { judgePush, readTeamFile, type TeamLook } from '../teamPolicy/judgeTeamFile.ts';
import type { TeamRules } from '../teamPolicy/teamRules.ts';
import type { Entry } from '../tokens/entry.ts';
import type { OpenGit } from './gitShell.ts';
import { guardrailsFromSettings } from './guardrailSettings.ts';

/** What is judged. A `PushStep` is one; so is a pull request for a branch that needs no push. */
export interface GuardedStep {
  readonly folder: string;
  readonly push: Pick<ReadyPush, 'facts' | 'target'>;
  readonly entry: Entry;
  /** Who opens the pull request that follows, where that is another one. */
  readonly opener?: Entry;
}

/** What the rules say before any task has run. */
export interface GuardrailLook {
  readonly guardrails: Guardrails;
  /** Without the tasks. */
  readonly facts: GuardrailFacts;
  readonly team: TeamLook;
  readonly refusals: readonly Refusal[];
}

/**
 * Reads and judges; runs no task and changes nothing, so a preview may ask it too. What no rule asks about is not read.
 * The repository's own rules come beside the person's and take nothing from them. `now` in ms since the epoch. Throws
 * `Failure` `cancelled`.
 */
export async function lookAtGuardrails(
  git: Pick<OpenGit, 'inspector'>,
  { push: { facts: repository, target }, entry, opener }: GuardedStep,
  now: number,
  signal?: CancelSignal,
): Promise<GuardrailLook> {
  const guardrails = guardrailsFromSettings();
  const { inspector } = git;
  const [outgoing, files] = await Promise.all([
    inspector.outgoing(repository, target, signal),
    inspector.teamFiles(repository, target, signal),
  ]);
  const entries = opener === undefined || opener.id === entry.id ? [entry] : [entry, opener];
  const team: TeamLook = { files: files.map(readTeamFile), entries, now };
  const asks = (rule: (rules: TeamRules) => boolean) => team.files.some(({ policy }) => rule(policy.rules));
  const needsTree = guardrails.cleanTree.value || asks(({ requireCleanTree }) => requireCleanTree);
  const needsDefault =
    guardrails.protectedBranches.value.length > 0 ||
    asks(({ protectedBranches }) => protectedBranches.length > 0);
  const [changedFiles, defaultBranch] = await Promise.all([
    needsTree ? inspector.changedFiles(repository, signal) : [],
    needsDefault ? inspector.defaultBranch(repository, target, signal) : undefined,
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
  return { guardrails, facts, team, refusals: judgePush(facts, guardrails, team) };
}
