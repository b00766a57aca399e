import { Failure } from '../shared/failure.ts';
import { type EntryRecord, keyOf } from './entryRecord.ts';
import { blankMarker, isMarkerId, type Marker } from './marker.ts';
import type { VaultProblem } from './problems.ts';
import { answers, insistOn, type Writing, writeMarker } from './writeRecord.ts';

/** Deletes a record. A refusal leaves the entry as it was. */
export function forgetRecord(at: Writing, { entry, generation }: EntryRecord): Promise<void> {
  return forgetKey(at, entry.id, { host: entry.host, kind: entry.kind, generation });
}

/** Deletes what cannot be read, once the person said so. A refusal leaves it as it was. */
export function forgetUnreadable(at: Writing, id: string): Promise<void> {
  return forgetKey(at, id, { generation: 0 });
}

/**
 * The marker says *forgotten* first: a crash after it is finished by `settle`, and a window with an old copy of the store
 * sees that it may not write that copy back. A key that names no file of ours has no marker and goes without.
 */
async function forgetKey(
  at: Writing,
  id: string,
  known: Pick<Marker, 'generation'> & Partial<Pick<Marker, 'host' | 'kind'>>,
): Promise<void> {
  const { ports, session, turn } = at;
  const marker = at.judged.snapshot.markers.get(id);
  const generation = Math.max(known.generation, marker?.next ?? 0);
  // Before the marker, because from then on the entry is forgotten, whatever happens to this window.
  await insistOn(turn);
  if (isMarkerId(id))
    await writeMarker(ports, {
      ...(marker ?? blankMarker(id)),
      ...known,
      state: 'forgotten',
      generation,
      next: generation,
      by: session.id,
      turn: turn.number,
      at: ports.clock.now(),
    });
  // A delete that was rejected and yet happened is what was asked for; so only the answer afterwards counts.
  await ports.store.delete(keyOf(id)).catch(() => undefined);
  if (await answers(ports, keyOf(id), (back) => back === undefined)) return;
  await (marker ? ports.files.write(marker) : ports.files.remove(id)).catch(() => undefined);
  throw new Failure<VaultProblem>({ kind: 'storeRefused', step: 'delete' });
}
