import { dayMs } from '../shared/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import type { Draft } from './judgeLife.ts';
import type { Policy } from './policy.ts';
import { servedOwners } from './servedOwners.ts';

/**
 * How a token is used: the same for too long, not at all, or for several owners. Everything here is by what this
 * extension did or noted: what else uses the token is not known, which the words must not forget.
 */
export function judgeUse(entry: Entry, now: number, policy: Policy): readonly Draft[] {
  if (kinds[entry.kind].renewsItself) return [];
  const found: Draft[] = [];
  const age = now - entry.secretSince;
  if (age > policy.maxAgeDays * dayMs) {
    const data = { at: entry.secretSince, days: Math.floor(age / dayMs), limit: policy.maxAgeDays };
    found.push({ id: 'old', severity: 'info', evidence: 'stored', data, next: 'rotate' });
  }
  const last = entry.observed.reduce((latest, { at }) => Math.max(latest, at), entry.secretSince);
  if (now - last > policy.unusedDays * dayMs) {
    const data = { at: last, days: Math.floor((now - last) / dayMs), limit: policy.unusedDays };
    found.push({ id: 'unused', severity: 'info', evidence: 'stored', data, next: 'end' });
  }
  const several = policy.oneOwner && !reachesAllByNature(entry) ? judgeOwners(entry) : undefined;
  return several === undefined ? found : [...found, several];
}

function judgeOwners({ confirmedFor, observed, secretSince }: Entry): Draft | undefined {
  // What the token before this one did is not held against it.
  const own = observed.filter(({ at }) => at >= secretSince);
  const owners = servedOwners({ confirmedFor, observed: own });
  if (owners.length < 2) return undefined;
  const seen = confirmedFor.length === 0 || servedOwners({ confirmedFor: [], observed: own }).length > 1;
  const evidence = seen ? 'worked' : 'declared';
  return { id: 'several-owners', severity: 'info', evidence, data: { owners }, next: 'narrow' };
}

/** Said by the finding that it is classic, and nothing to be said twice. */
function reachesAllByNature({ kind }: Entry): boolean {
  return kind === 'classic-pat' || kind === 'legacy-hex';
}
