import type { ProbedPermission } from '../tokens/entry.ts';
import type { ProbeReport } from './runProbes.ts';
import { isWall } from './sight.ts';

/**
 * What of a run is worth keeping. An answer that only tells of the moment (no network, a limit, an outage) is not: it
 * would take the place of what was known before.
 */
export function storedProbes(
  { probed }: Pick<ProbeReport, 'probed'>,
  at: number,
): readonly ProbedPermission[] {
  return probed.flatMap(({ probe: { permission, level }, repository, verdict }): ProbedPermission[] => {
    const base = { permission, level, ...(repository === undefined ? {} : { repository }), at };
    switch (verdict.kind) {
      case 'dead':
        return [];
      case 'unknown': {
        const { why } = verdict;
        const lasts = why === 'public' || isWall(why);
        return lasts ? [{ ...base, verdict: 'unknown', why }] : [];
      }
      default:
        return [{ ...base, verdict: verdict.kind }];
    }
  });
}
