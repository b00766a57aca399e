import type { GuardrailFacts } from '../guardrails/facts.ts';
import type { Guardrails, Ruled, RuleSource } from '../guardrails/guardrails.ts';
import { judgeGuardrails, judgeRules, type SharedRules } from '../guardrails/judgeGuardrails.ts';
import type { Refusal } from '../guardrails/refusal.ts';
import { type IgnoredLine, isError } from '../guardrails/teamFileProblem.ts';
import type { Entry } from '../tokens/entry.ts';
import { judgeTeamToken } from './judgeTeamToken.ts';
import { readTeamRules, type TeamPolicy } from './readTeamRules.ts';
import { lineOf, type TeamFile } from './teamFile.ts';
import type { TeamKey } from './teamRules.ts';

/** What a repository's file asks for, read once for all that is judged by it. */
export interface ReadTeamFile {
  readonly file: TeamFile;
  readonly policy: TeamPolicy;
}

export function readTeamFile(file: TeamFile): ReadTeamFile {
  return { file, policy: readTeamRules(file.reading) };
}

/** What the repository's own rules are held against. */
export interface TeamLook {
  readonly files: readonly ReadTeamFile[];
  /** The tokens that would be used. */
  readonly entries: readonly Entry[];
  /** ms since the epoch. */
  readonly now: number;
}

/**
 * Everything that the person's rules stop, and then what the repository's own stop. The second can only add: nothing
 * of a file reaches the judgement by the first.
 */
export function judgePush(
  facts: GuardrailFacts,
  guardrails: Guardrails,
  { files, entries, now }: TeamLook,
): readonly Refusal[] {
  return [...judgeGuardrails(facts, guardrails), ...judgeTeamFiles(files, facts, entries, now)];
}

/**
 * What the repository's own files stop, beside what the person's rules stop: the one in the folder, and the one on the
 * remote, which a branch that deletes or loosens the file is still held to. `entries` are the tokens that would be
 * used. A thing that both files stop is told once.
 */
export function judgeTeamFiles(
  files: readonly ReadTeamFile[],
  facts: GuardrailFacts,
  entries: readonly Entry[],
  now: number,
): readonly Refusal[] {
  const told = new Map<string, Refusal>();
  for (const refusal of files.flatMap((file) => judgeOne(file, facts, entries, now))) {
    const what = JSON.stringify([refusal.rule, refusal.data]);
    if (!told.has(what)) told.set(what, refusal);
  }
  return [...told.values()];
}

function judgeOne(
  { file, policy }: ReadTeamFile,
  facts: GuardrailFacts,
  entries: readonly Entry[],
  now: number,
): readonly Refusal[] {
  const sourceOf = sourcesIn(file);
  const sourceOfKey = (key: TeamKey) => sourceOf(policy.spans[key]?.from ?? 0);
  const { owner } = facts.repository;
  return [
    ...judgeProblems(policy, sourceOf),
    ...entries.flatMap((entry) =>
      judgeTeamToken(entry, policy.rules, { now, owner }).map(
        ({ rule, fault }): Refusal => ({
          rule,
          source: sourceOfKey(rule),
          data: { kind: 'credential', entryName: entry.name, fault },
          override: 'once',
        }),
      ),
    ),
    ...judgeRules(facts, sharedRules(policy, sourceOfKey)).filter(({ source }) => source.kind === 'teamFile'),
  ];
}

function sourcesIn({ branch, text }: TeamFile): (offset: number) => RuleSource {
  return (offset) => ({ kind: 'teamFile', branch, line: lineOf(text, offset) });
}

/** What these files say in vain: told where a push is looked at, so that nobody relies on it. */
export function ignoredIn(files: readonly ReadTeamFile[]): readonly IgnoredLine[] {
  return files.flatMap(({ file, policy }) =>
    policy.problems
      .filter(({ problem }) => !isError(problem))
      .map(({ problem, span }) => ({ problem, source: sourcesIn(file)(span.from) })),
  );
}

/** A mistyped rule must not be no rule: what cannot be understood stops the push, until the person lets it pass. */
function judgeProblems(
  { problems }: TeamPolicy,
  sourceOf: (offset: number) => RuleSource,
): readonly Refusal[] {
  const errors = problems.filter(({ problem }) => isError(problem));
  const [first] = errors;
  if (first === undefined) return [];
  const data = { kind: 'teamFile', problem: first.problem, count: errors.length } as const;
  return [{ rule: 'teamFile', source: sourceOf(first.span.from), data, override: 'once' }];
}

function sharedRules({ rules }: TeamPolicy, sourceOf: (key: TeamKey) => RuleSource): SharedRules {
  const ruled = <T>(key: TeamKey, value: T): Ruled<T> => ({ value, source: sourceOf(key) });
  return {
    branchPatterns: ruled('branchPattern', rules.branchPattern),
    protectedBranches: ruled('protectedBranches', rules.protectedBranches),
    forbiddenFiles: ruled('forbiddenFiles', rules.forbiddenFiles),
    cleanTree: ruled('requireCleanTree', rules.requireCleanTree),
  };
}
