import { hourMs } from '../shared/clock.ts';
import type { Entry } from './entry.ts';
import type { Expiry } from './expiry.ts';
import type { Inspection } from './inspection.ts';
import { kinds } from './kind.ts';

type Alive = Extract<Inspection, { readonly kind: 'alive' }>;

/**
 * The entry with what an inspection showed. A dead token keeps every fact, so that its row still says what it was.
 * A vague answer never replaces a known one: GitHub is known to report "now" as the expiry of some tokens (G06).
 */
export function applyInspection(entry: Entry, inspection: Inspection): Entry {
  const checkedAt = inspection.at;
  if (inspection.kind === 'dead') return { ...entry, checkedAt, health: { kind: 'dead', at: checkedAt } };
  return {
    ...entry,
    checkedAt,
    health: { kind: 'alive', at: checkedAt },
    login: inspection.login ?? entry.login,
    expiry: betterExpiry(entry.expiry, inspection.expiry),
    scopes: inspection.scopes.kind === 'notSeen' ? entry.scopes : inspection.scopes,
    sso: inspection.sso.kind === 'notSeen' ? entry.sso : inspection.sso,
  };
}

function betterExpiry(known: Expiry, seen: Expiry): Expiry {
  if (seen.kind === 'notSeen') return known;
  return seen.kind === 'notReported' && (known.kind === 'at' || known.kind === 'never') ? known : seen;
}

export type LoginChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'changed'; readonly was: string; readonly now: string };

/** Whether GitHub names another account than before. Only a renamed account explains that; the person is told. */
export function judgeLogin(entry: Entry, inspection: Alive): LoginChange {
  const was = entry.login;
  const now = inspection.login;
  if (was === undefined || now === undefined || was.toLowerCase() === now.toLowerCase())
    return { kind: 'none' };
  return { kind: 'changed', was, now };
}

const checkEveryMs = 12 * hourMs;
const jitterMs = hourMs;

/**
 * Whether to ask GitHub again by itself: after 12 hours and up to one more, so that windows and machines do not ask
 * together. Never after a 401: repeating it locks the account out. `random` (0 to 1) is drawn once for a window and
 * entry, not at every tick, or the jitter vanishes. A check dated in the future means the clock was wrong.
 */
export function isCheckDue(entry: Entry, now: number, random: number): boolean {
  if (entry.health.kind === 'dead' || !kinds[entry.kind].authenticates) return false;
  if (entry.checkedAt === undefined) return true;
  const age = now - entry.checkedAt;
  return age < -hourMs || age > checkEveryMs + random * jitterMs;
}
