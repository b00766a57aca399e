import type { Print } from '../../leaks/lookIn.ts';
import type { LookReport, RepositoryLooks } from '../../leaks/ports.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { GitContext } from '../git/gitContext.ts';
import { lookAtConfiguration } from './repositoryConfiguration.ts';
import { ignoredAmong } from './repositoryIgnored.ts';
import type { RepositoryLook } from './repositoryLook.ts';
import { lookAtHistory, lookAtOutgoing } from './repositoryRanges.ts';
import { lookAtStaged } from './repositoryStaged.ts';

export interface RepositoryLookPorts {
  /** The git to run, found anew for each look. */
  readonly git: () => Promise<GitContext>;
  readonly isTrusted: () => boolean;
  readonly print: Print;
  /** As VS Code writes it. */
  readonly uriOf: (path: string) => string;
}

const nothing: LookReport = { leaks: [], complete: false };

/** Throws what `git` throws. Where there is no trust nothing runs and nothing is read. */
export function repositoryLooks({ git, isTrusted, print, uriOf }: RepositoryLookPorts): RepositoryLooks {
  const withGit = async (
    root: string,
    signal: CancelSignal,
    look: (look: RepositoryLook) => Promise<LookReport>,
  ): Promise<LookReport> => (isTrusted() ? look({ context: await git(), root, print, signal }) : nothing);
  return {
    staged: (root, signal) => withGit(root, signal, lookAtStaged),
    outgoing: (root, signal) => withGit(root, signal, lookAtOutgoing),
    history: (root, signal, onProgress) => withGit(root, signal, (look) => lookAtHistory(look, onProgress)),
    configuration: async (root, signal) =>
      isTrusted() ? lookAtConfiguration({ root, print, signal, uriOf }) : nothing,
    ignored: async (root, paths, signal) =>
      isTrusted() ? ignoredAmong({ context: await git(), root, print, signal }, paths) : new Set(),
  };
}
