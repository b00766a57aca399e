import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findGit } from '../../src/node/git/findGit.ts';
import type { GitContext } from '../../src/node/git/gitContext.ts';
import { readCommitFacts } from '../../src/node/git/readCommitFacts.ts';
import { readOutgoing } from '../../src/node/git/readOutgoing.ts';
import { readRepository } from '../../src/node/git/readRepository.ts';
import { runProcess } from '../../src/node/git/runProcess.ts';
import { branchNotAsked } from '../../src/preflight/branchFacts.ts';
import { judgePreflight } from '../../src/preflight/judgePreflight.ts';
import { preparePush } from '../../src/push/pushBranch.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { serverGitEnvironment } from '../sandbox/git/gitObjects.ts';
import { anEntry } from '../unit/policy/anEntry.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';

const oldCommits = 50_000;
const newCommits = 20;
const otherBranches = 200;
const rounds = 11;
const warmUps = 2;

/**
 * What is timed, from git alone: looking at the repository, planning the push, and the whole preflight of twenty new
 * commits, one of which changes a workflow file, on a history of 50,000 and 200 other branches of the remote.
 *
 * The peer beside it is one plain `git rev-list --count HEAD` in the same repository: what git needs to start and to
 * walk that history once.
 */
export async function measurePreflight(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'token-warden-bench-'));
  try {
    const env = Object.fromEntries(
      Object.entries(serverGitEnvironment(folder)).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    const work = join(folder, 'work');
    await makeRepository(work, env);
    const git = await findGit({ env, workspaceFolders: [] });
    return await compare({ git, env, workspaceFolders: [] }, work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compare(context: GitContext, folder: string): Promise<readonly Figure[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < warmUps + rounds; round++) {
    const oursFirst = round % 2 === 0;
    const preflight = () => timed(() => preflightOnce(context, folder));
    const count = () => timed(() => countOnce(context, folder));
    const first = await (oursFirst ? preflight() : count());
    const second = await (oursFirst ? count() : preflight());
    if (round < warmUps) continue;
    ours.push(oursFirst ? first : second);
    theirs.push(oursFirst ? second : first);
  }
  const ratio = rounded(median(ours) / median(theirs), 2);
  return [
    {
      key: 'preflight.ms',
      value: rounded(median(ours), 1),
      from: `${spread(ours)} ms, ${ratio} times a plain rev-list --count (${spread(theirs)} ms), ${rounds} rounds in turn`,
    },
  ];
}

async function preflightOnce(context: GitContext, folder: string): Promise<void> {
  const known = { hosts: [githubCom], aliases: {} };
  const push = await preparePush(
    folder,
    { known },
    {
      read: (path, signal) => readRepository(context, path, signal),
      outgoing: (facts, target, signal) => readOutgoing(context, facts, target, signal),
    },
  );
  if (push.kind !== 'push') throw new Error(`no push: ${push.kind}`);
  const commits = await readCommitFacts(context, push);
  const { verdict, needs } = judgePreflight({
    entry: anEntry(),
    push,
    commits,
    wishes: undefined,
    branch: branchNotAsked,
    probe: undefined,
    overwrite: false,
  });
  const found = commits.unsigned.length === newCommits && needs.some(({ id }) => id === 'workflows');
  if (verdict !== 'no' || !found) throw new Error('the preflight did not see what is there');
}

async function countOnce({ git, env }: GitContext, cwd: string): Promise<void> {
  const args = ['rev-list', '--count', 'HEAD'];
  const clean = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const end = await runProcess({ file: git.path, args, cwd, env: clean, timeoutMs: 30_000 });
  if (Number(end.stdout) !== oldCommits + newCommits) throw new Error('the history is not as made');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** `origin/main` with the long history, 200 more branches from its end, and `feature` with the new commits. */
async function makeRepository(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder);
  await git(folder, env, ['init', '--quiet', '-b', 'feature']);
  await git(folder, env, ['remote', 'add', 'origin', 'https://github.com/acme/app.git']);
  await git(folder, env, ['fast-import', '--quiet'], history());
  await git(folder, env, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main']);
  await git(folder, env, ['pack-refs', '--all']);
  await git(folder, env, ['reset', '--quiet', '--hard']);
}

function history(): string {
  const lines: string[] = [];
  const commit = (ref: string, index: number, from: string | undefined, files: readonly string[]) => {
    const who = `Mona <mona@example.com> ${1_600_000_000 + index} +0000`;
    const message = `Change ${index}`;
    lines.push(`commit ${ref}`, `mark :${index + 1}`, `author ${who}`, `committer ${who}`);
    lines.push(`data ${message.length}`, message, ...(from === undefined ? [] : [`from ${from}`]));
    for (const path of files) lines.push(`M 100644 inline ${path}`, `data ${message.length}`, message);
    lines.push('');
  };
  const main = 'refs/remotes/origin/main';
  for (let index = 0; index < oldCommits; index++) {
    commit(main, index, undefined, [`src/${index % 500}.txt`]);
  }
  const tip = `:${oldCommits}`;
  for (let index = 0; index < otherBranches; index++) {
    lines.push(`reset refs/remotes/origin/topic-${index}`, `from :${oldCommits - index * 10}`, '');
  }
  for (let index = oldCommits; index < oldCommits + newCommits; index++) {
    const workflow = index === oldCommits ? ['.github/workflows/ci.yml'] : [];
    commit('refs/heads/feature', index, index === oldCommits ? tip : undefined, [
      `new/${index}.txt`,
      ...workflow,
    ]);
  }
  return `${lines.join('\n')}\n`;
}

function git(
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  stdin = '',
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd, env, stdio: ['pipe', 'ignore', 'pipe'] });
    let problem = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      problem += text;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`git ${args[0]}: ${problem}`))));
    // One that ends before it has read all of it says why by its exit code.
    child.stdin.on('error', () => undefined).end(stdin);
  });
}
