import type { Entry } from '../tokens/entry.ts';
import type { Origin } from '../tokens/origin.ts';

export type BorrowedFacts = Pick<Entry, 'id' | 'name' | 'host' | 'kind'> & {
  readonly origin: Origin;
} & Partial<Pick<Entry, 'owner' | 'login' | 'declared' | 'expiry' | 'scopes' | 'listed' | 'health'>>;

/** What is known of a token that is not ours, in the form every command understands. `now` in ms since the epoch. */
export function borrowedEntry(facts: BorrowedFacts, now: number): Entry {
  return {
    owner: undefined,
    login: undefined,
    purpose: undefined,
    declared: undefined,
    expiry: { kind: 'notSeen' },
    scopes: { kind: 'notSeen' },
    health: { kind: 'unchecked' },
    sso: { kind: 'notSeen' },
    addedAt: now,
    secretSince: now,
    checkedAt: undefined,
    observed: [],
    accepted: [],
    confirmedFor: [],
    previous: undefined,
    ...facts,
  };
}
