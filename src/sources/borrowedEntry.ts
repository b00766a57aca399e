import { blankEntry } from '../tokens/blankEntry.ts';
import type { Entry } from '../tokens/entry.ts';
import type { Origin } from '../tokens/origin.ts';

export type BorrowedFacts = Pick<Entry, 'id' | 'name' | 'host' | 'kind'> & {
  readonly origin: Origin;
} & Partial<Pick<Entry, 'owner' | 'login' | 'declared' | 'expiry' | 'scopes' | 'listed' | 'health'>>;

/** What is known of a token that is not ours, in the form every command understands. `now` in ms since the epoch. */
export function borrowedEntry(facts: BorrowedFacts, now: number): Entry {
  return { ...blankEntry(facts.host, facts.kind, now), ...facts };
}
