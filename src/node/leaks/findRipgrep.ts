import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { runProcess } from '../git/runProcess.ts';

const name = process.platform === 'win32' ? 'rg.exe' : 'rg';

/** Where VS Code keeps it, newest first. */
const places: readonly (readonly string[])[] = ['node_modules', 'node_modules.asar.unpacked'].flatMap(
  (modules) => [
    [modules, '@vscode', 'ripgrep-universal', 'bin', `${process.platform}-${process.arch}`, name],
    [modules, '@vscode', 'ripgrep', 'bin', name],
  ],
);

/** What a program needs to start at all. No `PATH`, no home, and above all no `RIPGREP_CONFIG_PATH` (A16). */
export const bareEnvironment: Readonly<Record<string, string>> =
  process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot ?? 'C:\\Windows' } : {};

const askMs = 2_000;

/** The ripgrep that VS Code brings; undefined when it is not there, not only VS Code's, or answers as something else. */
export async function findRipgrep(appRoot: string): Promise<string | undefined> {
  const file = await placeOfRipgrep(appRoot);
  return file !== undefined && (await isRipgrep(file)) ? file : undefined;
}

/** Where it lies. Nothing is searched for: one on PATH, or in the workspace, is anybody's. */
export async function placeOfRipgrep(appRoot: string): Promise<string | undefined> {
  const root = await realpath(appRoot).catch(() => undefined);
  if (root === undefined) return undefined;
  for (const place of places) {
    const file = await realpath(join(root, ...place)).catch(() => undefined);
    if (file?.startsWith(root + sep) && (await isOnlyTheirs(file, root))) return file;
  }
  return undefined;
}

/** A regular file; neither it nor a folder on the way to it can be written by everyone. */
async function isOnlyTheirs(file: string, root: string): Promise<boolean> {
  if (!(await lstat(file)).isFile()) return false;
  if (process.platform === 'win32') return true;
  for (let path = file; path.length >= root.length; path = dirname(path)) {
    if (((await lstat(path)).mode & 0o002) !== 0) return false;
  }
  return true;
}

/** Whether it says that it is, in a version that knows what it is asked. */
export async function isRipgrep(file: string): Promise<boolean> {
  const { end, exitCode, stdout } = await runProcess({
    file,
    args: ['--no-config', '--version'],
    cwd: dirname(file),
    env: bareEnvironment,
    timeoutMs: askMs,
    maxStdout: 1_000,
  });
  return end === 'exited' && exitCode === 0 && /^ripgrep (?:1[3-9]|[2-9]\d)\./.test(stdout);
}
