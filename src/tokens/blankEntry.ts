import type { Entry } from './entry.ts';

/** An entry of which nothing is known yet. `now` in ms since the epoch; the vault names it and gives it an id. */
export function blankEntry(host: Entry['host'], kind: Entry['kind'], now: number): Entry {
  return {
    id: '',
    name: '',
    host,
    kind,
    addedAt: now,
    secretSince: now,
    owner: undefined,
    login: undefined,
    purpose: undefined,
    declared: undefined,
    expiry: { kind: 'notSeen' },
    scopes: { kind: 'notSeen' },
    health: { kind: 'unchecked' },
    sso: { kind: 'notSeen' },
    checkedAt: undefined,
    observed: [],
    accepted: [],
    confirmedFor: [],
    previous: undefined,
  };
}
