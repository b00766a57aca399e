import type { Reading } from './entryRecord.ts';
import type { Marker } from './marker.ts';
import type { VaultSession } from './ports.ts';

/** What a marker and the store together say about one entry. */
export type Verdict =
  /** Usable and as new as the marker. */
  | 'present'
  /** Usable, but the store answered an older value than was written (F07, or a crash lost the last write). */
  | 'older'
  /** The marker expects a secret and the store has none (F02). Never the same as signed out. */
  | 'lost'
  /** This window's copy of the store may be behind another window's write. */
  | 'stale'
  | 'unreadable'
  /** Adding it was begun and never reached the store. */
  | 'neverWas'
  /** Forgotten, and the store agrees. */
  | 'gone'
  /** Forgotten, but the secret is still (or again) there: deleting it was not finished. */
  | 'leftover';

/** How long before its extension host a window may have copied the whole store (ms). Browser hosts do; slow ones are slow. */
export const copyLeewayMs = 30_000;

/**
 * Whether this window's copy of the store may be from before the marker's write. `birth` is the turn at this window's
 * first reading. What another window wrote later, or so shortly before that our copy may predate it, is no evidence of
 * loss, and storing over it would be one (F05).
 */
export function mayBeBehind(marker: Marker, session: VaultSession, birth: number): boolean {
  const recent = marker.turn > birth || marker.at > session.startedAt - copyLeewayMs;
  return marker.by !== session.id && recent;
}

/** Judges one entry by its marker and what the store answered for it. */
export function judgeMarker(marker: Marker, reading: Reading, session: VaultSession, birth: number): Verdict {
  const behind = mayBeBehind(marker, session, birth);
  if (marker.state === 'forgotten') {
    if (reading.kind === 'none') return 'gone';
    if (reading.kind === 'record' && reading.record.generation > marker.generation) return 'present';
    return behind ? 'stale' : 'leftover';
  }
  if (reading.kind === 'unreadable') return 'unreadable';
  const writing = marker.state === 'writing';
  if (reading.kind === 'none') {
    if (behind) return 'stale';
    return writing && marker.generation === 0 ? 'neverWas' : 'lost';
  }
  if (reading.record.generation >= marker.next) return 'present';
  // Either the writer died before it stored, or our copy is from before: only a reload can tell.
  if (behind) return 'stale';
  return reading.record.generation >= marker.generation ? 'present' : 'older';
}
