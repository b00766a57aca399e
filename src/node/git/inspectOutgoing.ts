import type { OutgoingFacts } from '../../guardrails/facts.ts';
import type { CancelSignal } from '../../push/cancelSignal.ts';
import type { PushTarget } from '../../push/pushTarget.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import { readChangedFiles } from './readChangedFiles.ts';
import { readOutgoingChanges } from './readOutgoingChanges.ts';
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
    /** As the last clone or `git remote set-head` left it; undefined when the repository does not say. */
    async defaultBranch(facts: RepositoryFacts, { remote }: PushTarget, signal?: CancelSignal) {
      const head = `refs/remotes/${remote}/HEAD`;
      const asked = await runInRepository(context, facts.folder, ['symbolic-ref', '-q', head], { signal });
      const start = `refs/remotes/${remote}/`;
      const name = asked.stdout.trim();
      return asked.exitCode === 0 && name.startsWith(start) ? name.slice(start.length) : undefined;
    },
  };
}
