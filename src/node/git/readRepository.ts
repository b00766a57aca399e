import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConfigEntry, isTrue, lastValue, readConfigList } from '../../push/configEntries.ts';
import { isLfsHook } from '../../push/lfs/lfsHook.ts';
import type { PushProblem, RepositoryProblem } from '../../push/problems.ts';
import { readRemotes } from '../../push/remotes.ts';
import type { Head, RepositoryFacts } from '../../push/repositoryFacts.ts';
import type { CancelSignal } from '../../shared/cancelSignal.ts';
import { Failure } from '../../shared/failure.ts';
import { type GitContext, runInRepository } from './gitContext.ts';
import type { ProcessEnd } from './runProcess.ts';

const places: readonly string[] = Object.freeze([
  'rev-parse',
  '--path-format=absolute',
  '--is-bare-repository',
  '--absolute-git-dir',
  ...['objects', 'shallow', 'hooks', 'info/attributes'].flatMap((name) => ['--git-path', name]),
  '--show-object-format',
  '--show-toplevel',
]);

/**
 * Reads what a push must know. Only for a trusted workspace. `folder` is the root that VS Code's git API reports; a
 * repository whose top is elsewhere (a `.git` file or `core.worktree` that points away) is not used (A14).
 */
export async function readRepository(
  context: GitContext,
  folder: string,
  signal?: CancelSignal,
): Promise<RepositoryFacts> {
  const run = (args: readonly string[], hooksPath = false) =>
    runInRepository(context, folder, args, { signal, hooksPath });
  const [where, config, lfs] = await Promise.all([
    run([...places, 'HEAD', '--symbolic-full-name', 'HEAD'], true),
    run(['config', '--no-includes', '--list', '--show-scope', '-z']),
    run(['grep', '-I', '-l', '-z', '-F', '-e', 'filter=lfs', 'HEAD', '--', ':(glob)**/.gitattributes']),
  ]);
  const known = where.exitCode === 0 ? where : await run(places, true);
  if (known.exitCode !== 0 || config.exitCode !== 0) throw unreadable(known);
  const lines = known.stdout.split('\n');
  const [
    bare,
    gitDirectory = '',
    objectsDirectory = '',
    shallow = '',
    hooks = '',
    attributes = '',
    format,
    top = '',
  ] = lines;
  const head = where.exitCode === 0 ? headOf(lines.slice(8)) : await readUnborn(context, folder, signal);
  // A folder whose name holds a line break would shift the lines: refused, never guessed.
  if (lines.length !== (where.exitCode === 0 ? 11 : 9)) {
    throw new Failure<RepositoryProblem>({ kind: 'repositoryUnreadable' });
  }
  if (bare === 'true') throw new Failure<RepositoryProblem>({ kind: 'bareRepository' });
  if ((await realpath(folder)) !== (await realpath(top)))
    throw new Failure<RepositoryProblem>({ kind: 'notARepository' });
  if (head === undefined || (format !== 'sha1' && format !== 'sha256')) {
    throw new Failure<RepositoryProblem>({ kind: 'repositoryUnreadable' });
  }
  const entries = readConfigList(config.stdout);
  const partial = isPartial(entries);
  const hook = await hookIn(hooks);
  const lfsHook = hook !== undefined && (await isHookOfLfs(hook));
  return {
    folder: top,
    gitDirectory,
    // Both are spelled by git: with `/` on every system.
    gitDirectoryElsewhere: gitDirectory !== `${top}/.git`,
    objectsDirectory,
    shallowFile: (await isFile(shallow)) ? shallow : undefined,
    objectFormat: format,
    head,
    config: entries,
    remotes: readRemotes(entries),
    partial,
    lfsFile:
      firstLfsFile(lfs, partial) ??
      ((await mentionsLfs(attributes)) ? '.git/info/attributes' : undefined) ??
      (lfsHook ? '.git/hooks/pre-push' : undefined),
    // Its work is done by us, with the one token; run, it would ask for credentials of the person's.
    prePushHook: lfsHook ? undefined : hook,
  };
}

/** After the eight places: the commit and the full name of HEAD. */
function headOf(lines: readonly string[]): Head | undefined {
  const [sha = '', name = ''] = lines;
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return undefined;
  if (name === 'HEAD') return { kind: 'detached' };
  return name.startsWith('refs/heads/')
    ? { kind: 'branch', branch: name.slice('refs/heads/'.length), sha }
    : undefined;
}

async function readUnborn(
  context: GitContext,
  folder: string,
  signal?: CancelSignal,
): Promise<Head | undefined> {
  const asked = await runInRepository(context, folder, ['symbolic-ref', '-q', 'HEAD'], { signal });
  const name = /^refs\/heads\/(.+)\n$/.exec(asked.stdout)?.[1];
  return asked.exitCode === 0 && name !== undefined ? { kind: 'unborn', branch: name } : undefined;
}

function unreadable(end: ProcessEnd): Failure<PushProblem> {
  if (end.end === 'cancelled') return new Failure<PushProblem>({ kind: 'cancelled' });
  if (/detected dubious ownership/.test(end.stderr))
    return new Failure<PushProblem>({ kind: 'dubiousOwnership' });
  if (/cannot use bare repository|must be run in a work tree/.test(end.stderr)) {
    return new Failure<PushProblem>({ kind: 'bareRepository' });
  }
  if (end.end === 'notRunnable' || /not a git repository/.test(end.stderr)) {
    return new Failure<PushProblem>({ kind: 'notARepository' });
  }
  return new Failure<PushProblem>({ kind: 'repositoryUnreadable' });
}

/** A partial clone's objects are fetched on demand by the person's own git; a borrowed object folder cannot. */
function isPartial(entries: readonly ConfigEntry[]): boolean {
  return (
    lastValue(entries, 'extensions', '', 'partialclone') !== undefined ||
    entries.some(
      (entry) => entry.section === 'remote' && entry.variable === 'promisor' && isTrue(entry.value),
    )
  );
}

function firstLfsFile(grep: ProcessEnd, partial: boolean): string | undefined {
  // In a partial clone the file that would say it may not be here.
  if (partial && (grep.exitCode ?? 2) > 1) return '.gitattributes';
  const [first = ''] = grep.exitCode === 0 ? grep.stdout.split('\0') : [];
  return first === '' ? undefined : first.replace(/^HEAD:/, '');
}

async function mentionsLfs(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size < 1_000_000 && (await readFile(file, 'utf8')).includes('filter=lfs');
  } catch {
    return false;
  }
}

async function isHookOfLfs(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size < 10_000 && isLfsHook(await readFile(file, 'utf8'));
  } catch {
    return false;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** As git: a hook that is no executable file is no hook. Windows has no such bit. */
async function hookIn(folder: string): Promise<string | undefined> {
  const path = join(folder, 'pre-push');
  if (!(await isFile(path))) return undefined;
  try {
    await access(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
