import { dayMs } from '../shared/clock.ts';
import type { Entry, Observation, ProbedPermission, SeenCall } from './entry.ts';

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
/** Several times what one run asks. */
const mostProbed = 200;

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

/** What the answers of GitHub showed on the way, on the newest entry; the same entry where none of it is news. */
export function applyCalls(
  latest: Entry,
  seen: {
    readonly secretSince: number;
    readonly calls: readonly SeenCall[];
    readonly deadAt: number | undefined;
  },
): Entry {
  if (latest.secretSince !== seen.secretSince) return latest;
  const before = latest.calls ?? [];
  const news = seen.calls.filter((call) => !before.some((one) => isSameFact(one, call, latest)));
  const alive = seen.deadAt === undefined ? latest : dead(latest, seen.deadAt);
  if (news.length === 0) return alive;
  const others = before.filter((one) => !news.some((call) => isSameQuestion(one, call)));
  return { ...alive, calls: [...others, ...news].slice(-mostObservations) };
}

/** What a run of probes showed: one line per permission, level and repository, the latest. */
export function applyProbes(
  latest: Entry,
  { secretSince }: Pick<Entry, 'secretSince'>,
  probed: readonly ProbedPermission[],
): Entry {
  if (latest.secretSince !== secretSince || probed.length === 0) return latest;
  const key = (one: ProbedPermission) =>
    `${one.permission}:${one.level} ${one.repository?.toLowerCase() ?? ''}`;
  const asked = new Set(probed.map(key));
  const others = (latest.probed ?? []).filter((one) => !asked.has(key(one)));
  return { ...latest, probed: [...others, ...probed].slice(-mostProbed) };
}

function dead(latest: Entry, at: number): Entry {
  return latest.health.kind === 'dead' ? latest : { ...latest, health: { kind: 'dead', at } };
}

function isSameQuestion(a: SeenCall, b: SeenCall): boolean {
  return a.operation === b.operation && a.repository.toLowerCase() === b.repository.toLowerCase();
}

function isSameFact(known: SeenCall, call: SeenCall, entry: Entry): boolean {
  const words = ({ evidence, because, open, accepts }: SeenCall) =>
    JSON.stringify([evidence, because, open, accepts]);
  return isSameQuestion(known, call) && isFresh(known, call.at, entry) && words(known) === words(call);
}

/** Whether it was noted of this very secret within a day: writing it again costs a turn of the store and tells nothing. */
function isFresh({ at: known }: { readonly at: number }, at: number, { secretSince }: Entry): boolean {
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
