import type { ServerError } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';

/** Why a pull request was not opened or not changed. Nothing is left half-made in any of these. */
export type PullProblem =
  /** A private repository on a plan without drafts: the person may choose an ordinary pull request. */
  | { readonly kind: 'draftUnsupported' }
  | { readonly kind: 'noCommits'; readonly base: string; readonly head: string }
  /** The branch is not on GitHub (yet), or under another owner. */
  | { readonly kind: 'headInvalid'; readonly head: string }
  | { readonly kind: 'baseInvalid'; readonly base: string }
  /** GitHub says one exists, but shows it to this token under no name we asked for. */
  | { readonly kind: 'existsUnseen'; readonly head: string }
  /** The two branches share no commit. */
  | { readonly kind: 'noCommonHistory'; readonly base: string; readonly head: string }
  /** A reviewer is no collaborator, or is the author. The pull request itself stands. */
  | { readonly kind: 'reviewerRefused'; readonly why: 'notCollaborator' | 'author' }
  /** `most` characters, when GitHub said how many. */
  | { readonly kind: 'tooLong'; readonly field: 'title' | 'body'; readonly most: number | undefined }
  /** The owner of the fork does not let maintainers edit the branch, or an organization owns it. */
  | { readonly kind: 'maintainerEditsRefused' }
  | { readonly kind: 'headIsBase'; readonly branch: string }
  | { readonly kind: 'archived'; readonly repository: string }
  | { readonly kind: 'refused'; readonly errors: readonly ServerError[] }
  | { readonly kind: 'noCommonHistory'; readonly base: string; readonly head: string }
  /** `most` characters, when GitHub said how many. */
  | { readonly kind: 'tooLong'; readonly field: 'title' | 'body'; readonly most: number | undefined }
  /** A user or team that cannot be asked for a review here. */
  | { readonly kind: 'notCollaborator'; readonly name: string }
  /** The owner of the fork does not let maintainers edit the branch, or an organization owns it. */
  | { readonly kind: 'maintainerEditsRefused' }
  /** GitHub accepted the request and left these out. */
  | { readonly kind: 'leftOut'; readonly names: readonly string[] }
  /**
   * The token does not reach the repository the fork came from: a fine-grained one has one owner. The address is
   * GitHub's own form, made from our parts and without a token.
   */
  | {
      readonly kind: 'outsider';
      readonly repository: string;
      readonly page: string;
      readonly leftOut: readonly ('title' | 'body' | 'labels')[];
    }
  /** Someone changed these on GitHub since they were read; nothing was overwritten. */
  | { readonly kind: 'changedMeanwhile'; readonly fields: readonly ('title' | 'body' | 'base')[] }
  | { readonly kind: 'closedMeanwhile'; readonly number: number; readonly merged: boolean }
  /** The connection failed while it was changed; GitHub showed afterwards that it had not been. */
  | { readonly kind: 'notUpdated'; readonly cause: ApiProblem }
  /** The same, and asking afterwards failed too. Never sent again by itself. */
  | { readonly kind: 'updateUnconfirmed'; readonly cause: ApiProblem }
  /** The connection failed after the request was sent; afterwards GitHub showed no such pull request. */
  | { readonly kind: 'notCreated'; readonly cause: ApiProblem }
  /** The same, and asking afterwards failed too: it may exist. Never sent again by itself. */
  | { readonly kind: 'unconfirmed'; readonly cause: ApiProblem };
