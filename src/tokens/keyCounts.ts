import type { Entry, KeyRecord } from './entry.ts';

/** How a try to mint with one key ended. `problem`: `problem.kind`. */
export type MintOutcome = { readonly kind: 'minted' } | { readonly kind: 'failed'; readonly problem: string };

/** The keys of an App as they are kept. An old one without its secret is none, whatever was noted of it. */
export function keysOf(entry: Pick<Entry, 'app' | 'previous'>): {
  readonly current: KeyRecord | undefined;
  readonly old: KeyRecord | undefined;
} {
  const { app, previous } = entry;
  return { current: app?.current, old: previous === undefined ? undefined : app?.old };
}

/** A key that was just stored. `now` in ms since the epoch. */
export function newKeyRecord(fingerprint: string, now: number): KeyRecord {
  return { fingerprint, since: now, minted: 0, failed: 0 };
}

/**
 * The entry with one more mint, or one more that came to nothing, of the key with this fingerprint (S2-52). A key that was
 * let go meanwhile is counted nowhere. `now` in ms since the epoch.
 */
export function countMint(entry: Entry, fingerprint: string, outcome: MintOutcome, now: number): Entry {
  const { app } = entry;
  if (app === undefined) return entry;
  if (app.current?.fingerprint === fingerprint) {
    return { ...entry, app: { ...app, current: counted(app.current, outcome, now) } };
  }
  if (app.old?.fingerprint === fingerprint) {
    return { ...entry, app: { ...app, old: counted(app.old, outcome, now) } };
  }
  return entry;
}

function counted(key: KeyRecord, outcome: MintOutcome, now: number): KeyRecord {
  return outcome.kind === 'minted'
    ? { ...key, minted: key.minted + 1, lastMintedAt: now }
    : { ...key, failed: key.failed + 1, lastFailure: outcome.problem, lastFailedAt: now };
}

/** Whether the last thing GitHub said of the key was that it does not know it. */
export function isRefused({ lastFailure, lastFailedAt, lastMintedAt }: KeyRecord): boolean {
  return lastFailure === 'appKey' && (lastFailedAt ?? 0) >= (lastMintedAt ?? 0);
}
