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
}

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
  return {
    ...memory,
    shown: [...new Set([...memory.shown, ...planned.occasions])],
    snoozedUntil: Object.fromEntries(kept),
  };
}

/** Quiet about these topics until a moment (ms epoch); then they are said once more, if still true. */
export function snooze(
  memory: NotificationMemory,
  topics: readonly string[],
  until: number,
): NotificationMemory {
  const added = Object.fromEntries(topics.map((topic) => [topic, until]));
  return { ...memory, snoozedUntil: { ...memory.snoozedUntil, ...added } };
}

export function neverAgain(memory: NotificationMemory, topics: readonly string[]): NotificationMemory {
  return { ...memory, never: [...new Set([...memory.never, ...topics])] };
}

/** Drops all that is remembered about an entry, when the person forgets it. */
export function forgetEntry(memory: NotificationMemory, entryId: string): NotificationMemory {
  const others = (key: string) => !key.startsWith(`${entryId} `);
  return {
    shown: memory.shown.filter(others),
    snoozedUntil: Object.fromEntries(Object.entries(memory.snoozedUntil).filter(([topic]) => others(topic))),
    never: memory.never.filter(others),
  };
}
