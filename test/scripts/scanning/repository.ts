import { resolve } from 'node:path';
import type { Leak } from '../../../src/leaks/leak.ts';
import type { LookReport } from '../../../src/leaks/ports.ts';
import { findGit } from '../../../src/node/git/findGit.ts';
import { type GitContext, runInRepository } from '../../../src/node/git/gitContext.ts';
import { lookAtCommits } from '../../../src/node/leaks/repositoryCommits.ts';
import type { RepositoryLook } from '../../../src/node/leaks/repositoryLook.ts';
import { lookAtRange } from '../../../src/node/leaks/repositoryRanges.ts';
import { lookAtStaged } from '../../../src/node/leaks/repositoryStaged.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { stripControl } from '../../../src/shared/text.ts';
import { Problem } from '../../harness/problem.ts';
import { noPrint } from './engine.ts';
import type { Seen } from './look.ts';
import { inOrder, type ScanFinding, toFinding } from './scanFinding.ts';

export interface OpenRepository {
  readonly context: GitContext;
  /** Its folder, absolute. */
  readonly root: string;
}

/** The repository a folder lies in. Throws `Problem` when git or the repository is missing. */
export async function openRepository(folder: string): Promise<OpenRepository> {
  const context = await gitOutside(folder);
  const asked = await runInRepository(context, folder, ['rev-parse', '--show-toplevel']);
  const root = asked.stdout.replace(/\r?\n$/, '');
  if (asked.exitCode === 0 && root !== '') return { context, root };
  const words = stripControl(asked.stderr).trim().split('\n')[0] ?? '';
  throw new Problem(
    `${JSON.stringify(folder)} lies in no git repository with files of its own.${words === '' ? '' : ` git: ${words}`}`,
  );
}

/** The same where no repository is an answer too. */
export async function findRepository(folder: string): Promise<OpenRepository | undefined> {
  return await openRepository(folder).catch((error: unknown) => {
    if (error instanceof Problem) return undefined;
    throw error;
  });
}

/** A git that lies in the scanned folder is the folder's choice and never run. */
async function gitOutside(folder: string): Promise<GitContext> {
  const { env } = process;
  const workspaceFolders = [folder];
  const git = await findGit({ env, workspaceFolders }).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    throw new Problem('git is missing. Install git 2.32 or newer and put it on the PATH.');
  });
  return { git, env, workspaceFolders };
}

/** Committed files that an ignore rule names: git ignores the rule, and so must we. Absolute paths. */
export async function trackedThoughIgnored({ context, root }: OpenRepository): Promise<readonly string[]> {
  const asked = await runInRepository(
    context,
    root,
    ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'],
    { maxStdout: 64_000_000 },
  );
  if (asked.exitCode !== 0 || asked.stdoutCut)
    throw new Problem('git could not list the files of the repository.');
  return asked.stdout
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => `${root}/${path}`);
}

/** What `git add` took. In a hook git says which index it means: that of `git commit --all` is not the repository's own. */
export async function stagedIn(repository: OpenRepository): Promise<Seen> {
  const { GIT_INDEX_FILE: indexFile } = process.env;
  // A hook begins in the repository's folder, wherever npm has led us since.
  const resolved = indexFile === undefined ? undefined : resolve(repository.root, indexFile);
  return seen(await lookAtStaged(lookOf(repository), { indexFile: resolved }), 'what is staged');
}

/** What the commits of `from..to` brought. `from` all zeros, as a CI says of a new branch: everything `to` has. */
export async function commitsBetween(
  repository: OpenRepository,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Seen> {
  const look = lookOf(repository);
  const range = `${from}..${to}`;
  if (!/^0+$/.test(from)) return seen(known(await lookAtRange(look, range)), range);
  const options = { outgoing: () => false, everyPath: true };
  return seen(await lookAtCommits(look, await commitsOf(repository, to), options), `everything ${to} has`);
}

async function commitsOf({ context, root }: OpenRepository, tip: string): Promise<readonly string[]> {
  const args = ['rev-list', '--topo-order', '--reverse', '--end-of-options', `${tip}^{commit}`, '--'];
  const listed = await runInRepository(context, root, args, { maxStdout: 64_000_000 });
  if (listed.exitCode !== 0 || listed.stdoutCut) return noCommit(tip);
  return listed.stdout.split('\n').filter((id) => id !== '');
}

function known<T extends object>(answer: T | { readonly unknown: string }): T {
  if ('unknown' in answer) return noCommit(answer.unknown);
  return answer;
}

function noCommit(name: string): never {
  throw new Problem(`The repository has no commit ${JSON.stringify(name)}.`);
}

function lookOf({ context, root }: OpenRepository): RepositoryLook {
  return { context, root, print: noPrint };
}

function seen({ leaks, complete }: LookReport, what: string): Seen {
  return {
    findings: inOrder(leaks.map(toPlacedFinding)),
    missed: complete ? [] : ['Not everything could be looked at.'],
    summary: what,
  };
}

function toPlacedFinding(leak: Leak): ScanFinding {
  const { place } = leak;
  switch (place.kind) {
    case 'file':
      return toFinding(place.uri, leak);
    case 'staged':
      return toFinding(place.path, leak);
    case 'commit': {
      const commit = { sha: place.sha, message: place.path === undefined };
      return toFinding(place.path ?? place.sha, leak, commit);
    }
  }
}
