import { dayMs } from '../shared/clock.ts';
import { keyOf } from './entryRecord.ts';
import { isLaterRun, type JudgedStore } from './judgeStore.ts';
import { blankMarker, type Marker } from './marker.ts';
import type { VaultSession } from './ports.ts';
import type { Writing } from './writeRecord.ts';

/** How long *forgotten* is remembered: longer than any window stays open with an old copy of the store (ms). */
export const forgottenForMs = 30 * dayMs;

/** One piece of housekeeping. None of them changes what a person sees now. */
export type Chore =
  /** A secret without a marker gets one; it is never deleted. */
  | { readonly kind: 'adopt'; readonly id: string }
  /** The marker catches up with its record: an interrupted write, or another profile's. */
  | { readonly kind: 'catchUp'; readonly id: string }
  /** A later run has read it back. */
  | { readonly kind: 'keep'; readonly id: string }
  | { readonly kind: 'keepCanary' }
  /** Deletes what the person told us to forget, where a crash kept it. */
  | { readonly kind: 'finishForgetting'; readonly id: string }
  | { readonly kind: 'dropMarker'; readonly id: string };

/** What is due. A window that may be behind, or faces an empty store, does nothing. */
export function planSettling(judged: JudgedStore, session: VaultSession, now: number): readonly Chore[] {
  const { snapshot, verdicts, view } = judged;
  if (view.mode.kind !== 'open') return [];
  const chores: Chore[] = [];
  for (const [id, reading] of snapshot.readings) {
    const marker = snapshot.markers.get(id);
    const verdict = verdicts.get(id);
    if (reading.kind === 'record' && verdict === 'present') {
      const behind = marker && (marker.state !== 'present' || marker.generation < reading.record.generation);
      if (!marker) chores.push({ kind: 'adopt', id });
      else if (behind || marker.fingerprint === '') chores.push({ kind: 'catchUp', id });
      else if (!marker.kept && isLaterRun(marker, session)) chores.push({ kind: 'keep', id });
    }
    if (verdict === 'neverWas') chores.push({ kind: 'dropMarker', id });
    if (verdict === 'leftover') chores.push({ kind: 'finishForgetting', id });
    if (verdict === 'gone' && marker && now - marker.at > forgottenForMs)
      chores.push({ kind: 'dropMarker', id });
  }
  const { marker: canary, found } = snapshot.canary;
  if (canary && found && !canary.kept && isLaterRun(canary, session)) chores.push({ kind: 'keepCanary' });
  return chores;
}

/** Does one chore. The turn, time and window of the last *write* stay: others judge by them whether they are behind. */
export async function doChore(at: Writing, chore: Chore): Promise<void> {
  const { files, store, clock } = at.ports;
  const { markers, readings, canary } = at.judged.snapshot;
  if (chore.kind === 'keepCanary') {
    if (canary.marker) await files.write({ ...canary.marker, kept: true });
    return;
  }
  const { id } = chore;
  if (chore.kind === 'dropMarker') return files.remove(id);
  if (chore.kind === 'finishForgetting') {
    if (await at.turn.stillOurs()) await store.delete(keyOf(id));
    return;
  }
  const reading = readings.get(id);
  if (reading?.kind !== 'record') return;
  const { record } = reading;
  const ours = { by: at.session.id, turn: at.turn.number, at: clock.now(), run: at.session.run };
  const marker: Marker = markers.get(id) ?? { ...blankMarker(id), ...ours };
  const fingerprint = await files.fingerprint(record.secret);
  const same = marker.fingerprint === fingerprint;
  const { generation } = record;
  const { host, kind } = record.entry;
  // A secret that this marker never saw was stored by we do not know which run: only a run after this one proves it.
  const run = same || marker.state === 'writing' ? marker.run : at.session.run;
  const kept = same && (marker.kept || chore.kind === 'keep');
  await files.write({
    ...marker,
    host,
    kind,
    state: 'present',
    generation,
    next: generation,
    fingerprint,
    run,
    kept,
  });
}
