import { dayMs, hourMs } from '../shared/clock.ts';
import type { Severity } from '../shared/finding.ts';
import { type NotificationMemory, topicOf } from './notificationMemory.ts';
import type { PolicyFinding } from './policyFinding.ts';

/** One notification for everything that is due now. */
export interface PlannedNotification {
  readonly severity: Severity;
  /** Most urgent first. */
  readonly findings: readonly PolicyFinding[];
  /** For `rememberShown`, once it is really on the screen. */
  readonly occasions: readonly string[];
  /** For `snooze` and `neverAgain`; one per finding shown. */
  readonly topics: readonly string[];
}

const urgency: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const everywhereDays = [7, 14] as const;
/** Days before its end at which a token that is used here is reminded of. */
export const usedHereDays = [1, 3, 7, 14] as const;

/**
 * What to say now, combined, or undefined. Expiry is said at 14 and 7 days, at 3 and 1 as well where the token is
 * used; everything else once. A memory that survives clock jumps in both directions is what keeps it from repeating.
 */
export function planNotifications(
  findings: readonly PolicyFinding[],
  memory: NotificationMemory,
  now: number,
): PlannedNotification | undefined {
  const due = findings
    .filter((finding) => finding.acceptedUntil === undefined && !memory.never.includes(topicOf(finding)))
    .map((finding) => ({ finding, occasions: occasionsOf(finding, now) }))
    .filter(({ finding, occasions }) => isDue(topicOf(finding), occasions, memory, now))
    .toSorted((a, b) => byUrgency(a.finding, b.finding));
  const first = due[0];
  if (first === undefined) return undefined;
  return {
    severity: first.finding.severity,
    findings: due.map(({ finding }) => finding),
    occasions: due.flatMap(({ occasions }) => occasions),
    topics: [...new Set(due.map(({ finding }) => topicOf(finding)))],
  };
}

/**
 * The occasions a finding has reached by now; the first is the present one. Thresholds passed earlier count as
 * reached, so that a machine asleep through two of them speaks once and not twice.
 */
function occasionsOf(finding: PolicyFinding, now: number): readonly string[] {
  const topic = topicOf(finding);
  // A new secret dies anew, so its end is new news; its breadth is the same old choice of the person.
  const ofThisSecret = `${topic} ${finding.secretSince}`;
  switch (finding.id) {
    case 'dead':
    case 'expired':
      return finding.severity === 'error' ? [ofThisSecret] : [];
    case 'renewal-lost':
      return finding.severity === 'info' ? [] : [ofThisSecret];
    case 'expires-soon':
    case 'expires-later': {
      const left = (finding.data.at ?? now) - now;
      const days = finding.severity === 'info' ? everywhereDays : usedHereDays;
      return days.filter((day) => left <= day * dayMs).map((day) => `${ofThisSecret} ${day}`);
    }
    // Each day until it is done or withdrawn. Not at once: the answer to the try has said it.
    case 'not-yet-revoked': {
      const wanted = finding.data.at ?? now;
      const day = Math.floor((now - wanted - hourMs) / dayMs);
      return day < 0 ? [] : [`${topic} ${wanted} ${day}`];
    }
    // A later rotation keeps another old one, and a later day is a new promise.
    case 'old-token-kept':
      return finding.severity === 'info' ? [] : [`${ofThisSecret} ${finding.data.at ?? 0}`];
    // The next key grows old anew, and is refused anew.
    case 'app-key-old':
    case 'app-key-refused':
      return [ofThisSecret];
    // Said in the answer to the action that met it.
    case 'sso-blocked':
      return [];
    default:
      return finding.severity === 'info' ? [] : [topic];
  }
}

function isDue(
  topic: string,
  occasions: readonly string[],
  memory: NotificationMemory,
  now: number,
): boolean {
  const present = occasions[0];
  if (present === undefined) return false;
  const until = Object.hasOwn(memory.snoozedUntil, topic) ? memory.snoozedUntil[topic] : undefined;
  if (until !== undefined) return until <= now;
  return !memory.shown.includes(present);
}

function byUrgency(a: PolicyFinding, b: PolicyFinding): number {
  const key = (f: PolicyFinding) => `${urgency[f.severity]} ${topicOf(f)}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
