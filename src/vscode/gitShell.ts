import type { CancelSignal } from '../push/cancelSignal.ts';
import type { OfferReader, PushRunner, RepositoryReader } from '../push/pushBranch.ts';
import type { Commit } from '../push/repositoryFacts.ts';

/** A git that was found and is new enough, ready for the open folders. */
export interface OpenGit extends RepositoryReader, OfferReader, PushRunner {
  /** Commits of `base..head`, newest first; undefined when git does not know one of them. */
  commits(
    folder: string,
    base: string,
    head: string,
    signal?: CancelSignal,
  ): Promise<readonly Commit[] | undefined>;
}

/** Injected because it runs programs: only `src/node` may, and only in a trusted workspace. */
export interface GitShell {
  /** `suggested` is what VS Code's git extension answers as its path. Throws `Failure<GitProblem>`. */
  open(suggested: string | undefined): Promise<OpenGit>;
}
