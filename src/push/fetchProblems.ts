import type { PushProblem } from './problems.ts';

/** Why nothing was fetched, besides what can also keep a push from leaving. */
export type FetchProblem =
  | PushProblem
  /** No line of `remote.<name>.fetch` leads to remote-tracking branches. */
  | { readonly kind: 'noTrackingRefs'; readonly remote: string }
  /** `remote.<name>.fetch` names one branch, and the server has no such branch. */
  | { readonly kind: 'remoteBranchGone' }
  /** git's own check of the received objects (fsck) refused them. */
  | { readonly kind: 'badObjects' }
  /** What was received does not hold together, or ended too early. */
  | { readonly kind: 'incompleteAnswer' }
  /** The server cuts its history, or would change where it is cut here: what came would not hold together. */
  | { readonly kind: 'shallowChanged' }
  /** The person's repository did not take the objects: full, read-only, or gone. */
  | { readonly kind: 'objectsNotTaken' }
  /** Another git moved or held a remote-tracking ref meanwhile. Nothing was moved. */
  | { readonly kind: 'refsBusy' };
