import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Leak } from '../../src/leaks/leak.ts';
import { findGit } from '../../src/node/git/findGit.ts';
import { runInRepository } from '../../src/node/git/gitContext.ts';
import { printer } from '../../src/node/leaks/printer.ts';
import type { RepositoryLook } from '../../src/node/leaks/repositoryLook.ts';
import { type GitEnvironment, type GitOutcome, runGit } from '../sandbox/workTree.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

export interface LeakRepository {
  readonly folder: string;
  readonly look: RepositoryLook;
  /** Throws when git refuses. */
  git(...args: readonly string[]): Promise<string>;
  write(files: Files): Promise<void>;
  /** Writes, adds and commits. */
  commit(files: Files, message?: string): Promise<string>;
}

/** A home of a person, and repositories with nothing in them: what every test of a look stands on. */
export interface LeakStage {
  readonly folder: string;
  readonly env: GitEnvironment;
  readonly print: ReturnType<typeof printer>;
  repository(...init: readonly string[]): Promise<LeakRepository>;
  open(folder: string): LeakRepository;
  close(): Promise<void>;
}

export async function startLeakStage(): Promise<LeakStage> {
  const folder = await mkdtemp(join(tmpdir(), 'leaks-'));
  const home = join(folder, 'home');
  await mkdir(home);
  const { PATH = '' } = process.env;
  const env = {
    PATH,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  };
  const config = [
    '[user]',
    '\tname = Mona Lisa',
    '\temail = mona@example.com',
    '[init]',
    '\tdefaultBranch = main',
  ];
  await writeFile(join(home, '.gitconfig'), `${config.join('\n')}\n`);
  const git = await findGit({ env, workspaceFolders: [] });
  const print = printer(() => 'salt');
  let count = 0;
  const open = (at: string): LeakRepository => {
    const must = async (...args: readonly string[]) => {
      const { code, stdout, stderr }: GitOutcome = await runGit(at, args, env);
      if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
      return stdout.trim();
    };
    const write = async (files: Files) => {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(at, path)), { recursive: true });
        await writeFile(join(at, path), content);
      }
    };
    return {
      folder: at,
      look: { context: { git, env, workspaceFolders: [at] }, root: at, print },
      git: must,
      write,
      async commit(files, message = 'More') {
        await write(files);
        await must('add', '--all', '--force');
        await must('commit', '--quiet', '--allow-empty', '-m', message);
        return must('rev-parse', 'HEAD');
      },
    };
  };
  return {
    folder,
    env,
    print,
    open,
    async repository(...init) {
      const at = join(folder, `r${++count}`);
      await mkdir(at);
      const made = open(at);
      await made.git('init', '--quiet', ...init);
      return made;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** `staged a.txt:3:5 ghp_…abcd`: where each is, with line and column from one. */
export function told(leaks: readonly Leak[]): readonly string[] {
  return leaks.map((leak) => `${placeOf(leak)} ${leak.masked}`).sort();
}

function placeOf({ place, spot }: Leak): string {
  const at = `${spot.line + 1}:${spot.column + 1}`;
  switch (place.kind) {
    case 'file':
      return `${place.uri}:${at}`;
    case 'staged':
      return `staged ${place.path}:${at}`;
    case 'commit':
      return place.path === undefined ? `message of ${place.sha}` : `${place.sha} ${place.path}:${at}`;
  }
}

/** Something that is there and never ends. */
export async function makePipe(path: string): Promise<void> {
  await promisify(execFile)('mkfifo', [path]);
}

/** Runs git with a text to read. */
export async function feedGit(
  { folder, look }: LeakRepository,
  args: readonly string[],
  stdin: string,
): Promise<void> {
  const { exitCode, stderr } = await runInRepository(look.context, folder, args, { stdin });
  if (exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
}
