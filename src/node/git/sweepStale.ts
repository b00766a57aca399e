import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hourMs } from '../../shared/clock.ts';
import { isolatedPrefix } from './isolatedRepository.ts';

/** Longer than any push may take, so that another window's push is never swept away under it. */
export const staleAfterMs = 6 * hourMs;

/**
 * Removes isolated repositories that a crash left behind: by name, age and owner, never a link. They hold no secret;
 * this is housekeeping. Returns how many went. `now` in ms since the epoch.
 */
export async function sweepStale(tempFolder: string, now: number): Promise<number> {
  let swept = 0;
  for (const name of await namesIn(tempFolder)) {
    if (!name.startsWith(isolatedPrefix)) continue;
    const path = join(tempFolder, name);
    if (!(await isOursAndStale(path, now))) continue;
    await rm(path, { recursive: true, force: true, maxRetries: 2 }).then(
      () => swept++,
      () => undefined,
    );
  }
  return swept;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function isOursAndStale(path: string, now: number): Promise<boolean> {
  try {
    const found = await lstat(path);
    const ours = process.getuid === undefined || found.uid === process.getuid();
    return found.isDirectory() && ours && now - found.mtimeMs > staleAfterMs;
  } catch {
    return false;
  }
}
