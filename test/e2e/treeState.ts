import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Every file and link below a folder with its kind, mode and content, one line each. */
export function treeState(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const found = lstatSync(path);
      const content = found.isSymbolicLink()
        ? readlinkSync(path)
        : found.isFile()
          ? createHash('sha256').update(readFileSync(path)).digest('hex')
          : '';
      return `${name} ${found.mode.toString(8)} ${content}`;
    });
}

/** The same, once nothing has changed in it for a second: what an earlier act puts off is written by then. */
export async function restingState(folder: string): Promise<readonly string[]> {
  const end = performance.now() + 30_000;
  for (let state = treeState(folder); ; ) {
    await pause(1_000);
    const next = treeState(folder);
    if (next.join() === state.join() || performance.now() > end) return next;
    state = next;
  }
}
