/**
 * `git check-ref-format --branch`, by hand, and a little stricter: no control or bidirectional-override characters, no
 * replacement character (git's bytes were not UTF-8, so the name could not be given back to git unchanged), no
 * leading dash and no `@`. What passes can stand in a refspec and in a sentence. Source: git-check-ref-format(1).
 */
export function isSafeBranchName(name: string): boolean {
  if (name === '' || name === '@' || name.length > 1000 || name.startsWith('-')) return false;
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd ~^:?*[\\]/u.test(name)) return false;
  if (name.includes('..') || name.includes('@{') || name.endsWith('.')) return false;
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

/** A remote's name reaches the hook's argv, configuration keys and sentences. */
export function isSafeRemoteName(name: string): boolean {
  return isSafeBranchName(name) && !name.includes('"');
}

/** The branch's own name on the remote: a target's `remoteRef` always stands below `refs/heads/`. */
export function remoteBranchOf({ remoteRef }: { readonly remoteRef: string }): string {
  return remoteRef.replace(/^refs\/heads\//, '');
}
