import type { ReadyPush } from '../../push/planPush.ts';
import type { KnownAnswer } from '../../push/pushBranch.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import type { Secret } from '../../shared/secret.ts';
import type { IsolatedContext } from './isolatedGit.ts';
import { runIsolated } from './isolatedPush.ts';
import { reaches } from './readKnown.ts';

/** More would not fit into a command line on every system; then git begins at the commit to push and finds them. */
const mostTips = 100;

/**
 * Asks the remote which of the known commits it has, by the negotiation that a fetch begins with: ids go over, and the
 * server answers which of them it knows. Two requests; nothing is fetched and no content is sent. What a server of git
 * has, it has with everything before it. Source: git-fetch(1), `--negotiate-only`.
 */
export async function askKnown(
  context: IsolatedContext,
  push: ReadyPush,
  secret: Secret,
  signal?: CancelSignal,
): Promise<KnownAnswer> {
  const { url, sha, known = [] } = push.target;
  const tips = known.length <= mostTips ? known : [sha];
  const args = [
    'fetch',
    '--negotiate-only',
    ...tips.map((tip) => `--negotiation-tip=${tip}`),
    '--end-of-options',
    url,
  ];
  const end = await runIsolated(context, push, secret, args, signal === undefined ? {} : { signal });
  const named = end.stdout.split('\n').filter((line) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
  const has = end.end === 'exited' && end.exitCode === 0 ? named : [];
  const all = has.length > 0 && (await reaches(context, push.facts, has, known, signal));
  return { end, has, all };
}
