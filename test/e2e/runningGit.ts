import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/** Whether this system lets us look at other processes the cheap way. */
export const canLook = process.platform === 'linux';

/** Isolated git processes of the VS Code that runs in this folder, with their arguments. The dead do not count. */
export function isolatedGits(runFolder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((id) => /^[0-9]+$/.test(id))
    .filter((id) => read(`/proc/${id}/environ`).includes(`${runFolder}/t/token-warden-push-`))
    .map((id) => read(`/proc/${id}/cmdline`).replaceAll('\0', ' ').trim())
    .filter((command) => command !== '');
}

/** Waits until no folder of an isolated push is left. Fails with those that are. */
export async function untilNoFolders(runFolder: string, withinMs = 45_000): Promise<void> {
  const left = () => readdirSync(join(runFolder, 't')).filter((each) => each.startsWith('token-warden-'));
  const end = performance.now() + withinMs;
  while (left().length > 0 && performance.now() < end) await pause(20);
  assert.deepEqual(left(), []);
}

/** Waits until such processes are there, or gone. Fails with those that are left. */
export async function untilGits(
  runFolder: string,
  wanted: 'some' | 'none',
  withinMs = 45_000,
): Promise<void> {
  const end = performance.now() + withinMs;
  let seen = isolatedGits(runFolder);
  while (seen.length > 0 !== (wanted === 'some') && performance.now() < end) {
    await pause(20);
    seen = isolatedGits(runFolder);
  }
  if (wanted === 'some') assert.ok(seen.length > 0, 'no isolated git was started');
  else assert.deepEqual(seen, []);
}
