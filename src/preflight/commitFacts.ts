import type { HistoryFile } from './preflight.ts';

/** A workflow file that the commits to push add or change. */
export interface WorkflowFile {
  readonly path: string;
  /** Whether another branch of the remote is known to have that path with the identical content. */
  readonly elsewhere: 'yes' | 'no' | 'unknown';
}

/** What the commits to push bring, as far as it decides whether GitHub takes them. From git alone. */
export interface CommitFacts {
  readonly drift:
    | { readonly trackingSha: string; readonly ahead: number; readonly behind: number }
    | undefined;
  /** The remote's default branch, as far as this repository knows it. */
  readonly defaultBranch: string | undefined;
  /** More commits or files than are read: what is not here is unknown, not absent. */
  readonly cut: boolean;
  /** Without a signature in the commit, newest first. */
  readonly unsigned: readonly string[];
  readonly merges: number;
  readonly workflows: readonly WorkflowFile[];
  /** Files of more than 50 MiB. */
  readonly large: readonly HistoryFile[];
  /** Paths whose content is a pointer of Git LFS. */
  readonly lfsPointers: readonly string[];
}

/** Where GitHub begins to warn, and where it refuses. Source: docs.github.com, "About large files on GitHub". */
export const warnedBytes = 50 * 1024 * 1024;
export const refusedBytes = 100 * 1024 * 1024;
