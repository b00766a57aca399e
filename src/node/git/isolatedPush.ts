import type { PushEnd } from '../../push/explainPush.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import { pushArguments } from '../../push/pushArguments.ts';
import type { PushOptions, RemoteRef } from '../../push/pushBranch.ts';
import { choicesOf, tagRefOf } from '../../push/pushChoices.ts';
import { readProgress } from '../../push/pushProgress.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { Secret } from '../../shared/secret.ts';
import { type IsolatedContext, progressTeller, withIsolatedGit } from './isolatedGit.ts';

/**
 * The isolated push. Commits to refs of one canonical URL; no refspec of the repository, no force, no hook, no helper,
 * no redirect, no submodule. Everything it answers is redacted, stripped and bounded.
 */
export async function isolatedPush(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  options: PushOptions,
): Promise<PushEnd> {
  return runIsolated(context, push, secret, pushArguments(push), options);
}

/** Where the remote's ref and the chosen tags are now: asked with the token, from the isolated repository too. */
export async function isolatedRemoteRef(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  signal?: CancelSignal,
): Promise<RemoteRef> {
  const { remoteRef, url } = push.target;
  const { tags } = choicesOf(push);
  const args = ['ls-remote', '--refs', '--end-of-options', url, remoteRef, ...tags.map(tagRefOf)];
  const end = await runIsolated(context, push, secret, args, signal === undefined ? {} : { signal });
  const lines = end.stdout.split('\n');
  const shaOf = (ref: string) => {
    const line = lines.find((each) => each.endsWith(`\t${ref}`)) ?? '';
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})\t/.exec(line)?.[0].trim();
  };
  const there = tags.map(({ name }) => ({ name, oid: shaOf(tagRefOf({ name, oid: '' })) ?? '' }));
  return { end, sha: shaOf(remoteRef), tags: there.filter(({ oid }) => oid !== '') };
}

/** One git command of a push with the token. Its texts are clean. */
export function runIsolated(
  context: IsolatedContext,
  { target, facts }: ReadyPush,
  secret: Secret,
  args: readonly string[],
  { signal, onProgress }: PushOptions,
): Promise<PushEnd> {
  const onStderrLine = progressTeller(readProgress, onProgress);
  return withIsolatedGit(context, { url: target.url, facts }, secret, (run) =>
    run({ args, signal, onStderrLine }),
  );
}
