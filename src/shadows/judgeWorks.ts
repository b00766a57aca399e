import { type Job, judgeFit } from '../policy/judgeFit.ts';
import { judgePermission } from '../preflight/judgePermission.ts';
import { listNeeds } from '../preflight/needs.ts';
import type { CheckEvidence, PermissionData, Verdict } from '../preflight/preflight.ts';
import { aboutAccess } from '../push/aboutAccess.ts';
import type { ExplainedPush } from '../push/explainPush.ts';
import type { RepositoryAddress } from '../push/remoteAddress.ts';
import type { Entry } from '../tokens/entry.ts';
import { isOver } from '../tokens/lifeLeft.ts';

/** Whether a credential will do a job here, and how that is known. */
export interface Works {
  readonly verdict: Verdict;
  readonly evidence: CheckEvidence;
  readonly why: PermissionData['why'] | 'over' | 'purpose';
}

/** The jobs that are explained: what the two commands do. */
export type UseJob = Extract<Job, 'push' | 'open-draft-pr'>;

const wishes = Object.freeze({ labels: false, assignees: false, reviewers: false, milestone: false });

/** As the preflight judges it, and no better: what nobody knows is unknown. `probe` is GitHub's answer of this minute. */
export function judgeWorks(
  entry: Entry,
  job: UseJob,
  { owner, repo }: RepositoryAddress,
  now: number,
  probe: ExplainedPush | undefined,
): Works {
  if (isOver(entry, now) || isDead(probe)) {
    return {
      verdict: 'no',
      evidence: entry.health.kind === 'dead' || isDead(probe) ? 'refused' : 'listed',
      why: 'over',
    };
  }
  if (job === 'push' && probe !== undefined) {
    const refused = probe.kind === 'refused';
    const aboutToken = !refused || aboutAccess.has(probe.problem.kind);
    if (aboutToken) {
      return refused
        ? { verdict: 'no', evidence: 'refused', why: 'probe' }
        : { verdict: 'yes', evidence: 'probed', why: 'probe' };
    }
  }
  const id = job === 'push' ? 'contents' : 'pull-requests';
  const need = listNeeds({ workflows: [] }, wishes).find((one) => one.id === id);
  if (need === undefined) return { verdict: 'unknown', evidence: 'none', why: 'nothing' };
  const { verdict, evidence, data } = judgePermission(entry, { owner, repo }, need);
  if (verdict === 'unknown' && !judgeFit(entry, job)) {
    return { verdict: 'no', evidence: 'declared', why: 'purpose' };
  }
  return { verdict, evidence, why: data.why };
}

/** GitHub does not know it any more: it says so for expired, revoked and mistyped alike. */
export function isDead(probe: ExplainedPush | undefined): boolean {
  return probe?.kind === 'refused' && probe.problem.kind === 'badCredentials';
}
