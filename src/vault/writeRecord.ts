import { Failure } from '../shared/failure.ts';
import type { Secret } from '../shared/secret.ts';
import { type EntryRecord, keyOf, lengthOf, serialiseRecord } from './entryRecord.ts';
import type { JudgedStore } from './judgeStore.ts';
import { blankMarker, type Marker } from './marker.ts';
import type { Turn, VaultPorts, VaultSession } from './ports.ts';
import type { VaultProblem } from './problems.ts';

/** One write, while the turn is ours and the store was just read and judged. */
export interface Writing {
  readonly ports: VaultPorts;
  readonly session: VaultSession;
  readonly turn: Turn;
  readonly judged: JudgedStore;
}

/** Characters that every system's keyring takes: Windows' own stops at 2,560 bytes of two for each (F09). */
const shortestLimit = 1_280;

/** How often, and after how many ms each, a store is asked again that answers something else than it was given (F07). */
const retries = [20, 80, 240];

/**
 * Stores a record so that a crash between any two steps leaves a usable entry: intent, then the one store that counts,
 * then proof that it was taken, then the marker. A failure puts everything back and throws.
 */
export async function writeRecord(at: Writing, record: Omit<EntryRecord, 'generation'>): Promise<void> {
  const { ports, session, turn } = at;
  const id = record.entry.id;
  const before = at.judged.snapshot.readings.get(id);
  const old = before?.kind === 'record' ? before : undefined;
  const marker = at.judged.snapshot.markers.get(id);
  const generation = Math.max(old?.record.generation ?? 0, marker?.next ?? 0) + 1;
  const raw = serialiseRecord({ ...record, generation });
  ports.learn(record.secret);
  if (record.renewal) ports.learn(record.renewal);
  const fresh = !old?.record.secret.equals(record.secret);
  const intent: Marker = {
    ...(marker ?? blankMarker(id)),
    host: record.entry.host,
    kind: record.entry.kind,
    state: 'writing',
    // What may be missing from the store without being lost: nothing was there yet.
    generation: old?.record.generation ?? 0,
    next: generation,
    by: session.id,
    turn: turn.number,
    at: ports.clock.now(),
    ...(fresh ? { run: session.run, kept: false } : {}),
    acknowledged: false,
  };
  const fingerprint = await ports.files.fingerprint(record.secret).catch(() => '');
  await writeMarker(ports, intent);
  // A machine that slept between the turn and now may have been overtaken. The intent does no harm.
  await insistOn(turn);
  const problem = await storeAndRead(ports, id, raw);
  if (problem) {
    await putBack(at, id, old?.raw, marker);
    throw new Failure<VaultProblem>(problem);
  }
  // From here the new record counts. A marker that cannot be finished is finished by the next `settle`.
  await ports.files.write({ ...intent, state: 'present', generation, fingerprint }).catch(() => undefined);
}

async function storeAndRead(ports: VaultPorts, id: string, raw: Secret): Promise<VaultProblem | undefined> {
  try {
    await ports.store.store(keyOf(id), raw);
  } catch {
    const characters = lengthOf(raw);
    return characters > shortestLimit
      ? { kind: 'storeRefusedLong', characters }
      : { kind: 'storeRefused', step: 'write' };
  }
  const taken = await answers(ports, keyOf(id), (back) => back?.equals(raw) === true);
  return taken ? undefined : { kind: 'readBackDiffers' };
}

/** Asks until the store answers what it should; a store may answer late (F07). */
export async function answers(
  ports: VaultPorts,
  key: string,
  expected: (back: Secret | undefined) => boolean,
): Promise<boolean> {
  for (const ms of [...retries, undefined]) {
    const back = await ports.store.get(key).then(
      (value) => ({ value }),
      () => undefined,
    );
    if (back && expected(back.value)) return true;
    if (ms !== undefined) await ports.pause(ms);
  }
  return false;
}

/** After a failed store: the old value, then the old marker. Where even that fails the intent stays and says so. */
async function putBack(
  at: Writing,
  id: string,
  old: Secret | undefined,
  marker: Marker | undefined,
): Promise<void> {
  const { store, files } = at.ports;
  const same = (back: Secret | undefined) => (old ? back?.equals(old) === true : back === undefined);
  try {
    if (!same(await store.get(keyOf(id)))) {
      await (old ? store.store(keyOf(id), old) : store.delete(keyOf(id)));
      if (!same(await store.get(keyOf(id)))) return;
    }
    await (marker ? files.write(marker) : files.remove(id));
  } catch {
    // The intent left behind lets every window find the old value, or the new one if that was kept after all.
  }
}

/** Throws `lockLost` unless the turn is certainly still ours. */
export async function insistOn(turn: Turn): Promise<void> {
  if (!(await turn.stillOurs().catch(() => false))) throw new Failure<VaultProblem>({ kind: 'lockLost' });
}

/** Writes a marker, or says why the folder could not take it. */
export async function writeMarker(ports: VaultPorts, marker: Marker): Promise<void> {
  try {
    await ports.files.write(marker);
  } catch (error) {
    throw markerFailure(error);
  }
}

/** What a failing storage folder means for the person. The system's own words may quote a path, so they stay out. */
export function markerFailure(error: unknown): Failure<VaultProblem> {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return new Failure<VaultProblem>({
    kind: 'markerWriteFailed',
    full: code === 'ENOSPC' || code === 'EDQUOT',
  });
}
