import type { OutgoingFacts } from '../guardrails/facts.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { RepositoryFacts } from '../push/repositoryFacts.ts';
import type { CancelSignal } from '../shared/cancelSignal.ts';
import type { TeamFile } from '../teamPolicy/teamFile.ts';

/** Injected because it runs git inside the person's repository: only in a trusted workspace, never with a token. */
export interface OutgoingInspector {
  /** Throws `Failure` `cancelled`. */
  outgoing(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<OutgoingFacts>;
  /** Undefined when git could not say. */
  changedFiles(facts: RepositoryFacts, signal?: CancelSignal): Promise<readonly string[] | undefined>;
  defaultBranch(
    facts: RepositoryFacts,
    target: PushTarget,
    signal?: CancelSignal,
  ): Promise<string | undefined>;
  /** The repository's own rules: as they are in the folder, and on the remote's default branch where that differs. */
  teamFiles(facts: RepositoryFacts, target: PushTarget, signal?: CancelSignal): Promise<readonly TeamFile[]>;
}
