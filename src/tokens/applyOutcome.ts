import { dayMs } from '../shared/clock.ts';
import type { Entry, Observation } from './entry.ts';

/** What an operation showed about the token that was sent. */
export type Outcome =
  | { readonly kind: 'worked' }
  | { readonly kind: 'refused' }
  /** 401. */
  | { readonly kind: 'dead' }
  | { readonly kind: 'ssoBlocked'; readonly organisation: string | undefined };

export interface Attempt {
  readonly operation: Observation['operation'];
  /** `owner/name`. */
  readonly repository: string;
  readonly outcome: Outcome;
  readonly at: number;
}

const mostObservations = 100;

/**
 * Records what an operation showed, on the newest entry. `used` is the entry as it was when the token was taken: a push
 * runs for minutes, and when the token was rotated meanwhile, the old one's 401 says nothing about the new one.
 */
export function applyOutcome(latest: Entry, used: Pick<Entry, 'secretSince'>, attempt: Attempt): Entry {
  if (latest.secretSince !== used.secretSince) return latest;
  const { outcome, at } = attempt;
  switch (outcome.kind) {
    case 'dead':
      return dead(latest, at);
    case 'ssoBlocked':
      return { ...latest, sso: { kind: 'blocked', organisation: outcome.organisation, at } };
    case 'worked': {
      const seen = observed(latest, attempt, 'worked');
      const isNews = seen !== latest.observed || latest.sso.kind !== 'notSeen';
      return isNews ? { ...latest, sso: { kind: 'notSeen' }, observed: seen } : latest;
    }
    case 'refused': {
      const seen = observed(latest, attempt, 'refused');
      return seen === latest.observed ? latest : { ...latest, observed: seen };
    }
  }
}

/** 401: dead since the first one; a second tells nothing new. */
export function dead(latest: Entry, at: number): Entry {
  return latest.health.kind === 'dead' ? latest : { ...latest, health: { kind: 'dead', at } };
}

/** Whether it was noted of this very secret within a day: writing it again costs a turn of the store and tells nothing. */
export function isFresh({ at: known }: { readonly at: number }, at: number, { secretSince }: Entry): boolean {
  return known >= secretSince && known <= at && at - known < dayMs;
}

/** One line per operation and repository, the latest; the same list where that is already noted of today. */
function observed(
  entry: Entry,
  { operation, repository, at }: Attempt,
  evidence: Observation['evidence'],
): readonly Observation[] {
  const before = entry.observed;
  const isThis = (one: Observation) =>
    one.operation === operation && one.repository.toLowerCase() === repository.toLowerCase();
  const known = before.find((one) => isThis(one) && one.evidence === evidence);
  if (known !== undefined && isFresh(known, at, entry)) return before;
  const others = before.filter((one) => !isThis(one));
  return [...others, { operation, repository, evidence, at }].slice(-mostObservations);
}
