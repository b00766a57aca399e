import type { ExplainedPush } from '../push/explainPush.ts';
import type { GitHubHost } from '../tokens/host.ts';
import { type CommitFacts, refusedBytes } from './commitFacts.ts';
import type { DriftCheck, FileSizeCheck, LfsCheck, SignaturesCheck } from './preflight.ts';

const nothing = Object.freeze({ kind: 'none' } as const);

/**
 * Whether the remote's branch has commits that this one has not. GitHub's own answer counts most; without it the
 * remote-tracking ref, which says how it was at the last fetch or push. A push that overwrites on purpose is not asked.
 */
export function judgeDrift(
  { drift }: Pick<CommitFacts, 'drift'>,
  probe: ExplainedPush | undefined,
  overwrite: boolean,
): DriftCheck {
  const data = { trackingSha: drift?.trackingSha, ahead: drift?.ahead, behind: drift?.behind };
  const base = { id: 'drift', data, remedy: nothing, certain: false } as const;
  if (overwrite) return { ...base, verdict: 'unknown', evidence: 'none' };
  if (probe?.kind === 'refused' && probe.problem.kind === 'nonFastForward') {
    // What the tracking ref lacks must be fetched; what it has, is here and waits to be merged.
    const remedy = { kind: (drift?.behind ?? 0) > 0 ? 'integrate' : 'fetch' } as const;
    return { ...base, verdict: 'no', evidence: 'probed', remedy, certain: true };
  }
  if (probe !== undefined && probe.kind !== 'refused') return { ...base, verdict: 'yes', evidence: 'probed' };
  if (drift === undefined) return { ...base, verdict: 'unknown', evidence: 'none' };
  if (drift.behind === 0) return { ...base, verdict: 'yes', evidence: 'tracking-ref' };
  return { ...base, verdict: 'no', evidence: 'tracking-ref', remedy: { kind: 'integrate' }, certain: true };
}

/** GitHub refuses a file above its limit wherever it is in the history. A GHES administrator chooses the limit. */
export function judgeFileSize(
  { large, cut }: Pick<CommitFacts, 'large' | 'cut'>,
  host: Pick<GitHubHost, 'kind'>,
): FileSizeCheck {
  const tooLarge = large.filter(({ bytes }) => bytes > refusedBytes);
  const data = { tooLarge, large: large.filter(({ bytes }) => bytes <= refusedBytes) };
  const base = { id: 'file-size', evidence: 'commits', data, remedy: nothing, certain: false } as const;
  if (tooLarge.length === 0) return { ...base, verdict: cut ? 'unknown' : 'yes' };
  if (host.kind === 'ghes') return { ...base, verdict: 'unknown' };
  return { ...base, verdict: 'no', remedy: { kind: 'takeOutOfCommits' }, certain: true };
}

/** `required` is undefined where the rules are not known. A signature that is there may still not be verified. */
export function judgeSignatures(
  { unsigned, cut }: Pick<CommitFacts, 'unsigned' | 'cut'>,
  required: boolean | undefined,
): SignaturesCheck {
  const base = {
    id: 'signatures',
    data: { required, unsigned },
    remedy: nothing,
    certain: false,
  } as const;
  if (required === undefined) return { ...base, verdict: 'unknown', evidence: 'none' };
  if (!required) return { ...base, verdict: 'yes', evidence: 'rules' };
  if (unsigned.length > 0) {
    return { ...base, verdict: 'no', evidence: 'rules', remedy: { kind: 'signCommits' } };
  }
  return { ...base, verdict: 'unknown', evidence: cut ? 'none' : 'commits' };
}

/** Whether GitHub takes the objects behind the pointers shows when they are uploaded. */
export function judgeLfs({ lfsPointers, cut }: Pick<CommitFacts, 'lfsPointers' | 'cut'>): LfsCheck {
  const verdict = lfsPointers.length > 0 || cut ? 'unknown' : 'yes';
  return {
    id: 'lfs',
    verdict,
    evidence: 'commits',
    data: { pointers: lfsPointers },
    remedy: nothing,
    certain: false,
  };
}
