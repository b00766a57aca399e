import type { JudgedLeak } from '../../../src/leaks/judgeLeaks.ts';
import type { Leak } from '../../../src/leaks/leak.ts';

/** A found token. The same `print` is the same token. */
export function aLeak(changes: Partial<Leak> = {}): Leak {
  const { print = 'p1', place = { kind: 'file', uri: 'file:///w/a.md' } as const } = changes;
  return {
    id: `${JSON.stringify(place)}#${print}`,
    place,
    spot: { line: 0, column: 0, endLine: 0, endColumn: 40 },
    kind: 'classic-pat',
    confidence: 'confirmed',
    written: 'plain',
    masked: 'gh…',
    print,
    ...changes,
  };
}

export function aJudged(changes: Partial<JudgedLeak> = {}, leak: Partial<Leak> = {}): JudgedLeak {
  return {
    leak: aLeak(leak),
    weight: 'warning',
    ours: undefined,
    testData: undefined,
    checked: undefined,
    ...changes,
  };
}
