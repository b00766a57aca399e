import type { PolicyFinding } from '../policy/policyFinding.ts';
import type { Severity } from '../shared/finding.ts';

/** More than a person reads in one go; the Tokens view has them all. */
export const mostFindings = 60;

export interface RankedFindings {
  readonly shown: readonly PolicyFinding[];
  readonly left: number;
  /** All open ones, shown or not. */
  readonly count: Readonly<Record<Severity, number>>;
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/**
 * What to do first: the most urgent, then what concerns the token that is used here, then what ends next. What a person
 * accepted is not asked for again.
 */
export function rankFindings(
  findings: readonly PolicyFinding[],
  usedHere: string | undefined,
): RankedFindings {
  const open = findings.filter(({ acceptedUntil }) => acceptedUntil === undefined);
  const shown = open
    .toSorted(
      (a, b) =>
        weight[a.severity] - weight[b.severity] ||
        Number(b.entryId === usedHere) - Number(a.entryId === usedHere) ||
        endOf(a) - endOf(b),
    )
    .slice(0, mostFindings);
  const of = (severity: Severity) => open.filter((one) => one.severity === severity).length;
  return {
    shown,
    left: open.length - shown.length,
    count: { error: of('error'), warning: of('warning'), info: of('info') },
  };
}

function endOf({ data }: PolicyFinding): number {
  return data.at ?? Number.MAX_SAFE_INTEGER;
}
