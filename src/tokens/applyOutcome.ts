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
      return { ...latest, health: { kind: 'dead', at } };
    case 'ssoBlocked':
      return { ...latest, sso: { kind: 'blocked', organisation: outcome.organisation, at } };
    case 'worked':
      return { ...latest, sso: { kind: 'notSeen' }, observed: observed(latest, attempt, 'worked') };
    case 'refused':
      return { ...latest, observed: observed(latest, attempt, 'refused') };
  }
}

/** One line per operation and repository, the latest. */
function observed(
  { observed: before }: Entry,
  { operation, repository, at }: Attempt,
  evidence: Observation['evidence'],
): readonly Observation[] {
  const others = before.filter(
    (one) => one.operation !== operation || one.repository.toLowerCase() !== repository.toLowerCase(),
  );
  return [...others, { operation, repository, evidence, at }].slice(-mostObservations);
}
