import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PushProblem } from '../../push/problems.ts';
import type { RepositoryFacts } from '../../push/repositoryFacts.ts';
import { Failure } from '../../shared/failure.ts';

/** The sweep after a crash knows our folders by this name. */
export const isolatedPrefix = 'token-warden-push-';

export interface IsolatedRepository {
  /** An empty folder that git may call home. */
  readonly home: string;
  readonly gitDirectory: string;
}

/** What is borrowed of the person's repository: its objects, and nothing that could run or configure anything. */
export type Borrowed = Pick<RepositoryFacts, 'objectFormat' | 'objectsDirectory' | 'shallowFile'>;

/**
 * A throw-away bare repository that borrows the person's objects and nothing else: no configuration, hook, attribute
 * or ref of theirs is in it. With nothing to borrow it is empty. Written by hand instead of by `git init`, which would copy a template folder with hooks.
 * No secret is ever written into it. The folder goes away however `use` ends.
 */
export async function withIsolatedRepository<T>(
  tempFolder: string,
  borrowed: Borrowed | undefined,
  use: (repository: IsolatedRepository) => Promise<T>,
): Promise<T> {
  const folder = orRefuse(() => mkdtempSync(join(tempFolder, isolatedPrefix)));
  try {
    chmodSync(folder, 0o700);
    return await use(orRefuse(() => fill(folder, borrowed)));
  } finally {
    remove(folder);
  }
}

/** A full or missing temporary folder is the person's to mend; its path and the system's words stay out of sight. */
function orRefuse<T>(make: () => T): T {
  try {
    return make();
  } catch {
    throw new Failure<PushProblem>({ kind: 'tempFolderUnusable' });
  }
}

/** A push that went through is not undone by a file that a virus scanner holds: the next start sweeps it. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
  } catch {
    // It holds no secret.
  }
}

/** Synchronous on purpose: a dozen tiny files take half a millisecond so, and five through the thread pool. */
function fill(folder: string, borrowed: Borrowed | undefined): IsolatedRepository {
  const gitDirectory = join(folder, 'push.git');
  const home = join(folder, 'home');
  mkdirSync(home);
  mkdirSync(join(gitDirectory, 'objects', 'info'), { recursive: true });
  mkdirSync(join(gitDirectory, 'refs'));
  writeFileSync(join(gitDirectory, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(gitDirectory, 'config'), configText(borrowed?.objectFormat ?? 'sha1'));
  if (borrowed !== undefined) borrow(gitDirectory, borrowed);
  return { home, gitDirectory };
}

function borrow(gitDirectory: string, { objectsDirectory, shallowFile }: Borrowed): void {
  writeFileSync(join(gitDirectory, 'objects', 'info', 'alternates'), `${quotePath(objectsDirectory)}\n`);
  if (shallowFile !== undefined) copyFileSync(shallowFile, join(gitDirectory, 'shallow'));
}

/** Where nothing is, so that git can run nothing there. */
export const noProgram = './none';

/**
 * By default git asks a repository it borrows from for its refs: a second git, with the token in its environment, that
 * would read the person's configuration without any of our overrides. A fetch does so today; which other command does
 * is git's to change, so it holds for all of them.
 *
 * git also borrows what lies beside the objects and says what they are: the commit graph and the bitmaps of packs. It
 * takes their word for which commits come before others, and would send what was never judged; so it is told to look.
 */
function configText(format: RepositoryFacts['objectFormat']): string {
  const version = format === 'sha1' ? 0 : 1;
  const core = `[core]\n\trepositoryformatversion = ${version}\n\tbare = true\n\talternateRefsCommand = ${noProgram}\n\tcommitGraph = false\n[pack]\n\tuseBitmaps = false\n`;
  return format === 'sha1' ? core : `${core}[extensions]\n\tobjectformat = sha256\n`;
}

/** git reads a line of `alternates` that starts with a quote as a C string, and one with `#` as a comment. */
export function quotePath(path: string): string {
  if (!/^["#]|[\n\r]/.test(path)) return path;
  const escaped = path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${escaped}"`;
}
