import { dayMs } from '../../../src/shared/clock.ts';
import type { WatchedToken } from '../../../src/watched/watchedToken.ts';

/** A fixed moment for tests: 20 November 2026, noon UTC. */
export const now = Date.UTC(2026, 10, 20, 12);

/** A token in an Actions secret that dies in twenty days, with what a test changes about it. */
export function aWatched(changes: Partial<WatchedToken> = {}): WatchedToken {
  return {
    id: 'w1',
    name: 'deploy',
    place: { kind: 'actions-secret', text: 'DEPLOY in acme/app', link: undefined },
    owner: 'acme',
    expiry: { kind: 'at', at: now + 20 * dayMs },
    note: undefined,
    addedAt: now - 10 * dayMs,
    since: now - 10 * dayMs,
    ...changes,
  };
}
