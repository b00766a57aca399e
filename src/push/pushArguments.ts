import { anchorsOf } from './knownCommits.ts';
import type { ReadyPush } from './planPush.ts';
import { choicesOf, isSafeTag, tagRefOf } from './pushChoices.ts';

/**
 * What the isolated git is told: commits to refs of one canonical URL. Never `--force` and never a `+`: the one way to
 * overwrite is a lease on a commit that the person was shown. Tags go with the branch or not at all, so the server must
 * take all refs as one (`--atomic`, which GitHub offers); one that it already has is never moved, because a tag without
 * force is refused by git itself.
 *
 * An anchor is a lease too. On another branch it goes with a refspec that asks for that branch to be where the lease
 * says it is: git calls it up to date and sends no command for it, or calls it stale and, since all is one, sends nothing
 * at all. No answer of a server makes git move it.
 */
export function pushArguments(push: ReadyPush): readonly string[] {
  const { sha, remoteRef, url } = push.target;
  const { overwrite, tags } = choicesOf(push);
  const safe = tags.filter(isSafeTag);
  const anchors = anchorsOf(push);
  const others = anchors.filter(({ ref }) => ref !== remoteRef);
  const own = overwrite?.expected ?? anchors.find(({ ref }) => ref === remoteRef)?.sha;
  return [
    'push',
    '--porcelain',
    '--progress',
    '--no-verify',
    ...(safe.length + others.length === 0 ? [] : ['--atomic']),
    ...(own === undefined ? [] : [`--force-with-lease=${remoteRef}:${own}`]),
    ...others.map(({ ref, sha: there }) => `--force-with-lease=${ref}:${there}`),
    '--end-of-options',
    url,
    `${sha}:${remoteRef}`,
    ...safe.map((tag) => `${tag.oid}:${tagRefOf(tag)}`),
    ...others.map(({ ref, sha: there }) => `${there}:${ref}`),
  ];
}

/** What `git push` writes to a pre-push hook: one line for each ref that would change. `none` is the null object id. */
export function hookInput(push: ReadyPush, remoteSha: string | undefined, none: string): string {
  const { localRef, sha, remoteRef } = push.target;
  const branch = remoteSha === sha ? [] : [`${localRef} ${sha} ${remoteRef} ${remoteSha ?? none}\n`];
  const tags = choicesOf(push).tags.map((tag) => {
    const ref = tagRefOf(tag);
    return `${ref} ${tag.oid} ${ref} ${none}\n`;
  });
  return [...branch, ...tags].join('');
}
