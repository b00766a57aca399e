/**
 * The remote-tracking ref that a plain `git push` would move after writing `remoteRef`, from `remote.<name>.fetch`.
 * Undefined when no refspec covers it. A negative one (`^refs/heads/x`) does not count: git 2.39 heeds it when fetching
 * only.
 */
export function trackingRefOf(remoteRef: string, fetch: readonly string[]): string | undefined {
  for (const spec of fetch) {
    if (spec.startsWith('^')) continue;
    const plain = spec.replace(/^\+/, '');
    const colon = plain.indexOf(':');
    if (colon <= 0) continue;
    const target = mapRef(remoteRef, plain.slice(0, colon), plain.slice(colon + 1));
    if (target?.startsWith('refs/')) return target;
  }
  return undefined;
}

/** One `*` on both sides, or none: git allows nothing else. */
function mapRef(ref: string, from: string, to: string): string | undefined {
  const star = from.indexOf('*');
  if (star < 0) return ref === from ? to : undefined;
  const before = from.slice(0, star);
  const after = from.slice(star + 1);
  if (ref.length < before.length + after.length || !ref.startsWith(before) || !ref.endsWith(after))
    return undefined;
  return to.replace('*', () => ref.slice(before.length, ref.length - after.length));
}
