import type { Refusal } from '../guardrails/refusal.ts';
import type { IgnoredLine } from '../guardrails/teamFileProblem.ts';
import type { PullRequest } from '../pulls/openPullRequest.ts';
import type { PullExtras } from '../pulls/pullExtras.ts';
import type { LfsNeed } from '../push/lfs/lfsObjects.ts';
import type { PushTarget } from '../push/pushTarget.ts';
import type { Commit, OutgoingFile } from '../push/repositoryFacts.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Preflight } from './preflight.ts';

/**
 * What a push and the pull request after it would do, gathered without doing any of it. Plain data; the words are in
 * `vscode/messages/preview.ts`. Nothing in it is remembered: a credential chosen here is chosen again at the push.
 */
export interface Preview {
  /** ms since the epoch. */
  readonly at: number;
  readonly target: PushTarget;
  readonly push: PushPart;
  readonly pull: PullPart;
}

export type PushPart =
  /** GitHub has every commit, as far as this repository knows. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'push';
      readonly entry: Entry;
      readonly newBranch: boolean;
      /** Newest first, the first of `commitCount`. */
      readonly commits: readonly Commit[];
      readonly commitCount: number;
      readonly files: readonly OutgoingFile[];
      readonly cut: boolean;
      readonly hook: boolean;
      readonly preflight: Preflight;
      readonly lfs: LfsNeed;
      readonly refusals: readonly Refusal[];
      /** Of the repository's own rules. */
      readonly ignored: readonly IgnoredLine[];
      /** Tasks that must end well before the push: not run here, because a task may change anything. */
      readonly tasksNotRun: readonly string[];
    };

export interface BaseFacts {
  readonly branch: string;
  /** As of the last fetch; undefined when it was never fetched. */
  readonly sha: string | undefined;
  readonly ahead: number | undefined;
  readonly behind: number | undefined;
}

export type PullPart =
  /** GitHub could not be asked, or did not say. */
  | { readonly kind: 'unknown'; readonly problem: string }
  /** The branch is the one that pull requests go into. */
  | { readonly kind: 'headIsBase' }
  | { readonly kind: 'existing'; readonly entry: Entry; readonly pull: PullRequest }
  | {
      readonly kind: 'new';
      readonly entry: Entry;
      /** `owner/name`. */
      readonly repository: string;
      readonly base: BaseFacts;
      readonly title: string;
      readonly body: string;
      readonly extras: PullExtras;
    };
