import type { Entry } from './entry.ts';
import type { HostName } from './host.ts';
import { kinds } from './kind.ts';
import { isOver } from './lifeLeft.ts';
import { type Mode, modeOf } from './origin.ts';

/** Why an entry is offered, best first. The first four are the person's own word. */
export type SelectionReason =
  | 'override'
  | 'repository-binding'
  | 'owner-binding'
  | 'host-binding'
  | 'owner'
  | 'login'
  /** Of a GitHub App that is installed on this repository. */
  | 'app'
  | 'broker'
  | 'environment'
  | 'only'
  /** Logged in already elsewhere on this machine: gh, VS Code, git. */
  | 'session'
  /** Of this host, but nothing ties it to this repository. */
  | 'other';

/** Why an offered entry is not simply used. */
export type Obstacle = 'over' | 'other-owner' | 'unfit';

export interface Candidate {
  readonly entry: Entry;
  readonly reason: SelectionReason;
  readonly obstacle: Obstacle | undefined;
}

export interface SelectionInput {
  readonly entries: readonly Entry[];
  readonly host: HostName;
  /** Undefined when no repository is open. */
  readonly owner: string | undefined;
  /** Name without the owner. */
  readonly repository: string | undefined;
  /** `host`, `host/owner` or `host/owner/repository`, lower case -> entry id, as the person chose. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Entry id for this one run. */
  readonly override: string | undefined;
  readonly now: number;
  /** `policy/judgeFit` for the job at hand: false when what is known rules the job out. */
  readonly fits: (entry: Entry) => boolean;
  /** `policy/isNarrower`; handed in because policy stands above this folder. */
  readonly isNarrower: (a: Entry, b: Entry) => boolean;
}

export type Selection =
  | {
      readonly kind: 'chosen';
      readonly entry: Entry;
      readonly reason: SelectionReason;
      readonly ranked: readonly Candidate[];
    }
  /** The one that belongs here is dead, expired or unfit. It is shown, and replacing it is the person's decision. */
  | {
      readonly kind: 'blocked';
      readonly entry: Entry;
      readonly reason: SelectionReason;
      readonly obstacle: Obstacle;
      readonly ranked: readonly Candidate[];
    }
  | {
      readonly kind: 'ask';
      /** `borrowed`: a login or variable that was not meant for this; it is used once the person has said so. */
      readonly why: 'tie' | 'broader' | 'no-match' | 'borrowed';
      readonly ranked: readonly Candidate[];
    }
  /** The host has no entry that could ever push. */
  | { readonly kind: 'none' };

const order: readonly SelectionReason[] = [
  'override',
  'repository-binding',
  'owner-binding',
  'host-binding',
  'owner',
  'login',
  'app',
  'broker',
  'environment',
  'only',
  'session',
  'other',
];

const ownWords: readonly SelectionReason[] = Object.freeze([
  'override',
  'repository-binding',
  'owner-binding',
  'host-binding',
]);

/** Why a borrowed one is offered, where the person did not choose it. */
const borrowedReasons: Readonly<Record<Exclude<Mode, 'vault'>, SelectionReason>> = Object.freeze({
  app: 'app',
  broker: 'broker',
  environment: 'environment',
  login: 'session',
});

/**
 * Which entry serves this repository. The person's word first (one run, repository, owner, host), then what belongs to
 * the owner. Never silently the broader one, never silently a substitute for a dead one (S4-18), never silently a login
 * or variable that was meant for something else, and never an entry of another host. On a tie the known narrower one, else the person is asked.
 */
