import type { ConfigEntry } from './configEntries.ts';
import type { Anchor } from './knownCommits.ts';
import type { RemoteConfig } from './remotes.ts';

export type Head =
  | { readonly kind: 'branch'; readonly branch: string; readonly sha: string }
  | { readonly kind: 'unborn'; readonly branch: string }
  | { readonly kind: 'detached' };

/** What a push must know of the person's repository. Read once; nothing in it is asked again after the confirmation. */
export interface RepositoryFacts {
  /** Absolute path of the work tree's top folder. */
  readonly folder: string;
  readonly gitDirectory: string;
  /**
   * It is not `.git` of the top folder itself: a linked worktree, a submodule, `--separate-git-dir`. git then tells a
   * hook where it is.
   */
  readonly gitDirectoryElsewhere: boolean;
  readonly objectsDirectory: string;
  /** Absolute path, when the clone is shallow. */
  readonly shallowFile: string | undefined;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly head: Head;
  readonly config: readonly ConfigEntry[];
  readonly remotes: readonly RemoteConfig[];
  readonly partial: boolean;
  /** A file that says this repository uses LFS: attributes, or the hook of git-lfs. Relative to the top folder. */
  readonly lfsFile: string | undefined;
  /** Absolute path of an executable `pre-push` hook. */
  readonly prePushHook: string | undefined;
}

/** A clone that left out objects, to fetch each when it is needed. */
export function isPartialClone({ partial, remotes }: RepositoryFacts): boolean {
  return partial || remotes.some((each) => each.partial);
}

/** How the branch stands to what the remote is known to have. No network is asked. */
export interface Outgoing {
  /** Where the remote-tracking ref is, when there is one. */
  readonly trackingSha: string | undefined;
  /** Commits the remote is not known to have. */
  readonly commits: number;
  /** Asked in a partial clone only: whether every object that must be sent is here. */
  readonly complete?: boolean;
  /** Files under `.github/workflows` those commits touch, at most 20. */
  readonly workflowFiles: readonly string[];
  /** See `PushTarget`. */
  readonly known?: readonly string[];
  /** Branches of the remote that hold everything known, when a few do. */
  readonly anchors?: readonly Anchor[];
}

export interface Commit {
  readonly sha: string;
  readonly subject: string;
  readonly body: string;
}

/** A version of a file that the commits to push add or change. */
export interface OutgoingFile {
  /** From the top folder, with `/`. Bytes that are no UTF-8 are shown as U+FFFD: name the file by `blob`. */
  readonly path: string;
  readonly blob: string;
  /** Undefined when this repository does not hold it, e.g. in a partial clone. */
  readonly bytes: number | undefined;
  /** `100644`, `100755`, `120000` (a link). */
  readonly mode: string;
}

/** What the commits to push add. */
export interface OutgoingChanges {
  /** Newest first. */
  readonly commits: readonly string[];
  /** One for each pair of path and blob. A submodule is none. */
  readonly files: readonly OutgoingFile[];
  /** More commits or files than are read: what is not here is unknown, not absent. */
  readonly cut: boolean;
}
