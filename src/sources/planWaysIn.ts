/** How tokens can come in. */
export type WayIn = 'paste' | 'login' | 'app' | 'device' | 'broker' | 'environment';

/** What is known without asking any program or server. */
export interface WaysFacts {
  /** The person's settings name a token broker, and it can be understood. */
  readonly brokerNamed: boolean;
  /** The GitHub at hand is known to have no fine-grained tokens. */
  readonly lacksFineGrained: boolean;
  /** Programs of this machine are run in a trusted workspace only. */
  readonly trusted: boolean;
  /** Logins that the settings allow: none means that this way is closed. */
  readonly loginsAllowed: boolean;
  readonly environmentAllowed: boolean;
}

/** Something a line has to say beside its trade. */
export type WayNote =
  /** Nothing has to be set up, and the person decides what it may do. */
  | 'advisedFirst'
  /** Somebody has set it up already, and it hands out the narrowest tokens. */
  | 'advisedNamed'
  | 'classicHere'
  | 'sessionOnly'
  | 'offInSettings';

export interface PlannedWay {
  readonly way: WayIn;
  readonly note: WayNote | undefined;
}

const inOrder: readonly WayIn[] = Object.freeze(['paste', 'login', 'app', 'device', 'broker', 'environment']);

/**
 * Every way, always all of them: the advised one first, the others in the order of how much each asks of the person. A
 * login is never advised: it is there, and mostly broader than its job (S4-08).
 */
export function planWaysIn(facts: WaysFacts): readonly PlannedWay[] {
  const advised: WayIn = facts.brokerNamed ? 'broker' : 'paste';
  const ways = inOrder.map((way): PlannedWay => ({ way, note: noteOn(way, advised, facts) }));
  return ways.toSorted((a, b) => Number(b.way === advised) - Number(a.way === advised));
}

function noteOn(way: WayIn, advised: WayIn, facts: WaysFacts): WayNote | undefined {
  if (way === 'paste' && facts.lacksFineGrained) return 'classicHere';
  if (way === advised) return way === 'broker' ? 'advisedNamed' : 'advisedFirst';
  if (way === 'environment') return facts.environmentAllowed ? undefined : 'offInSettings';
  if (way !== 'login') return undefined;
  if (!facts.loginsAllowed) return 'offInSettings';
  return facts.trusted ? undefined : 'sessionOnly';
}