export function selectEntry(input: SelectionInput): Selection {
  const ofHost = input.entries.filter(
    (entry) => entry.host === input.host && kinds[entry.kind].authenticates,
  );
  const stored = ofHost.filter((entry) => entry.origin === undefined).length;
  const ranked = ofHost
    .map((entry) => candidate(entry, stored, input))
    .toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || byName(a.entry, b.entry))
    // Dead ones last, whatever their reason; the sort above is stable underneath.
    .toSorted((a, b) => Number(a.obstacle === 'over') - Number(b.obstacle === 'over'));
  if (ranked.length === 0) return { kind: 'none' };
  // An entry was named for this run and is gone or of another host: using some other one would be a guess.
  if (input.override !== undefined && !ranked.some((c) => c.reason === 'override')) {
    return { kind: 'ask', why: 'no-match', ranked };
  }
  const best = order.find(
    (reason) => reason !== 'other' && ranked.some((c) => c.reason === reason && counts(c)),
  );
  if (best === undefined) return { kind: 'ask', why: 'no-match', ranked };
  const top = ranked.filter((c) => c.reason === best);
  const usable = top.filter((c) => c.obstacle === undefined);
  const blocked = top[0] as Candidate;
  if (usable.length === 0) {
    const obstacle = blocked.obstacle as Obstacle;
    return { kind: 'blocked', entry: blocked.entry, reason: best, obstacle, ranked };
  }
  const winner = usable.find((c) =>
    usable.every((other) => other === c || input.isNarrower(c.entry, other.entry)),
  );
  if (winner === undefined) return { kind: 'ask', why: 'tie', ranked };
  if (best === 'environment' || best === 'session') return { kind: 'ask', why: 'borrowed', ranked };
  if (isOwnWord(best)) return { kind: 'chosen', entry: winner.entry, reason: best, ranked };
  const passedOver = ranked.some(
    (c) => fitsHere(c) && c.entry !== winner.entry && input.isNarrower(c.entry, winner.entry),
  );
  if (passedOver) return { kind: 'ask', why: 'broader', ranked };
  return { kind: 'chosen', entry: winner.entry, reason: best, ranked };
}

/** A dead login of another program is no token of ours that waits to be replaced: the next one is tried. */
function counts({ entry, reason, obstacle }: Candidate): boolean {
  return entry.origin === undefined || obstacle === undefined || isOwnWord(reason);
}

function candidate(entry: Entry, stored: number, input: SelectionInput): Candidate {
  const reason = reasonFor(entry, stored, input);
  return { entry, reason, obstacle: obstacleFor(entry, reason, input) };
}

function reasonFor(entry: Entry, stored: number, input: SelectionInput): SelectionReason {
  const { host, owner, repository, bindings, override } = input;
  if (override === entry.id) return 'override';
  const bound = (...place: readonly string[]) => {
    const key = place.join('/').toLowerCase();
    return Object.hasOwn(bindings, key) && bindings[key] === entry.id;
  };
  if (owner !== undefined) {
    if (repository !== undefined && bound(host, owner, repository)) return 'repository-binding';
    if (bound(host, owner)) return 'owner-binding';
  }
  // Of all that is on a host, a token of one owner can serve that owner only.
  if (bound(host) && !(owner !== undefined && actsElsewhere(entry, owner, repository))) return 'host-binding';
  const mode = modeOf(entry);
  if (mode !== 'vault') return borrowedReasons[mode];
  if (owner !== undefined) {
    if (same(entry.owner?.value, owner)) return 'owner';
    if (actsElsewhere(entry, owner, repository)) return 'other';
    if (same(entry.login, owner)) return 'login';
  }
  return stored === 1 ? 'only' : 'other';
}

function obstacleFor(entry: Entry, reason: SelectionReason, input: SelectionInput): Obstacle | undefined {
  if (isOver(entry, input.now)) return 'over';
  // The person's own word is followed; the preflight says what is missing.
  if (isOwnWord(reason)) return undefined;
  if (input.owner !== undefined && actsElsewhere(entry, input.owner, input.repository)) return 'other-owner';
  return input.fits(entry) ? undefined : 'unfit';
}

/** A fine-grained or installation token acts for one owner only; seen to work here beats what was declared. */
function actsElsewhere(entry: Entry, owner: string, repository: string | undefined): boolean {
  if (entry.kind !== 'fine-grained-pat' && entry.kind !== 'installation-token') return false;
  if (entry.owner === undefined || same(entry.owner.value, owner)) return false;
  return !entry.observed.some(
    (seen) => seen.evidence === 'worked' && same(seen.repository, `${owner}/${repository}`),
  );
}

/** What could have served here: dead ones count, because dropping a narrow dead one for a broad one is a decision. */
function fitsHere(c: Candidate): boolean {
  return (
    (c.reason === 'owner' || c.reason === 'login') && (c.obstacle === undefined || c.obstacle === 'over')
  );
}

function isOwnWord(reason: SelectionReason): boolean {
  return ownWords.includes(reason);
}

/** GitHub compares owners, logins and repositories without case. */
function same(a: string | undefined, b: string): boolean {
  return a !== undefined && a.toLowerCase() === b.toLowerCase();
}

function byName(a: Entry, b: Entry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
