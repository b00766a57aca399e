import { usedHereDays } from '../policy/judgeNotifications.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicyFinding } from '../policy/policyFinding.ts';
import { dayMs } from '../shared/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import { kinds } from '../tokens/kind.ts';
import { type LifeLeft, lifeLeft } from '../tokens/lifeLeft.ts';
import type { WatchedToken } from '../watched/watchedToken.ts';
import type { BarTone } from './dashboardPage.ts';
import { axisOf, isOn, shareOf, type Tick, type TimeAxis, ticksOf } from './timeAxis.ts';

export interface TimelineFacts {
  readonly entries: readonly Entry[];
  readonly watched: readonly WatchedToken[];
  /** About both, open and accepted: what is accepted still ends. */
  readonly findings: readonly PolicyFinding[];
  readonly policy: Pick<Policy, 'maxLifetimeDays' | 'soonDays' | 'laterDays'>;
  /** ms since the epoch. */
  readonly now: number;
}

/** What a bar is of. */
export type Lived =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'watched'; readonly token: WatchedToken };

/** One life. Times in ms since the epoch, shares 0 to 1. */
export interface Bar {
  readonly of: Lived;
  readonly tone: BarTone;
  readonly life: LifeLeft;
  readonly since: number;
  /** Undefined: it never ends, or nobody knows when. */
  readonly end: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly opensLeft: boolean;
  readonly opensRight: boolean;
  /** Days before its end at which it is reminded of, and where that is. */
  readonly thresholds: readonly { readonly at: number; readonly days: number }[];
  /** When the policy would have ended it, where that is before its end; `at` only where it is on the axis. */
  readonly policyEnd: { readonly time: number; readonly at: number | undefined } | undefined;
  /** Days of its whole life; undefined where it has no known end. */
  readonly lifeDays: number | undefined;
}

export interface TimelinePicture {
  readonly axis: TimeAxis;
  readonly ticks: readonly Tick[];
  readonly today: number;
  /** What is over first, then what ends next, then what has no known end, then what never ends. */
  readonly bars: readonly Bar[];
}

/** Every token as a life on one axis. */
export function summariseTimeline(facts: TimelineFacts): TimelinePicture {
  const ending = endingOf(facts.findings);
  const lives = [
    ...facts.entries.map((entry) => lifeOfEntry(entry, facts, ending)),
    ...facts.watched.map((token) => lifeOfWatched(token, facts, ending)),
  ];
  const axis = axisOf(
    lives.flatMap(({ since, end }) => [since, ...(end === undefined ? [] : [end])]),
    facts.now,
  );
  const marks = thresholdsOf(facts.policy);
  return {
    axis,
    ticks: ticksOf(axis),
    today: shareOf(axis, facts.now),
    bars: lives.map((life) => barOf(life, axis, marks)).toSorted(byEnd),
  };
}

/** 14, 7, 3 and 1 days, with the first and the third as the person's rules have them. */
function thresholdsOf({ soonDays, laterDays }: TimelineFacts['policy']): readonly number[] {
  return [...new Set([...usedHereDays, soonDays, laterDays])]
    .filter((days) => days > 0 && days <= Math.max(soonDays, laterDays))
    .toSorted((a, b) => b - a);
}

type Life = Pick<Bar, 'of' | 'tone' | 'life' | 'since' | 'end' | 'lifeDays'> & {
  /** The moment at which the policy ends it, whatever its own end; undefined where no rule applies. */
  readonly ruled: number | undefined;
};

function lifeOfEntry(entry: Entry, { policy, now }: TimelineFacts, ending: Ending): Life {
  const life = lifeLeft(entry, now);
  const { expiry, secretSince: since } = entry;
  // What renews itself has an end that nobody needs to meet, and a key of a GitHub App has none.
  const meets = life.kind !== 'renews' && entry.kind !== 'app-key';
  const end = expiry.kind === 'at' && meets ? expiry.at : undefined;
  const dead = entry.health.kind === 'dead' ? entry.health.at : undefined;
  const endless = entry.session !== undefined && expiry.kind === 'never';
  const ruled =
    (kinds[entry.kind].renewsItself && !endless) || entry.kind === 'app-key'
      ? undefined
      : since + policy.maxLifetimeDays * dayMs;
  const tone = toneOf(entry, life, ending, policy);
  return {
    of: { kind: 'entry', entry },
    tone,
    life,
    since,
    // A token that was refused has stopped, whatever its date says.
    end: life.kind === 'dead' ? dead : end,
    lifeDays: end === undefined ? undefined : daysOf(since, end),
    ruled: tone === 'never' || end !== undefined ? ruled : undefined,
  };
}

