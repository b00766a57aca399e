import type { Proof } from './knownCommits.ts';
import type { PushProblem } from './problems.ts';
import type { PushChoices } from './pushChoices.ts';
import { type ChosenTarget, chooseTarget, type PushTarget } from './pushTarget.ts';
import type { KnownHosts } from './remoteAddress.ts';
import { isPartialClone, type Outgoing, type RepositoryFacts } from './repositoryFacts.ts';

/** Everything a confirmed push needs. After this nothing of the repository's configuration is read again (H14). */
export interface ReadyPush {
  readonly kind: 'push';
  readonly target: PushTarget;
  readonly facts: RepositoryFacts;
  readonly commits: number;
  readonly newBranch: boolean;
  /** Where the remote-tracking ref was when the push was planned. */
  readonly trackingSha?: string | undefined;
  readonly workflowFiles: readonly string[];
  /** What the person chose beside the ordinary. Absent: nothing, which is what every push begins with. */
  readonly choices?: PushChoices;
  /** How it is known that the remote has `target.known`. Absent: it is not, and is asked before anything is sent. */
  readonly proof?: Proof;
}

export type PushPlan = ReadyPush | Exclude<ChosenTarget, { kind: 'target' }>;

/** What the decision needs to know, besides the repository. */
export interface PushSettings {
  readonly known: KnownHosts;
  /** The person's choice among several remotes, this time only. */
  readonly remote?: string;
}

/**
 * Facts in, plan out. `outgoing` is asked for only when there is a target, because it depends on it.
 */
export async function planPush(
  facts: RepositoryFacts,
  settings: PushSettings,
  outgoing: (target: PushTarget) => Promise<Outgoing>,
): Promise<PushPlan> {
  const chosen = chooseTarget(facts, settings.known, settings.remote);
  return chosen.kind === 'target'
    ? judgeOutgoing(facts, chosen.target, await outgoing(chosen.target))
    : chosen;
}

/**
 * How many commits must be pushed before GitHub has the branch as it is here: at least one for a branch it is not known
 * to have. One that is behind its remote-tracking ref (updated on GitHub, then fetched) has none.
 */
export function countUnpushed({ trackingSha, commits }: Outgoing): number {
  return trackingSha === undefined ? Math.max(1, commits) : commits;
}

/** A branch whose remote-tracking ref already holds every commit has nothing to push. A new branch always has. */
export function judgeOutgoing(facts: RepositoryFacts, target: PushTarget, outgoing: Outgoing): PushPlan {
  if (countUnpushed(outgoing) === 0) {
    const problem: PushProblem = { kind: 'nothingToPush', branch: target.branch };
    return { kind: 'refused', problem };
  }
  // An isolated repository borrows what is here and fetches nothing: it must all be here.
  if (isPartialClone(facts) && outgoing.complete !== true) {
    return { kind: 'refused', problem: { kind: 'partialClone' } };
  }
  const { commits, workflowFiles, trackingSha } = outgoing;
  const newBranch = outgoing.trackingSha === undefined;
  const push = { kind: 'push', facts, commits, newBranch, trackingSha, workflowFiles } as const;
  const { anchors } = outgoing;
  const proof = anchors === undefined ? {} : { proof: { kind: 'anchors', anchors } as const };
  return { ...push, target: withKnown(target, outgoing), ...proof };
}

/** The target with what is judged about it fixed: the commits after these. */
export function withKnown(target: PushTarget, { known }: Pick<Outgoing, 'known'>): PushTarget {
  return known === undefined ? target : { ...target, known };
}
