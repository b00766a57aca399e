import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { preReceiveHook } from './preReceive.ts';

/** What one seeded commit holds. `files` maps path to text; a commit builds on the branch it names. */
export interface SeedCommit {
  readonly branch: string;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
  /** First commit of a branch that starts at another one. */
  readonly from?: string;
  readonly author?: { readonly name: string; readonly email: string };
  readonly date?: Date;
}

/** The environment of the server's own git: nothing of the person who runs the tests reaches it. */
export function serverGitEnvironment(home: string): NodeJS.ProcessEnv {
  const { PATH, Path, SystemRoot, TMPDIR, TEMP, TMP } = process.env;
  const kept = Object.entries({ PATH, Path, SystemRoot, TMPDIR, TEMP, TMP });
  return {
    ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
    HOME: home,
    USERPROFILE: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Runs the server's git in `gitDir` and answers its output, or undefined when git answers "no". */
export function askGit(gitDir: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env: serverGitEnvironment(gitDir), maxBuffer: 64 << 20, encoding: 'utf8' } as const;
    execFile('git', ['--git-dir', gitDir, ...args], options, (error, stdout) =>
      resolve(error ? undefined : stdout.trimEnd()),
    );
  });
}

/** A bare repository with the pre-receive hook in place. */
export async function createBareRepository(gitDir: string, defaultBranch: string): Promise<void> {
  await mkdir(gitDir, { recursive: true });
  const made = await askGit(gitDir, [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    '-b',
    defaultBranch,
    gitDir,
  ]);
  if (made === undefined) throw new Error('git init failed: is git 2.32 or newer on the PATH?');
  await mkdir(join(gitDir, 'hooks'), { recursive: true });
  const hook = join(gitDir, 'hooks', 'pre-receive');
  await writeFile(hook, preReceiveHook);
  await chmod(hook, 0o755);
}

/** Writes commits in one `git fast-import`; no work tree, no hook. */
export async function writeCommits(gitDir: string, commits: readonly SeedCommit[]): Promise<void> {
  const started = new Set<string>();
  const lines: string[] = [];
  for (const commit of commits) {
    const { name, email } = commit.author ?? { name: 'Mona Lisa', email: 'mona@example.com' };
    const when = `${Math.floor((commit.date ?? new Date()).getTime() / 1000)} +0000`;
    lines.push(`commit refs/heads/${commit.branch}`, `author ${name} <${email}> ${when}`);
    lines.push(`committer ${name} <${email}> ${when}`, data(commit.message));
    const parent = commit.from ?? commit.branch;
    if (!started.has(commit.branch)) {
      const exists = started.has(parent) || (await shaOf(gitDir, parent)) !== undefined;
      if (exists) lines.push(`from refs/heads/${parent}^0`);
    }
    started.add(commit.branch);
    for (const [path, text] of Object.entries(commit.files))
      lines.push(`M 100644 inline ${path}`, data(text));
    lines.push('');
  }
  await new Promise<void>((resolve, reject) => {
    const child = spawn('git', ['--git-dir', gitDir, 'fast-import', '--quiet', '--force'], {
      env: serverGitEnvironment(gitDir),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let problem = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      problem += text;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git fast-import: ${problem}`))));
    child.stdin.end(lines.join('\n'));
  });
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

/** The full sha of a branch (or any commit name), or undefined. */
export function shaOf(gitDir: string, name: string): Promise<string | undefined> {
  return askGit(gitDir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
}

export async function countCommits(gitDir: string, range: string): Promise<number> {
  return Number((await askGit(gitDir, ['rev-list', '--count', '--end-of-options', range])) ?? 0);
}
