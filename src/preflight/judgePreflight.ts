import { aboutAccess } from '../push/aboutAccess.ts';
import type { ExplainedPush } from '../push/explainPush.ts';
import type { ReadyPush } from '../push/planPush.ts';
import type { Entry } from '../tokens/entry.ts';
import type { BranchFacts } from './branchFacts.ts';
import type { CommitFacts } from './commitFacts.ts';
import { havesOf } from './haves.ts';
import { judgeDrift, judgeFileSize, judgeLfs, judgeSignatures } from './judgeCommits.ts';
import { grantOf, judgePermission } from './judgePermission.ts';
import { asksForSignatures, judgeRules } from './judgeRules.ts';
import { listNeeds, type PullRequestWishes } from './needs.ts';
import type { Check, Need, PermissionCheck, Preflight, Verdict } from './preflight.ts';

export interface PreflightFacts {
  readonly entry: Entry;
  readonly push: Pick<ReadyPush, 'target' | 'newBranch'>;
  readonly commits: CommitFacts;
  /** Undefined when only a push is meant. */
  readonly wishes: PullRequestWishes | undefined;
  readonly branch: BranchFacts;
  /** Undefined when GitHub was not asked. */
  readonly probe: ExplainedPush | undefined;
  /** The person chose to overwrite what the branch has on GitHub. */
  readonly overwrite: boolean;
}

/** Need against have, and what the commits and the branch's rules add. Decides nothing for the person. */
export function judgePreflight(facts: PreflightFacts): Preflight {
  const { entry, push, commits, wishes, branch, probe, overwrite } = facts;
  const { target } = push;
  const needs = listNeeds(commits, wishes);
  const checks: readonly Check[] = [
    ...needs.map((need) => withProbe(judgeNeed(entry, facts, need), facts)),
    ...identicalOnly(facts, needs),
    judgeDrift(commits, probe, overwrite),
    judgeFileSize(commits, target.host),
    judgeLfs(commits),
    judgeSignatures(commits, asksForSignatures(branch)),
    judgeRules(branch, push.newBranch, commits),
  ];
  const haves = havesOf(entry, `${target.owner}/${target.repo}`);
  return { verdict: worst(checks), needs, haves, checks };
}

/** Only the permissions, for marking the entries that could serve instead. */
export function judgeNeeds(facts: PreflightFacts, entry: Entry): readonly PermissionCheck[] {
  return listNeeds(facts.commits, facts.wishes).map((need) => judgeNeed(entry, facts, need));
}

function judgeNeed(entry: Entry, { push, commits }: PreflightFacts, need: Need): PermissionCheck {
  const check = judgePermission(entry, push.target, need);
  if (need.id !== 'workflows') return check;
  const data = { ...check.data, identical: identicalOf(commits) };
  // Not every branch of the remote could be looked through: the file may stand on one of the others.
  const sure = commits.workflows.some(({ elsewhere }) => elsewhere === 'no');
  return check.verdict === 'no' && !sure
    ? { ...check, data, verdict: 'unknown', remedy: { kind: 'none' } }
    : { ...check, data };
}

/** Every workflow file of the push stands on another branch already: said, because people wonder. */
function identicalOnly({ commits }: PreflightFacts, needs: readonly Need[]): readonly PermissionCheck[] {
  const identical = identicalOf(commits);
  if (identical.length === 0 || needs.some(({ id }) => id === 'workflows')) return [];
  const need: Need = { id: 'workflows', permissions: {}, scopes: [], reasons: [], paths: [] };
  const data = { need, why: 'identical', at: undefined, identical, problem: undefined } as const;
  const remedy = { kind: 'none' } as const;
  return [{ id: 'workflows', verdict: 'yes', evidence: 'tracking-ref', data, remedy, certain: false }];
}

function identicalOf({ workflows }: CommitFacts): readonly string[] {
  return workflows.filter(({ elsewhere }) => elsewhere === 'yes').map(({ path }) => path);
}

/** GitHub's answer of this moment is better than anything remembered; that it lets in means contents: write, likely. */
function withProbe(check: PermissionCheck, { push, probe }: PreflightFacts): PermissionCheck {
  if (check.id !== 'contents' || probe === undefined) return check;
  const problem = probe.kind === 'refused' ? probe.problem.kind : undefined;
  if (problem === undefined || problem === 'nonFastForward') {
    const data = { ...check.data, why: 'probe', at: undefined } as const;
    return { ...check, verdict: 'yes', evidence: 'probed', data, remedy: { kind: 'none' } };
  }
  if (!aboutAccess.has(problem)) return check;
  const data = { ...check.data, why: 'probe', at: undefined, problem } as const;
  const remedy =
    problem === 'writeNotGranted' ? grantOf(check.data.need, push.target) : { kind: 'none' as const };
  return { ...check, verdict: 'no', evidence: 'refused', data, remedy };
}

function worst(checks: readonly Check[]): Verdict {
  if (checks.some(({ verdict }) => verdict === 'no')) return 'no';
  return checks.every(({ verdict }) => verdict === 'yes') ? 'yes' : 'unknown';
}
