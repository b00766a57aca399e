import type { PushProblem } from '../push/problems.ts';
import type { Evidence, Permissions } from '../shared/permissions.ts';
import type { Have } from './haves.ts';

/** `no` only where something is known that speaks against it. What nobody knows is said as unknown. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** How a check knows: about the token as everywhere, and beside it what these commits and GitHub's rules show. */
export type CheckEvidence = Evidence | 'commits' | 'tracking-ref' | 'rules' | 'none';

export type PermissionNeedId = 'contents' | 'workflows' | 'pull-requests';

/** What a permission is needed for. */
export type NeedReason =
  | 'push'
  | 'workflow-files'
  | 'pull-request'
  | 'labels'
  | 'assignees'
  | 'reviewers'
  | 'milestone';

/** One permission that the commits or the pull request ask for. Source: facts/operation-minimums.json. */
export interface Need {
  readonly id: PermissionNeedId;
  readonly permissions: Permissions;
  /** Classic scopes: any one is enough; `public_repo` for public repositories only. */
  readonly scopes: readonly string[];
  readonly reasons: readonly NeedReason[];
  /** The files that make it needed. */
  readonly paths: readonly string[];
}

export type Remedy =
  | { readonly kind: 'none' }
  /** Another token, or this one with these permissions added; `owner` is whom a fine-grained one must act for. */
  | {
      readonly kind: 'grant';
      readonly permissions: Permissions;
      readonly scopes: readonly string[];
      readonly owner: string;
    }
  /** The other side's commits are here already: merge or rebase. */
  | { readonly kind: 'integrate' }
  /** The other side's commits are not here: fetch first. */
  | { readonly kind: 'fetch' }
  | { readonly kind: 'takeOutOfCommits' }
  | { readonly kind: 'signCommits' }
  /** Push another branch, and let a pull request bring it in. */
  | { readonly kind: 'openPullRequest' };

export interface PermissionData {
  readonly need: Need;
  readonly why: 'seen' | 'owner' | 'scopes' | 'permissions' | 'probe' | 'identical' | 'nothing';
  /** When it was seen to work or refused: ms since the epoch. */
  readonly at: number | undefined;
  /** Workflow files that another branch of the remote has in the same words: they need no permission. */
  readonly identical: readonly string[];
  /** What the probe was answered, when it was refused. */
  readonly problem: PushProblem['kind'] | undefined;
}

export interface DriftData {
  readonly trackingSha: string | undefined;
  /** Commits here that the remote-tracking ref has not. Undefined without such a ref. */
  readonly ahead: number | undefined;
  readonly behind: number | undefined;
}

export interface HistoryFile {
  readonly path: string;
  readonly bytes: number;
  /** False when a later commit takes it away: it is pushed all the same, as part of the history. */
  readonly inTip: boolean;
}

interface CheckOf<Id extends string, Data> {
  readonly id: Id;
  readonly verdict: Verdict;
  readonly evidence: CheckEvidence;
  readonly data: Data;
  readonly remedy: Remedy;
  /** True when no decision of GitHub or of a person there can make it work: trying is of no use. */
  readonly certain: boolean;
}

export type PermissionCheck = CheckOf<PermissionNeedId, PermissionData>;
export type DriftCheck = CheckOf<'drift', DriftData>;
export type FileSizeCheck = CheckOf<
  'file-size',
  { readonly tooLarge: readonly HistoryFile[]; readonly large: readonly HistoryFile[] }
>;
export type SignaturesCheck = CheckOf<
  'signatures',
  {
    /** Undefined when GitHub's rules are not known. */
    readonly required: boolean | undefined;
    /** Newest first. */
    readonly unsigned: readonly string[];
  }
>;
export type LfsCheck = CheckOf<'lfs', { readonly pointers: readonly string[] }>;
export type RulesCheck = CheckOf<
  'branch-rules',
  {
    /** Undefined when they are not known. */
    readonly rules: readonly string[] | undefined;
    /** Those that refuse this push unless the person may bypass them, which GitHub does not tell. */
    readonly blocking: readonly string[];
    readonly isProtected: boolean | undefined;
  }
>;

export type Check = PermissionCheck | DriftCheck | FileSizeCheck | SignaturesCheck | LfsCheck | RulesCheck;

/** Need against have, before anything leaves. Plain data: the words are in `vscode/messages/preflight.ts`. */
export interface Preflight {
  readonly verdict: Verdict;
  readonly needs: readonly Need[];
  readonly haves: readonly Have[];
  readonly checks: readonly Check[];
}
