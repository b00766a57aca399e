import type { Policy } from '../policy/policy.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import { dayMs } from '../shared/clock.ts';
import { wholeDays } from '../tokens/lifeLeft.ts';
import type { WatchedToken } from './watchedToken.ts';

/**
 * What is to be said about watched tokens, under the ids entries use; `entryId` is the watched token's id. Somebody
 * relies on such a token wherever it lives, so it is warned about as one that is used. It never colours the status:
 * nothing in this window fails by it. No last third of a short life here: when it was made, nobody told us.
 */
export function judgeWatched(
  tokens: readonly WatchedToken[],
  now: number,
  policy: Pick<Policy, 'soonDays' | 'laterDays'>,
): readonly PolicyFinding[] {
  return tokens.flatMap((token) => judgeOne(token, now, policy) ?? []);
}

function judgeOne(
  { id, expiry, since }: WatchedToken,
  now: number,
  { soonDays, laterDays }: Pick<Policy, 'soonDays' | 'laterDays'>,
): PolicyFinding | undefined {
  if (expiry.kind === 'unknown') return undefined;
  const { at } = expiry;
  const left = at - now;
  const found = { entryId: id, evidence: 'declared', next: 'none', acceptedUntil: undefined } as const;
  const rest = { secretSince: since, neverGrant: [] };
  if (left <= 0) return { ...found, ...rest, id: 'expired', severity: 'error', data: { at } };
  const data = { at, days: wholeDays(left) };
  if (left <= soonDays * dayMs) return { ...found, ...rest, id: 'expires-soon', severity: 'warning', data };
  if (left <= laterDays * dayMs) return { ...found, ...rest, id: 'expires-later', severity: 'info', data };
  return undefined;
}
