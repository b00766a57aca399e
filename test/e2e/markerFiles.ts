import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Workbench } from './workbench.ts';

interface MarkerFile {
  readonly at?: number;
  readonly kept?: boolean;
  readonly state?: string;
}

const filesOf = ({ server }: Workbench) => {
  const below = join(server.dataFolder, 'data', 'User', 'globalStorage', 'token-warden.token-warden');
  return readdirSync(below, { recursive: true, encoding: 'utf8' }).map((file) => join(below, file));
};

/** Until no window is storing: one whose page was killed meanwhile gives up after half a minute. */
export async function untilNobodyStores(workbench: Workbench): Promise<void> {
  const end = performance.now() + 40_000;
  const held = () => filesOf(workbench).some((file) => file.endsWith('.held'));
  while (held() && performance.now() < end) await pause(50);
  assert.ok(!held(), 'a window that is gone still holds the turn');
}

/** The extension's own notes about what it stored. They hold no secret. */
function markersOf(workbench: Workbench): ReadonlyMap<string, MarkerFile> {
  const files = filesOf(workbench).filter((file) => file.endsWith('.marker.json'));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(file, 'utf8')) as MarkerFile]));
}

/**
 * As if what was stored had been stored an hour ago. A window takes a write of the last half minute for one that its
 * own copy of the store may not have yet, and waits for a reload instead of calling it lost.
 */
export function anHourPasses(workbench: Workbench): void {
  const markers = [...markersOf(workbench)].filter(([, { at }]) => at !== undefined);
  assert.ok(markers.length > 0, 'no marker file was found');
  for (const [file, marker] of markers)
    writeFileSync(file, JSON.stringify({ ...marker, at: (marker.at ?? 0) - 3_600_000 }));
}

/** Until a later session has noted that the store really kept everything. */
export async function untilKept(workbench: Workbench): Promise<void> {
  const end = performance.now() + 60_000;
  const kept = () =>
    [...markersOf(workbench).values()].every(({ kept, state }) => kept === true || state === 'forgotten');
  while (!kept() && performance.now() < end) await pause(50);
  assert.ok(kept(), 'no later session noted that the store keeps secrets');
}
