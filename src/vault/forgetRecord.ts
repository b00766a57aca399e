import { Failure } from '../shared/failure.ts';
import { type EntryRecord, keyOf } from './entryRecord.ts';
import { blankMarker } from './marker.ts';
import type { VaultProblem } from './problems.ts';
import { answers, insistOn, type Writing, writeMarker } from './writeRecord.ts';

/**
 * Deletes a record. The marker says *forgotten* first: a crash after it is finished by `settle`, and a window with an
 * old copy of the store sees that it may not write that copy back. A refusal leaves the entry as it was.
 */
export async function forgetRecord(at: Writing, record: EntryRecord): Promise<void> {
  const { ports, session, turn } = at;
  const id = record.entry.id;
  const marker = at.judged.snapshot.markers.get(id);
  const generation = Math.max(record.generation, marker?.next ?? 0);
  // Before the marker, because from then on the entry is forgotten, whatever happens to this window.
  await insistOn(turn);
  await writeMarker(ports, {
    ...(marker ?? blankMarker(id)),
    host: record.entry.host,
    kind: record.entry.kind,
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
