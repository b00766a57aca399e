import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { judgeGitVersion } from '../../push/gitVersion.ts';
import type { GitProblem } from '../../push/problems.ts';
import { Failure } from '../../shared/failure.ts';
import { type Environment, pathEntries, readingEnvironment } from './environment.ts';
import { isInside } from './insideFolders.ts';
import { runProcess } from './runProcess.ts';

export interface GitSearch {
  /** The application-scoped setting. When it is set, nothing else is tried. */
  readonly configured?: string | undefined;
  /** What VS Code's git API answers; it may be the bare word `git`, which is then searched here. */
  readonly suggested?: string | undefined;
  readonly env: Environment;
  readonly workspaceFolders: readonly string[];
}

/** A git that may be run: absolute, outside every workspace folder, new enough. */
export interface GitBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * Finds git without letting the workspace choose it: a `git` in the current folder or in a workspace folder on PATH
 * is never even asked for its version (GO-2022-0395). Throws `Failure<GitProblem>`.
 */
export async function findGit(search: GitSearch): Promise<GitBinary> {
  let tooOld: GitProblem | undefined;
  for (const path of candidates(search)) {
    if (!isAbsolute(path) || isInside(path, search.workspaceFolders) || !(await isProgram(path))) continue;
    const judged = await askVersion(path, search);
    if (judged.kind === 'git') return { path, version: judged.version };
    if (judged.problem.kind === 'gitTooOld') tooOld ??= judged.problem;
  }
  throw new Failure<GitProblem>(tooOld ?? { kind: 'noGit' });
}

function candidates(search: GitSearch): readonly string[] {
  if (search.configured !== undefined && search.configured !== '') return [search.configured];
  const windows = process.platform === 'win32';
  // Only the .exe: a .cmd would need a shell.
  const found = pathEntries(search.env).map((folder) =>
    folder === '' ? '' : join(folder, windows ? 'git.exe' : 'git'),
  );
  const usual = windows
    ? ['ProgramFiles', 'ProgramW6432', 'ProgramFiles(x86)'].map((name) =>
        join(search.env[name] ?? '', 'Git', 'cmd', 'git.exe'),
      )
    : [];
  return [...new Set([...(search.suggested === undefined ? [] : [search.suggested]), ...found, ...usual])];
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile() && (await hasDeveloperTools(path));
  } catch {
    return false;
  }
}

/** On macOS `/usr/bin/git` is a stand-in that opens an installer window when the developer tools are missing. */
async function hasDeveloperTools(path: string): Promise<boolean> {
  if (process.platform !== 'darwin' || path !== '/usr/bin/git') return true;
  const asked = await runProcess({
    file: '/usr/bin/xcode-select',
    args: ['-p'],
    cwd: '/',
    env: {},
    timeoutMs: 5_000,
  });
  return asked.end === 'exited' && asked.exitCode === 0;
}

async function askVersion(path: string, search: GitSearch): Promise<ReturnType<typeof judgeGitVersion>> {
  const asked = await runProcess({
    file: path,
    args: ['--version'],
    cwd: tmpdir(),
    env: readingEnvironment(search.env, search.workspaceFolders),
    timeoutMs: 10_000,
    maxStdout: 4_000,
  });
  return judgeGitVersion(asked.exitCode === 0 ? asked.stdout : '');
}
