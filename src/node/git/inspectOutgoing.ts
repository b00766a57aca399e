import type { OutgoingFacts } from '../../guardrails/facts.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { GitContext } from './gitContext.ts';
import { readChangedFiles } from './readChangedFiles.ts';
import { readDefaultBranch } from './readDefaultBranch.ts';
import { readOutgoingChanges } from './readOutgoingChanges.ts';
import { readTeamFiles } from './readTeamFiles.ts';
import { scanOutgoing } from './scanOutgoing.ts';

/** What the rules of a push ask the person's repository. No network, no token. */
export function inspectorOf(context: GitContext) {
  return {
    async outgoing(
      facts: RepositoryFacts,
      target: PushTarget,
      signal?: CancelSignal,
    ): Promise<OutgoingFacts> {
      const changes = await readOutgoingChanges(context, facts, target, signal);
      return scanOutgoing(context, facts, changes, signal);
    },
    changedFiles: (facts: RepositoryFacts, signal?: CancelSignal) => readChangedFiles(context, facts, signal),
    defaultBranch: (facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal) =>
      readDefaultBranch(context, facts, target, signal),
    teamFiles: (facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal) =>
      readTeamFiles(context, facts, target, signal),
  };
}
