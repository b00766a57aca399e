import type { PushEnd } from '../../push/explainPush.ts';
import type { ReadyPush } from '../../push/planPush.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { Secret } from '../../shared/secret.ts';
import type { IsolatedContext } from './isolatedGit.ts';
import { runIsolated } from './isolatedPush.ts';

/**
 * Whether GitHub would let this push in, and whether its branch moved on: the push itself with `--dry-run`, from the
 * same isolated repository. It is one GET of the refs that a push would see; nothing is sent and nothing is written.
 * Source: facts/permission-probes.json, `contents:write`.
 */
export function probePush(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  signal?: CancelSignal,
): Promise<PushEnd> {
  const { sha, remoteRef, url } = push.target;
  const args = [
    'push',
    '--dry-run',
    '--porcelain',
    '--no-verify',
    '--end-of-options',
    url,
    `${sha}:${remoteRef}`,
  ];
  return runIsolated(context, push, secret, args, signal === undefined ? {} : { signal });
}
