import { dayMs } from '../shared/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import { isRefused, keysOf } from '../tokens/keyCounts.ts';
import type { Draft } from './judgeLife.ts';

/**
 * How many days a private key may stay the same. GitHub never ends one (facts/github-app.json, `private_keys.expire`), so
 * nothing but this ever says that it is time.
 */
export const keyAgeDays = 90;

/** How often a new key must have minted before the one before it is not needed any more (S2-39). */
export const provenMints = 5;

/**
 * What is held against the key of a GitHub App. None of the rules for tokens fits it: it is sent nowhere, never expires,
 * and what it reaches is decided by the installations of the App.
 */
export function judgeAppKey(entry: Entry, now: number): readonly Draft[] {
  const { current, old } = keysOf(entry);
  if (current === undefined) return [];
  const found: Draft[] = [];
  const refused = isRefused(current);
  if (refused) {
    const data = { at: current.lastFailedAt ?? now, old: old !== undefined };
    const next = old === undefined ? 'add-key' : 'end-old-key';
    found.push({ id: 'app-key-refused', severity: 'warning', evidence: 'refused', data, next });
  }
  const age = now - current.since;
  if (age > keyAgeDays * dayMs && old === undefined) {
    const data = { at: current.since, days: Math.floor(age / dayMs), limit: keyAgeDays };
    found.push({ id: 'app-key-old', severity: 'warning', evidence: 'stored', data, next: 'add-key' });
  }
  if (!refused && old !== undefined && current.minted >= provenMints) {
    const data = { minted: current.minted };
    found.push({ id: 'old-key-kept', severity: 'info', evidence: 'stored', data, next: 'end-old-key' });
  }
  return found;
}
