import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from './sandbox.ts';

export type GitEnvironment = Readonly<Record<string, string>>;

/**
 * A home folder as a person behind a corporate proxy has it: the proxy and its authority stand in `.gitconfig`.
 * Answers the environment for real git; nothing of the machine's own git configuration is in it.
 */
export async function gitHome(
  sandbox: Pick<Sandbox, 'proxyUrl' | 'caFile' | 'folder'>,
): Promise<GitEnvironment> {
  const home = await mkdtemp(join(sandbox.folder, 'home-'));
  const path = (file: string) => file.replaceAll('\\', '/');
  const config = [
    '[http]',
    `\tproxy = ${sandbox.proxyUrl}`,
    `\tsslCAInfo = "${path(sandbox.caFile)}"`,
    // Git for Windows asks the system's store unless told to use the file.
    ...(process.platform === 'win32' ? ['\tsslBackend = openssl'] : []),
    '[user]',
    '\tname = Mona Lisa',
    '\temail = mona@example.com',
    '[init]',
    '\tdefaultBranch = main',
    '[commit]',
    '\tgpgSign = false',
    '',
  ];
  await writeFile(join(home, '.gitconfig'), config.join('\n'));
  const { PATH = '', Path, SystemRoot, TEMP, TMP } = process.env;
  const machine = Object.entries({ PATH, Path, SystemRoot, TEMP, TMP });
  return {
    ...Object.fromEntries(machine.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

export interface GitOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs real git; never rejects, because a refusal is what many tests want to see. Ends after 30 s. */
export function runGit(folder: string, args: readonly string[], env: GitEnvironment): Promise<GitOutcome> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env, encoding: 'utf8', timeout: 30_000, maxBuffer: 64 << 20 } as const;
    execFile('git', args, options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}

export interface WorkTreeRequest {
  readonly sandbox: Sandbox;
  /** `owner/name`. */
  readonly repo: string;
  readonly branch: string;
  readonly host?: string;
  /** Where to put it; a fresh folder inside the sandbox's otherwise. */
  readonly folder?: string;
  /** The one commit of the branch; without it, a change of the greeting. */
  readonly files?: Readonly<Record<string, string>>;
  readonly message?: string;
  readonly env?: GitEnvironment;
}

export interface WorkTree {
  readonly folder: string;
  readonly env: GitEnvironment;
  /** The branch's commit. */
  readonly sha: string;
  git(...args: readonly string[]): Promise<GitOutcome>;
  /** Pushes as an editor would, the token in one URL-scoped header by environment. */
  push(token: string, ...args: readonly string[]): Promise<GitOutcome>;
}

/** A clone as a developer has it: `origin` is the https address, and a branch carries one commit to push. */
export async function makeWorkTree(request: WorkTreeRequest): Promise<WorkTree> {
  const { sandbox, repo, branch, host = 'github.com' } = request;
  const found = sandbox.registry.repository(repo, host);
  if (!found) throw new Error(`no repository ${repo} on ${host}`);
  const env = request.env ?? (await gitHome(sandbox));
  const folder = request.folder ?? (await mkdtemp(join(sandbox.folder, 'work-')));
  await mkdir(folder, { recursive: true });
  const url = `https://${host}/${repo}.git`;
  const git = async (...args: readonly string[]) => runGit(folder, args, env);
  const must = async (...args: readonly string[]) => {
    const outcome = await git(...args);
    if (outcome.code !== 0) throw new Error(`git ${args[0]}: ${outcome.stderr}`);
    return outcome.stdout.trim();
  };
  await must('clone', '--quiet', '--no-hardlinks', found.repository.gitDir, '.');
  await must('remote', 'set-url', 'origin', url);
  await must('switch', '--quiet', '-c', branch);
  const files = request.files ?? { 'src/greeting.js': "export const greeting = 'Good morning';\n" };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await must('add', '--all');
  await must('commit', '--quiet', '-m', request.message ?? 'Greet by the time of day');
  const sha = await must('rev-parse', 'HEAD');
  return {
    folder,
    env,
    sha,
    git,
    push: (token, ...args) => runGit(folder, ['push', ...args], { ...env, ...tokenHeader(url, token) }),
  };
}

/** git configuration by environment: sends `token` to `url` with the first request and to nobody else. */
export function tokenHeader(url: string, token: string): Readonly<Record<string, string>> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `http.${url}.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    GIT_CONFIG_KEY_1: 'http.followRedirects',
    GIT_CONFIG_VALUE_1: 'false',
  };
}
