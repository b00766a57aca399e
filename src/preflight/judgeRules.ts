import type { BranchFacts } from './branchFacts.ts';
import type { CommitFacts } from './commitFacts.ts';
import type { Remedy, RulesCheck } from './preflight.ts';

/** Rules that refuse a direct push to a branch that exists. Source: docs.github.com, "Available rules for rulesets". */
const againstUpdate: ReadonlySet<string> = new Set([
  'merge_queue',
  'pull_request',
  'required_deployments',
  'required_status_checks',
  'update',
]);

/** Rules that an ordinary push cannot break, or that have a check of their own. All others are unknown. */
const harmless: ReadonlySet<string> = new Set([
  'creation',
  'deletion',
  'non_fast_forward',
  'required_linear_history',
  'required_signatures',
]);

/**
 * Whether GitHub's rules let this push onto the branch. A rule that forbids it is a no that GitHub may still lift: who
 * may bypass a rule is not told. Without rules the branch may have classic protection.
 */
export function judgeRules(
  { rules, isProtected, protection }: BranchFacts,
  newBranch: boolean,
  { merges }: Pick<CommitFacts, 'merges'>,
): RulesCheck {
  const types = rules.kind === 'known' ? rules.value.map(({ type }) => type) : undefined;
  const asked = isProtected.kind === 'known' ? isProtected.value : undefined;
  const classic = protection.kind === 'known' && protection.value.pullRequest ? ['pull_request'] : [];
  const all = [...new Set([...(types ?? []), ...classic])];
  const blocking = all.filter((type) => blocks(type, newBranch, merges));
  const data = { rules: types, blocking, isProtected: asked };
  const base = { id: 'branch-rules', data, remedy: { kind: 'none' }, certain: false } as const;
  if (blocking.length > 0) return { ...base, verdict: 'no', evidence: 'rules', remedy: remedyFor(blocking) };
  if (types === undefined) return { ...base, verdict: 'unknown', evidence: 'none' };
  const open = types.every((type) => harmless.has(type)) && asked === false;
  return { ...base, verdict: open ? 'yes' : 'unknown', evidence: 'rules' };
}

function blocks(type: string, newBranch: boolean, merges: number): boolean {
  if (type === 'required_linear_history') return merges > 0;
  return newBranch ? type === 'creation' : againstUpdate.has(type);
}

function remedyFor(blocking: readonly string[]): Remedy {
  return { kind: blocking.some((type) => againstUpdate.has(type)) ? 'openPullRequest' : 'none' };
}

/** Whether signatures are asked for; undefined where it is not known. */
export function asksForSignatures({ rules, isProtected, protection }: BranchFacts): boolean | undefined {
  const ruled = rules.kind === 'known' && rules.value.some(({ type }) => type === 'required_signatures');
  if (ruled || (protection.kind === 'known' && protection.value.signatures)) return true;
  if (rules.kind !== 'known') return undefined;
  // Classic protection may ask for them too.
  const noClassic = protection.kind === 'known' || (isProtected.kind === 'known' && !isProtected.value);
  return noClassic ? false : undefined;
}
