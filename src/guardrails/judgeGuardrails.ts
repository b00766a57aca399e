import type { GuardrailFacts } from './facts.ts';
import type { Guardrails } from './guardrails.ts';
import { judgeFiles } from './judgeFiles.ts';
import { judgeBranchName, judgeProtectedBranch, judgeRepository } from './judgePlace.ts';
import type { Refusal } from './refusal.ts';

/** Everything that the rules stop, what is surest first. An empty list lets the push go on. */
export function judgeGuardrails(facts: GuardrailFacts, guardrails: Guardrails): readonly Refusal[] {
  return [
    ...judgeTokens(facts),
    ...judgeRepository(facts, guardrails),
    ...judgeRules(facts, guardrails),
    ...judgeTasks(facts, guardrails),
  ];
}

/** The rules that a repository's own file may set too. */
export type SharedRules = Pick<
  Guardrails,
  'forbiddenFiles' | 'branchPatterns' | 'protectedBranches' | 'cleanTree'
>;

/**
 * What those rules alone stop. Each set of rules is judged by itself and what it stops is added up, so that no set can
 * take anything away from another, whatever it says.
 */
export function judgeRules(facts: GuardrailFacts, rules: SharedRules): readonly Refusal[] {
  return [
    ...judgeFiles(facts, rules),
    ...judgeBranchName(facts, rules),
    ...judgeProtectedBranch(facts, rules),
    ...judgeTree(facts, rules),
  ];
}

/** Whether the person could let all of it pass, this once. Another program is asked to let nothing pass. */
export function mayPassOnce(refusals: readonly Refusal[], byProgram: boolean): boolean {
  return !byProgram && refusals.every(({ override }) => override === 'once');
}

const builtIn = Object.freeze({ kind: 'builtIn' } as const);
const mostListed = 20;

/**
 * A token that is one for sure has to be taken out and ended: in a repository it is read by more people than anyone
 * can call back. One that only looks like one is the person's to judge, as is what could not be read.
 */
function judgeTokens({ outgoing }: GuardrailFacts): readonly Refusal[] {
  const refusals = outgoing.tokens.slice(0, mostListed).map((found): Refusal => {
    const override = found.confidence === 'confirmed' ? 'never' : 'once';
    return { rule: 'tokens', source: builtIn, data: { kind: 'token', found }, override };
  });
  if (outgoing.complete) return refusals;
  return [...refusals, { rule: 'tokens', source: builtIn, data: { kind: 'unread' }, override: 'once' }];
}

/** Whether what was tried here is what is pushed: files that git does not track do not count. */
function judgeTree({ changedFiles }: GuardrailFacts, { cleanTree }: SharedRules): readonly Refusal[] {
  if (!cleanTree.value) return [];
  const { source } = cleanTree;
  if (changedFiles === undefined)
    return [{ rule: 'cleanTree', source, data: { kind: 'treeUnknown' }, override: 'once' }];
  return changedFiles
    .slice(0, mostListed)
    .map((path) => ({ rule: 'cleanTree', source, data: { kind: 'changedFile', path }, override: 'once' }));
}

/** Every required task ended well (S4-21). Those that were not run yet are not judged. */
function judgeTasks({ tasks }: GuardrailFacts, { requiredTasks }: Guardrails): readonly Refusal[] {
  const { source } = requiredTasks;
  return tasks
    .filter(({ end }) => end.kind !== 'succeeded')
    .map((task) => ({ rule: 'requiredTasks', source, data: { kind: 'task', task }, override: 'once' }));
}
