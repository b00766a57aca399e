import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../../src/node/git/runProcess.ts';
import { mustAsk } from '../../src/push/knownCommits.ts';
import type { ReadyPush } from '../../src/push/planPush.ts';
import { gitHome, runGit } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from '../wire/pushStage.ts';
import type { Figure } from './figures.ts';
import { median, rounded, spread } from './median.ts';
import { type OpenGitServer, startOpenGitServer } from './openGitServer.ts';

const pairs = 21;
const warmUps = 2;
const repo = 'acme/app';

/**
 * What is timed:
 *
 * - ours: `GitPush.push`, the step that the token is in: making the isolated repository, asking git for the person's
 *   transport settings, `git push` with the header, cleaning and redacting what it said, removing the repository;
 * - theirs: `git push --porcelain --progress` of the same kind of commit in the person's own repository, with no
 *   credential at all.
 *
 * Both start git with the same function, go through a CONNECT proxy and TLS to `git http-backend`, and push one new
 * commit to a new branch of equal repositories. Not in it, on either side: planning, hooks, and the local bookkeeping
 * after ours (`record`). The sandbox's `pre-receive` script is taken away on both sides: it costs both the same and
 * would flatter the ratio.
 */
export async function measurePush(): Promise<readonly Figure[]> {
  const stage = await startPushStage();
  try {
    const gitDirectory = stage.sandbox.registry.repository(repo)?.repository.gitDir ?? '';
    await rm(join(gitDirectory, 'hooks'), { recursive: true, force: true });
    const repositories = join(stage.sandbox.folder, 'open-repositories');
    await mkdir(repositories);
    await cp(gitDirectory, join(repositories, 'app.git'), { recursive: true });
    const open = await startOpenGitServer(stage.sandbox.folder, repositories);
    try {
      return await comparePushes(stage, open);
    } finally {
      await open.close();
    }
  } finally {
    await stage.close();
  }
}

async function comparePushes(stage: PushStage, open: OpenGitServer): Promise<readonly Figure[]> {
  const ours = await oursOn(stage);
  const theirs = await theirsOn(stage, open);
  const requests: number[] = [];
  const oursMs: number[] = [];
  const theirsMs: number[] = [];
  for (let index = 0; index < warmUps + pairs; index++) {
    const branch = `bench-${index}`;
    const push = await ours.prepare(branch);
    await theirs.prepare(branch);
    const before = stage.sandbox.log.length;
    // In turn first and second: the one that comes second finds git and the page cache warmer.
    const oursFirst = index % 2 === 0;
    const first = await timed(() => (oursFirst ? ours.push(push) : theirs.push(branch)));
    const second = await timed(() => (oursFirst ? theirs.push(branch) : ours.push(push)));
    requests.push(stage.sandbox.log.length - before);
    if (index < warmUps) continue;
    oursMs.push(oursFirst ? first : second);
    theirsMs.push(oursFirst ? second : first);
  }
  const made = `ours ${spread(oursMs)} ms, plain git ${spread(theirsMs)} ms, ${pairs} pairs in turn`;
  return [
    { key: 'push.ratio', value: rounded(median(oursMs) / median(theirsMs), 3), from: made },
    {
      key: 'push.requests',
      value: Math.max(...requests),
      from: `seen by the server for each of ${requests.length} pushes`,
    },
  ];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function oursOn(stage: PushStage) {
  const tree = await stage.tree('bench-start');
  const pusher = stage.pusher();
  return {
    async prepare(branch: string): Promise<ReadyPush> {
      await commitOn(tree.folder, branch, stage.env);
      const push = await stage.ready(tree);
      // Then requests would belong to the push that are not counted here.
      if (mustAsk(push)) throw new Error('the push asks the server something first');
      return push;
    },
    async push(push: ReadyPush): Promise<void> {
      const end = await pusher.push(push, stage.secret, {});
      if (end.exitCode !== 0) throw new Error(`our push failed: ${end.stderr}`);
    },
  };
}

async function theirsOn(stage: PushStage, open: OpenGitServer) {
  const env = { ...(await gitHome(open)), NO_PROXY: '127.0.0.1' };
  const tree = await stage.tree('bench-start');
  return {
    prepare: (branch: string) => commitOn(tree.folder, branch, env),
    async push(branch: string): Promise<void> {
      const end = await runProcess({
        file: stage.git.path,
        args: ['push', '--porcelain', '--progress', 'origin', branch],
        cwd: tree.folder,
        env,
        timeoutMs: 30_000,
      });
      if (end.exitCode !== 0) throw new Error(`the plain push failed: ${end.stderr}`);
    },
  };
}

/** One new commit with one changed file on a new branch, of the same parent each time. */
async function commitOn(
  folder: string,
  branch: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const run = async (...args: readonly string[]) => {
    const done = await runGit(folder, args, env);
    if (done.code !== 0) throw new Error(`git ${args[0]}: ${done.stderr}`);
  };
  await run('switch', '--quiet', '--create', branch, 'bench-start');
  await writeFile(join(folder, 'change.txt'), `${branch}\n`);
  await run('add', '--', 'change.txt');
  await run('commit', '--quiet', '--message', `Change ${branch}`);
}
