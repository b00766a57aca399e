import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMarkerId, type Marker, parseMarker } from '../vault/marker.ts';
import type { MarkerListing } from '../vault/ports.ts';

/** The two places of an extension context that the markers need, as VS Code gives them. */
export interface FolderContext {
  readonly globalStorageUri: { readonly fsPath: string };
  readonly globalState: {
    get(key: string): unknown;
    update(key: string, value: unknown): PromiseLike<void>;
  };
}

export const storeIdKey = 'vaultStoreId';
export const markerEnding = '.marker.json';

/** The reading half alone: activation lists markers, and must not load what writes them. */
export function markerListing(context: FolderContext): { list(): Promise<MarkerListing> } {
  return {
    list: async () => {
      const folder = storeFolder(context);
      return folder === undefined ? { turn: 0, markers: [] } : listMarkers(folder);
    },
  };
}

/**
 * `<global storage>/vaults/<store id>`, once there is an id. The id comes from global state, because the storage folder
 * may be shared by stores that are not (a server's folder and each browser's own secrets). Read again each time:
 * another window of the same profile may have made it meanwhile.
 */
export function storeFolder({ globalStorageUri, globalState }: FolderContext): string | undefined {
  const id = globalState.get(storeIdKey);
  return typeof id === 'string' ? folderOf(globalStorageUri.fsPath, id) : undefined;
}

/** Undefined for an id that would lead elsewhere: it becomes part of a path. */
export function folderOf(globalStorage: string, storeId: string): string | undefined {
  return isMarkerId(storeId) ? join(globalStorage, 'vaults', storeId) : undefined;
}

export async function listMarkers(folder: string): Promise<MarkerListing> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const ids = names
    .filter((name) => name.endsWith(markerEnding))
    .map((name) => name.slice(0, -markerEnding.length))
    .filter(isMarkerId);
  const markers = await Promise.all(ids.map((id) => readMarker(folder, id)));
  return { turn: highestTurn(names).number, markers: markers.filter((marker) => marker !== undefined) };
}

async function readMarker(folder: string, id: string): Promise<Marker | undefined> {
  try {
    return parseMarker(id, await readFile(join(folder, id + markerEnding), 'utf8'));
  } catch (error) {
    // Removed since the listing.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export const turnPattern = /^turn-([0-9]{1,15})\.(held|done)$/;

/** The highest turn in a listing of the folder. */
export function highestTurn(names: readonly string[]): { readonly number: number; readonly held: boolean } {
  let top = { number: 0, held: false };
  for (const name of names) {
    const match = turnPattern.exec(name);
    const number = Number(match?.[1] ?? 0);
    if (number > top.number) top = { number, held: match?.[2] === 'held' };
  }
  return top;
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
