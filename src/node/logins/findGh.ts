import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type Environment, pathEntries } from '../git/environment.ts';
import { isInside } from '../git/insideFolders.ts';

export interface GhSearch {
  readonly env: Environment;
  readonly workspaceFolders: readonly string[];
}

/** An editor that was not started from a shell has a short PATH. */
const usual: readonly string[] = Object.freeze(['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin']);

/**
 * The gh that may be run: absolute, outside every workspace folder, a program. A `gh` that lies in the current folder or
 * in a repository is not it, whatever PATH says (H09). Undefined where there is none.
 */
export async function findGh({ env, workspaceFolders }: GhSearch): Promise<string | undefined> {
  const windows = process.platform === 'win32';
  const folders = windows
    ? [...pathEntries(env), join(env.ProgramFiles ?? '', 'GitHub CLI')]
    : [...pathEntries(env), ...usual];
  for (const folder of new Set(folders)) {
    // Only the .exe: a .cmd would need a shell.
    const path = join(folder, windows ? 'gh.exe' : 'gh');
    if (isAbsolute(folder) && !isInside(path, workspaceFolders) && (await isProgram(path))) return path;
  }
  return undefined;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
