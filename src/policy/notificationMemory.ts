import type { FindingId } from '../shared/finding.ts';
import type { PolicyFinding } from './policyFinding.ts';

/** What was already said, as plain JSON for the extension's global state. Holds ids and dates only. */
export interface NotificationMemory {
  /** Occasions that had their notification. */
  readonly shown: readonly string[];
  /** Topic -> ms epoch. Once that moment has passed the topic is due again, once. */
  readonly snoozedUntil: Readonly<Record<string, number>>;
  /** Topics the person does not want to hear about again. */
  readonly never: readonly string[];
  /** When something was said last. Absent in what was stored before one a day became the rule. */
  readonly said?: Said | undefined;
}

interface Said {
  /** ms since the epoch. */
  readonly at: number;
  /** The days on which something was said, as `2026-12-03` where the person was; the last ones. */
  readonly days: readonly string[];
}

/** More than a vault of a thousand entries needs; the memory lives in VS Code's own state and must stay small. */
const most = { shown: 5_000, snoozed: 1_000, never: 1_000, days: 60 } as const;

export const emptyMemory: NotificationMemory = Object.freeze({
  shown: Object.freeze([]),
  snoozedUntil: Object.freeze({}),
  never: Object.freeze([]),
});

const topics: Partial<Readonly<Record<FindingId, string>>> = Object.freeze({
  // One end, one topic: a 401 after the date has passed is no second piece of news.
  dead: 'end',
  expired: 'end',
  'expires-soon': 'expires',
  'expires-later': 'expires',
});

/** What snooze and "Don't show again" are remembered by: the entry and its kind of trouble. */
export function topicOf(finding: Pick<PolicyFinding, 'id' | 'entryId'>): string {
  return `${finding.entryId} ${topics[finding.id] ?? finding.id}`;
}

/** Marks occasions as said; a snooze that has run out is used up by it. */
export function rememberShown(
  memory: NotificationMemory,
  planned: { readonly occasions: readonly string[]; readonly topics: readonly string[] },
): NotificationMemory {
  const kept = Object.entries(memory.snoozedUntil).filter(([topic]) => !planned.topics.includes(topic));
  const added = new Set(planned.occasions);
  const secrets = newestSecrets(planned.occasions);
  // What was said of an earlier secret of the same entry is never asked about again.
  const shown = memory.shown.filter((occasion) => {
    const { about, since } = secretIn(occasion);
    return !added.has(occasion) && since >= (secrets.get(about) ?? since);
  });
  return {
    ...memory,
    shown: [...shown, ...added].slice(-most.shown),
    snoozedUntil: Object.fromEntries(kept),
  };
}

/** Marks the day (`2026-12-03`) as one on which something was said. `at` in ms since the epoch. */
export function rememberDay(memory: NotificationMemory, day: string, at: number): NotificationMemory {
  const others = (memory.said?.days ?? []).filter((one) => one !== day);
  return { ...memory, said: { at, days: [...others, day].slice(-most.days) } };
}

function newestSecrets(occasions: readonly string[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const { about, since } of occasions.map(secretIn))
    newest.set(about, Math.max(since, newest.get(about) ?? since));
  return newest;
}

/** `entry topic secret-since days`: the last two only where an end is spoken of. */
function secretIn(occasion: string): { readonly about: string; readonly since: number } {
  const [id, topic, since] = occasion.split(' ');
  return { about: `${id} ${topic}`, since: Number(since ?? 0) };
}

/** Quiet about these topics until a moment (ms epoch); then they are said once more, if still true. */
export function snooze(
  memory: NotificationMemory,
  topics: readonly string[],
  until: number,
): NotificationMemory {
  const added = Object.fromEntries(topics.map((topic) => [topic, until]));
  const all = Object.entries({ ...memory.snoozedUntil, ...added });
  const latest = all.toSorted(([, a], [, b]) => b - a).slice(0, most.snoozed);
  return { ...memory, snoozedUntil: Object.fromEntries(latest) };
}

export function neverAgain(memory: NotificationMemory, topics: readonly string[]): NotificationMemory {
  return { ...memory, never: [...new Set([...memory.never, ...topics])].slice(-most.never) };
}

/** Drops all that is remembered about an entry, when the person forgets it. */
export function forgetEntry(memory: NotificationMemory, entryId: string): NotificationMemory {
  const others = (key: string) => !key.startsWith(`${entryId} `);
  return {
    ...memory,
    shown: memory.shown.filter(others),
    snoozedUntil: Object.fromEntries(Object.entries(memory.snoozedUntil).filter(([topic]) => others(topic))),
    never: memory.never.filter(others),
  };
}
