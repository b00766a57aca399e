/**
 * Why files kept in Git LFS could not go with the push. What the server refuses in the words every push knows (401,
 * single sign-on, redirects, the network) has the kinds of `RefusedPush`.
 */
export type LfsProblem =
  /** GitHub lacks the content of these files, and so does this repository. `more` counts those beyond `path`. */
  | { readonly kind: 'lfsMissing'; readonly path: string; readonly more: number }
  /** The content kept here is not what the pointer names, or is no plain file. */
  | { readonly kind: 'lfsDamaged'; readonly path: string }
  /** A pointer that cannot be uploaded rightly: content passed through an extension, or not in the one known form. */
  | { readonly kind: 'lfsPointer'; readonly path: string; readonly why: 'extension' | 'form' }
  /** Configuration that sends LFS to another address than the pushed repository. `to` is empty when it is no address. */
  | { readonly kind: 'lfsElsewhere'; readonly to: string; readonly source: string }
  /** Configuration that gives the transfer to another program. */
  | { readonly kind: 'lfsProgram'; readonly source: string }
  | { readonly kind: 'lfsConfigUnreadable' }
  /** More commits or files than are looked through: what is not seen is unknown, not absent. */
  | { readonly kind: 'lfsTooMany' }
  | { readonly kind: 'lfsLocked'; readonly path: string; readonly owner: string }
  | { readonly kind: 'lfsOff' }
  | { readonly kind: 'lfsQuota' }
  /** The server's refusal of the whole request. */
  | { readonly kind: 'lfsRefused'; readonly status: number }
  /** Its refusal of one file; `code` is an HTTP status. */
  | { readonly kind: 'lfsObjectRefused'; readonly path: string; readonly code: number }
  /** An answer that breaks the protocol; nothing in it was followed. */
  | { readonly kind: 'lfsAnswer' }
  | { readonly kind: 'lfsUploadFailed'; readonly path: string; readonly status: number }
  | { readonly kind: 'lfsVerifyFailed'; readonly path: string; readonly status: number };

/** Every kind of LFS begins with these letters, and no other does. */
export function isLfsProblem(problem: { readonly kind: string }): problem is LfsProblem {
  return problem.kind.startsWith('lfs');
}
