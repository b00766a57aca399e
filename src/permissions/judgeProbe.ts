import type { ApiAnswer } from '../github/apiAnswer.ts';
import { explainAnswer } from '../github/explainAnswer.ts';
import type { GitHubHost } from '../tokens/host.ts';
import type { ApiProbe } from './probes.ts';
import { isWall } from './sight.ts';

/** Whether everyone may read the repository, as GitHub said in this very run. */
export type Visibility = 'public' | 'private' | 'unknown';

export type ProbeVerdict =
  /** The permission is there, as far as can be told without using it. */
  | { readonly kind: 'likely' }
  | { readonly kind: 'refused' }
  /** The token does not see the repository at all, or there is none. */
  | { readonly kind: 'notVisible' }
  /** 401: the run ends, and the token is not sent again by itself. */
  | { readonly kind: 'dead' }
  | {
      readonly kind: 'unknown';
      /** `public`: everyone may read this, so it proves nothing. Else what came in between, by its problem. */
      readonly why: string;
      /** Until when GitHub wants to be left alone, ms since the epoch. */
      readonly until?: number | undefined;
    };

/** What GitHub answers with 403 where the person, or the token, lacks the permission. */
const lacking: readonly string[] = Object.freeze([
  'missingPermission',
  'appMissingPermission',
  'accountLacksAccess',
]);

/** Answers that are about the moment and not about the permission. */
const limits: readonly string[] = Object.freeze(['rateLimited', 'secondaryRateLimit', 'loginAttempts']);

/**
 * What an answer says about the permission. The cause of a refusal comes before its status: GitHub says 403 for a
 * limit, for single sign-on and for a policy too, and none of those is a missing permission. On a public repository a
 * GET proves nothing, because every token reads what is public.
 */
export function judgeProbe(
  probe: ApiProbe,
  answer: ApiAnswer,
  visibility: Visibility,
  host: GitHubHost,
): ProbeVerdict {
  if (answer.kind === 'ok') return judgeMeaning(probe, answer.status, visibility);
  const problem = explainAnswer(answer, host);
  if (problem.kind === 'badCredentials') return { kind: 'dead' };
  if (lacking.includes(problem.kind)) {
    return probe.means[answer.status] === 'refused'
      ? { kind: 'refused' }
      : { kind: 'unknown', why: problem.kind };
  }
  if (limits.includes(problem.kind)) {
    const { until } = problem as { readonly until?: number };
    return { kind: 'unknown', why: problem.kind, until };
  }
  if (answer.status === 404 && visibility === 'unknown' && probe.place === 'repository') {
    return { kind: 'notVisible' };
  }
  // A 403 without a cause we know may be anything.
  if (answer.status === 403 || !(answer.status in probe.means)) return { kind: 'unknown', why: problem.kind };
  return judgeMeaning(probe, answer.status, visibility);
}

function judgeMeaning(probe: ApiProbe, status: number, visibility: Visibility): ProbeVerdict {
  const meaning = probe.means[status];
  if (meaning === undefined) return { kind: 'unknown', why: 'unknown' };
  if (meaning === 'refused') return { kind: 'refused' };
  const proves = probe.place === 'account' || visibility === 'private' || !probe.operation.startsWith('GET ');
  return proves
    ? { kind: 'likely' }
    : { kind: 'unknown', why: visibility === 'public' ? 'public' : 'notSeen' };
}

/** What a push's own question was answered: no problem, or one of `explainPush`. */
export type PushAnswer =
  | { readonly kind: 'pushed' | 'upToDate' }
  | { readonly kind: 'refused'; readonly problem: { readonly kind: string } };

/** The same for git's probe. It proves something on public repositories too: nobody pushes without the right. */
export function judgePushAnswer(answer: PushAnswer): ProbeVerdict {
  if (answer.kind !== 'refused') return { kind: 'likely' };
  const { kind } = answer.problem;
  switch (kind) {
    case 'badCredentials':
      return { kind: 'dead' };
    case 'writeNotGranted':
      return { kind: 'refused' };
    case 'repositoryNotFound':
      return { kind: 'notVisible' };
    default:
      return { kind: 'unknown', why: kind };
  }
}

/** Whether the rest about this repository would be answered the same. */
export function hidesRepository(verdict: ProbeVerdict): boolean {
  return verdict.kind === 'notVisible' || (verdict.kind === 'unknown' && isWall(verdict.why));
}

/** Whether the run ends here: what comes next would be answered the same, or make it worse. */
export function endsRun(verdict: ProbeVerdict): boolean {
  if (verdict.kind === 'dead') return true;
  return verdict.kind === 'unknown' && [...limits, 'offline', 'timeout'].includes(verdict.why);
}
