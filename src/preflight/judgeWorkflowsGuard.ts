import type { BranchFacts } from './branchFacts.ts';
import type { Verdict } from './preflight.ts';

/** One of the four facts that should hold before a token may change workflow files (S3-06). */
export interface GuardFact {
  readonly id: 'covered' | 'pull-request' | 'approval' | 'no-bypass';
  readonly verdict: Verdict;
}

/**
 * Whether the branch that workflows run from is closed to anything but a reviewed pull request: then a token with
 * Workflows can propose changes to them and not bring them in (S3-05 to S3-07). Bypass lists of rulesets are shown to
 * administrators only, so that fact is often unknown. Source: docs.github.com, "Get rules for a branch".
 */
export function judgeWorkflowsGuard({ rules, isProtected, protection }: BranchFacts): readonly GuardFact[] {
  const ruled = rules.kind === 'known' ? rules.value : [];
  const classic = protection.kind === 'known' ? protection.value : undefined;
  const guarded = isProtected.kind === 'known' ? isProtected.value : undefined;
  // Without this a rule we cannot see may still be there.
  const all = rules.kind === 'known' && (classic !== undefined || guarded === false);
  const holds = (yes: boolean): Verdict => (yes ? 'yes' : all ? 'no' : 'unknown');

  const pulls = ruled.filter(({ type }) => type === 'pull_request');
  const approvals = Math.max(classic?.approvals ?? 0, ...pulls.map((rule) => rule.approvals ?? 0));
  const pullRequest = holds(pulls.length > 0 || classic?.pullRequest === true);
  return [
    { id: 'covered', verdict: holds(ruled.length > 0 || guarded === true || classic !== undefined) },
    { id: 'pull-request', verdict: pullRequest },
    { id: 'approval', verdict: holds(approvals >= 1) },
    { id: 'no-bypass', verdict: bypass(pullRequest, pulls.length > 0, classic) },
  ];
}

function bypass(
  pullRequest: Verdict,
  byRuleset: boolean,
  classic: { readonly pullRequest: boolean; readonly noBypass: boolean } | undefined,
): Verdict {
  // Where no pull request is asked for, everyone goes around it.
  if (pullRequest === 'no') return 'no';
  if (classic?.pullRequest !== true) return 'unknown';
  // Each must let a change pass, so one without a way around is enough; a ruleset's ways around are not told.
  if (classic.noBypass) return 'yes';
  return byRuleset ? 'unknown' : 'no';
}
