import type { Entry } from '../tokens/entry.ts';
import { brokerKey } from './brokerSecret.ts';
import { canaryKey, keyOf } from './entryRecord.ts';
import { idsOf, type LostEntry } from './judgeStore.ts';
import { blankMarker, canaryId, isMarkerId, type Marker } from './marker.ts';
import type { SecretStore } from './ports.ts';
import { answers, insistOn, type Writing, writeMarker } from './writeRecord.ts';

/** What *Forget Everything* did to the store, with what it takes to say where the tokens live on. */
export interface ForgottenEverything {
  readonly entries: readonly Entry[];
  readonly lost: readonly LostEntry[];
  /** Values that could not be read before they were deleted. */
  readonly unreadable: number;
  /** Keys for which the store still answers a value, after it was asked again. Empty is the proof. */
  readonly left: readonly string[];
  /** False: this VS Code cannot list its keys, so only those a marker named were found (F13). */
  readonly listed: boolean;
}

/**
 * Deletes every value of ours and every marker, and reads back what is left. Markers say *forgotten* first: after a crash
 * anywhere in here nothing is called lost, `settle` goes on deleting, and a second run finishes. Where each window has a
 * copy of the store of its own they stay, blank, until `settle` drops them, or a window with an old copy would bring the
 * tokens back (F05). A key that would not go keeps its marker for the same reason.
 */
export async function forgetAll(at: Writing, sharedStore: boolean): Promise<ForgottenEverything> {
  const { ports, judged } = at;
  const { readings, markers } = judged.snapshot;
  await insistOn(at.turn);
  for (const id of readings.keys())
    if (isMarkerId(id)) await writeMarker(ports, forgotten(at, markers.get(id) ?? blankMarker(id)));
  const listing = await listKeys(ports.store);
  const keys = [...new Set([...[...readings.keys()].map(keyOf), canaryKey, brokerKey, ...(listing ?? [])])];
  await Promise.all(keys.map((key) => ports.store.delete(key).catch(() => undefined)));
  const gone = await Promise.all(keys.map((key) => answers(ports, key, (back) => back === undefined)));
  const left = new Set(keys.filter((_, n) => !gone[n]));
  for (const key of (await listKeys(ports.store)) ?? []) left.add(key);
  const done = [...(sharedStore ? readings.keys() : [])].filter((id) => !left.has(keyOf(id)));
  if (!left.has(canaryKey)) done.push(canaryId);
  // One that stays says *forgotten*, and is found again with the files.
  for (const id of done) await ports.files.remove(id).catch(() => undefined);
  return {
    entries: judged.view.entries,
    lost: judged.view.lost,
    unreadable: idsOf(judged.verdicts, 'unreadable').length,
    left: [...left],
    listed: listing !== undefined,
  };
}

/** Nothing about the token stays in it. What was forgotten before keeps its time, or it would never be dropped. */
function forgotten({ session, turn, judged, ports }: Writing, marker: Marker): Marker {
  const reading = judged.snapshot.readings.get(marker.id);
  const generation = Math.max(reading?.kind === 'record' ? reading.record.generation : 0, marker.next);
  const before = marker.state === 'forgotten' ? marker : undefined;
  return {
    ...blankMarker(marker.id),
    state: 'forgotten',
    generation,
    next: generation,
    by: before?.by ?? session.id,
    turn: before?.turn ?? turn.number,
    at: before?.at ?? ports.clock.now(),
  };
}

/** Undefined where this VS Code cannot list its keys, or would not. */
async function listKeys(store: SecretStore): Promise<readonly string[] | undefined> {
  return await store.keys?.().catch(() => undefined);
}
