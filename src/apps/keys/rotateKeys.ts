import type { Entry } from '../../tokens/entry.ts';
import { newKeyRecord } from '../../tokens/keyCounts.ts';

/** The facts once a new key is in use; the present one becomes the old one. `now` in ms since the epoch. */
export function withNewKey(entry: Entry, fingerprint: string, now: number): Entry {
  const { app } = entry;
  if (app === undefined) return entry;
  return { ...entry, app: { ...app, current: newKeyRecord(fingerprint, now), old: app.current } };
}

/** The facts once the old key is in use again; the newer one is kept aside with all that was counted of it. */
export function withOldKey(entry: Entry): Entry {
  const { app } = entry;
  if (app?.old === undefined) return entry;
  return { ...entry, app: { ...app, current: app.old, old: app.current } };
}

/** The facts once the old key is let go. */
export function withoutOldKey(entry: Entry): Entry {
  const { app } = entry;
  if (app?.old === undefined) return entry;
  const { old: _, ...rest } = app;
  return { ...entry, app: rest };
}
