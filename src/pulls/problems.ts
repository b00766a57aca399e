import type { ServerError } from '../github/apiAnswer.ts';
import type { ApiProblem } from '../github/problems.ts';

/** Why a pull request was not opened. Nothing is left half-made in any of these. */
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
  /** The connection failed after the request was sent; afterwards GitHub showed no such pull request. */
  | { readonly kind: 'notCreated'; readonly cause: ApiProblem }
  /** The same, and asking afterwards failed too: it may exist. Never sent again by itself. */
  | { readonly kind: 'unconfirmed'; readonly cause: ApiProblem };
