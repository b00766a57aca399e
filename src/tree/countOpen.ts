import type { PolicyFinding } from '../policy/policyFinding.ts';

/** How many findings a person can answer and has not: the number on the view's icon. What only informs is not counted. */
export function countOpen(findings: readonly PolicyFinding[]): number {
  return findings.filter(({ severity, acceptedUntil }) => severity !== 'info' && acceptedUntil === undefined)
    .length;
}
