import type { Evidence, PermissionLevel, PermissionName } from '../shared/permissions.ts';

/** Where a thing about a permission is known from. */
export type Source =
  /** A push, a fetch or a pull request. */
  | { readonly kind: 'action'; readonly operation: 'read' | 'push' | 'open-draft-pr' }
  /** A request of the API, as the frozen list names it. */
  | { readonly kind: 'call'; readonly operation: string }
  | { readonly kind: 'probe' }
  /** A classic scope that GitHub listed. */
  | { readonly kind: 'scope'; readonly scope: string }
  /** GitHub listed scopes, and none of them opens this. */
  | { readonly kind: 'noScope' }
  /** GitHub's list of an App's permissions at an owner. */
  | { readonly kind: 'installation'; readonly owner: string }
  | { readonly kind: 'person' }
  /** The repository is not visible to the token, or its owner turns tokens like it away. */
  | { readonly kind: 'sight' }
  /** The token acts for this owner only, and the repository is another's. */
  | { readonly kind: 'otherOwner'; readonly owner: string };

/** One piece of evidence about one permission. */
export interface Statement {
  readonly permission: PermissionName;
  readonly level: PermissionLevel;
  /** `nothing`: it happened, and proves nothing by itself; `why` says why not. */
  readonly says: 'yes' | 'likely' | 'no' | 'nothing';
  readonly evidence: Evidence;
  readonly source: Source;
  /**
   * Of `nothing`: `public` (everyone may read it), `unknownRepository` (nobody said whether it is public), `oneOf` (one
   * of several permissions would do), or the kind of problem that came in between.
   */
  readonly why?: string | undefined;
  /** ms since the epoch; absent where no moment is known, as with what a person declared. */
  readonly at?: number | undefined;
}