function lifeOfWatched(token: WatchedToken, { policy, now }: TimelineFacts, ending: Ending): Life {
  const { expiry, since } = token;
  const health = { kind: 'unchecked' } as const;
  const life: LifeLeft = expiry.kind === 'at' ? lifeLeft({ expiry, health }, now) : { kind: 'notReported' };
  const end = expiry.kind === 'at' ? expiry.at : undefined;
  return {
    of: { kind: 'watched', token },
    tone: toneOf(token, life, ending, policy),
    life,
    since,
    end,
    // When it was made, nobody told us: how long it lives is not known.
    lifeDays: undefined,
    ruled: undefined,
  };
}

/** By id of the entry or watched token. */
type Ending = ReadonlyMap<string, 'soon' | 'later'>;

/** What ends soon or later by the person's rules; once over all findings, however many there are. */
function endingOf(findings: readonly PolicyFinding[]): Ending {
  const ending = new Map<string, 'soon' | 'later'>();
  for (const { id, entryId } of findings) {
    if (id === 'expires-soon') ending.set(entryId, 'soon');
    else if (id === 'expires-later' && !ending.has(entryId)) ending.set(entryId, 'later');
  }
  return ending;
}

function toneOf(
  { id, kind }: { readonly id: string; readonly kind?: Entry['kind'] },
  life: LifeLeft,
  ending: Ending,
  policy: TimelineFacts['policy'],
): BarTone {
  // A key of a GitHub App has no end, whatever could be asked about it.
  if (kind === 'app-key') return 'never';
  switch (life.kind) {
    case 'expired':
    case 'dead':
      return 'over';
    case 'never':
      return 'never';
    case 'renews':
      return 'fine';
    case 'notReported':
    case 'notSeen':
      return 'unknown';
    default:
      return nearer(ending.get(id) ?? 'fine', byDate(life, policy));
  }
}

const nearness = { soon: 0, later: 1, fine: 2 } as const;
type Nearness = keyof typeof nearness;

const nearer = (a: Nearness, b: Nearness) => (nearness[a] <= nearness[b] ? a : b);

/** Not every end is told of (what is renewed, what was stored to live days), and it is drawn as near as it is all the same. */
function byDate(life: LifeLeft, { soonDays, laterDays }: TimelineFacts['policy']): Nearness {
  const days = life.kind === 'days' ? life.days : 0;
  if (days <= soonDays) return 'soon';
  return days <= laterDays ? 'later' : 'fine';
}

function barOf({ ruled, ...life }: Life, axis: TimeAxis, marks: readonly number[]): Bar {
  const { since, end } = life;
  // Dates that stand the wrong way round are one moment.
  const begin = end === undefined ? since : Math.min(since, end);
  const stops = end ?? Number.POSITIVE_INFINITY;
  const past = ruled !== undefined && ruled < stops;
  return {
    ...life,
    from: shareOf(axis, begin),
    to: shareOf(axis, stops),
    opensLeft: begin < axis.from,
    opensRight: stops > axis.to,
    thresholds: thresholdMarks(life, begin, axis, marks),
    policyEnd: past ? { time: ruled, at: isOn(axis, ruled) ? shareOf(axis, ruled) : undefined } : undefined,
  };
}

/** Only where the date is its end: what was refused before that is reminded of no more. */
function thresholdMarks(
  { end, life }: Pick<Bar, 'end' | 'life'>,
  begin: number,
  axis: TimeAxis,
  marks: readonly number[],
): Bar['thresholds'] {
  if (end === undefined || life.kind === 'dead') return [];
  return marks
    .map((days) => ({ days, time: end - days * dayMs }))
    .filter(({ time }) => time > begin && isOn(axis, time))
    .map(({ days, time }) => ({ days, at: shareOf(axis, time) }));
}

/** Rounded up, as the finding about a life longer than the policy's is. */
function daysOf(since: number, end: number): number {
  return Math.max(0, Math.ceil((end - since) / dayMs));
}

const rank: Readonly<Record<BarTone, number>> = { over: 0, soon: 1, later: 1, fine: 1, unknown: 2, never: 3 };

function byEnd(a: Bar, b: Bar): number {
  const endless = Number.MAX_SAFE_INTEGER;
  return rank[a.tone] - rank[b.tone] || (a.end ?? endless) - (b.end ?? endless) || byName(a, b);
}

function byName(a: Bar, b: Bar): number {
  const [left, right] = [nameOf(a), nameOf(b)].map((name) => name.toLowerCase()) as [string, string];
  return left < right ? -1 : Number(left > right);
}

function nameOf({ of }: Bar): string {
  return of.kind === 'entry' ? of.entry.name : of.token.name;
}
