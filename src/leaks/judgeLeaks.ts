import type { Checked, Leak, TestData } from './leak.ts';

/** `warning`, `hint`: how Problems shows it. `quiet`: shown and counted among the test data only. */
export type LeakWeight = 'warning' | 'hint' | 'quiet';

export interface JudgedLeak {
  readonly leak: Leak;
  readonly weight: LeakWeight;
  /** Id of the entry whose token this is; `old`: the one before its last rotation. */
  readonly ours: { readonly entryId: string; readonly old: boolean } | undefined;
  readonly testData: TestData | undefined;
  readonly checked: Checked | undefined;
}

export interface LeakFacts {
  /** Print of a token of the vault to its entry. */
  readonly entries: ReadonlyMap<string, { readonly entryId: string; readonly old: boolean }>;
  readonly testData: readonly TestData[];
  readonly checked: ReadonlyMap<string, Checked>;
}

/**
 * Whose each is and how loud. A token of the vault and one that GitHub knows are no test data, whatever somebody said,
 * and no guess any more (I15).
 */
export function judgeLeaks(leaks: readonly Leak[], facts: LeakFacts): readonly JudgedLeak[] {
  const marks = new Map(facts.testData.map((mark) => [mark.print, mark]));
  return leaks.map((leak) => {
    const ours = facts.entries.get(leak.print);
    const checked = facts.checked.get(leak.print);
    const known = ours !== undefined || checked?.kind === 'alive';
    const testData = known ? undefined : marks.get(leak.print);
    const sure = known || leak.confidence === 'confirmed';
    const weight = testData !== undefined ? 'quiet' : sure ? 'warning' : 'hint';
    return { leak, weight, ours, testData, checked };
  });
}
