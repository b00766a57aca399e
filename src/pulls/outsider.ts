import { comparePage } from '../github/comparePage.ts';
import type { Problem } from '../shared/failure.ts';
import { type HostName, hostOf } from '../tokens/host.ts';
import { type HeadBranch, isFromFork } from './openPullRequest.ts';
import type { PullProblem } from './problems.ts';
import type { PullExtras } from './pullExtras.ts';

export interface WantedOutside extends HeadBranch, PullExtras {
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/**
 * A refusal that only says that the token stops at the fork's owner: the person may open the pull request all the
 * same, in the browser. Undefined for any other. The form cannot make a draft; GitHub's button there can.
 */
export function outsiderProblem(
  { kind }: Problem,
  host: HostName,
  wanted: WantedOutside,
): PullProblem | undefined {
  const stops = ['missingPermission', 'notFoundOrHidden', 'fineGrainedForbidden'].includes(kind);
  if (!stops || !isFromFork(wanted)) return undefined;
  const { url, leftOut } = comparePage(hostOf(host), wanted, {
    title: wanted.title,
    body: wanted.body,
    labels: wanted.labels ?? [],
  });
  return { kind: 'outsider', repository: wanted.repository, page: url, leftOut };
}
