import { Failure } from '../shared/failure.ts';
import { canaryKey, idOfKey, keyOf, parseRecord, type Reading } from './entryRecord.ts';
import { canaryId, type Marker } from './marker.ts';
import type { ReaderPorts } from './ports.ts';
import type { VaultProblem } from './problems.ts';

/** Everything there is, read once. Never leaves the vault: it holds the secrets. */
export interface Snapshot {
  readonly turn: number;
  readonly markers: ReadonlyMap<string, Marker>;
  /** One for each marker and each key of ours. */
  readonly readings: ReadonlyMap<string, Reading>;
  readonly canary: { readonly marker: Marker | undefined; readonly found: boolean };
}

/**
 * Reads without lock and without writing, in two rounds of parallel calls: it is on the path of activation. Markers are
 * read before secrets, so that a write in between shows a newer secret than its marker, never an older one.
 */
export async function loadStore(store: ReaderPorts['store'], files: ReaderPorts['files']): Promise<Snapshot> {
  const [listing, keys] = await Promise.all([listed(files), knownKeys(store)]);
  const markers = new Map(listing.markers.map((marker) => [marker.id, marker]));
  const canaryMarker = markers.get(canaryId);
  markers.delete(canaryId);
  const found = keys.map(idOfKey).filter((id) => id !== undefined);
  const ids = [...new Set([...markers.keys(), ...found])];
  const [canary, ...readings] = await Promise.all([
    canaryMarker ? read(store, canaryKey) : undefined,
    ...ids.map(async (id): Promise<[string, Reading]> => {
      return [id, parseRecord(id, await read(store, keyOf(id)))];
    }),
  ]);
  return {
    turn: listing.turn,
    markers,
    readings: new Map(readings),
    canary: { marker: canaryMarker, found: canary !== undefined },
  };
}

async function listed(files: ReaderPorts['files']) {
  try {
    return await files.list();
  } catch {
    throw new Failure<VaultProblem>({ kind: 'markersUnreadable' });
  }
}

/** Listing keys only helps to adopt; a host that cannot do it, or fails at it, costs nothing else (F13). */
async function knownKeys(store: ReaderPorts['store']): Promise<readonly string[]> {
  try {
    return (await store.keys?.()) ?? [];
  } catch {
    return [];
  }
}

/** One value. The store's own words may quote what it was given, so they go nowhere. */
export async function read(store: ReaderPorts['store'], key: string) {
  try {
    return await store.get(key);
  } catch {
    throw new Failure<VaultProblem>({ kind: 'storeRefused', step: 'read' });
  }
}
