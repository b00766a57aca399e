import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FaultRule } from '../sandbox/faults.ts';
import { askGit } from '../sandbox/git/gitObjects.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const driver = fileURLToPath(new URL('pushDriver.ts', import.meta.url));

describe('a push that is broken off', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async function () {
    // What is left running is found in /proc.
    if (process.platform !== 'linux') this.skip();
    stage = await startPushStage();
  });
  after(() => stage?.close());
  afterEach(() => stage?.sandbox.faults.clear());

  const server = () => stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
  const onServer = (branch: string) =>
    askGit(server(), ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]);
  const tracking = async (tree: WorkTree, branch: string) =>
    (
      await tree.git('for-each-ref', '--format=%(objectname)', `refs/remotes/origin/${branch}`)
    ).stdout.trim() || undefined;

  async function until(met: () => Promise<boolean> | boolean): Promise<void> {
    const end = performance.now() + 10_000;
    while (!(await met())) {
      if (performance.now() > end) throw new Error('it did not come to that');
      await delay(10);
    }
  }

  function driven({ folder }: WorkTree): ChildProcess {
    const child = spawn(process.execPath, [driver], { stdio: ['pipe', 'inherit', 'inherit'] });
    const { git, env, tempFolder } = stage;
    child.stdin?.end(JSON.stringify({ git, env, tempFolder, folder, token: stage.token.value }));
    return child;
  }

  /** Leaders of groups whose command line or folder is of this push. */
  async function groupsOf(mark: string): Promise<readonly number[]> {
    const found: number[] = [];
    for (const id of (await readdir('/proc')).filter((name) => /^[0-9]+$/.test(name))) {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (Number(id) !== process.pid && command.includes(mark)) found.push(Number(id));
    }
    return found;
  }

  /** SIGKILL for the window, its git and its hook, and everything those started. */
  async function killAll(child: ChildProcess, more: readonly number[]): Promise<void> {
    child.kill('SIGKILL');
    await once(child, 'close');
    for (const leader of [...more, ...(await groupsOf(stage.tempFolder))]) {
      try {
        process.kill(-leader, 'SIGKILL');
      } catch {
        // It is no leader, or gone with one.
      }
    }
    await until(async () => (await groupsOf(stage.tempFolder)).length === 0);
    for (const left of await stage.leftovers()) await rm(join(stage.tempFolder, left), { recursive: true });
  }

  interface Phase {
    readonly title: string;
    readonly rule?: FaultRule;
    readonly hook?: boolean;
    /** Whether the server had taken the push when all was killed. */
    readonly taken: boolean;
  }
  const phases: readonly Phase[] = [
    { title: 'while the hook runs', hook: true, taken: false },
    {
      title: 'before the server says what it has',
      rule: { method: 'GET', fault: { kind: 'hang' } },
      taken: false,
    },
    {
      title: 'while the pack is on its way',
      rule: { method: 'POST', fault: { kind: 'hang' } },
      taken: false,
    },
    {
      title: 'after the server took it',
      rule: { method: 'POST', fault: { kind: 'lost-answer' } },
      taken: true,
    },
  ];
  for (const [index, { title, rule, hook, taken }] of phases.entries()) {
    it(`H10 killed ${title}: the tracking ref says nothing that is not so, and the next push is good`, async () => {
      const branch = `killed-${index}`;
      const tree = await stage.tree(branch, { [`${branch}.txt`]: branch });
      const script = join(tree.folder, '.git', 'hooks', 'pre-push');
      const begun = join(tree.folder, '.git', 'begun');
      if (hook === true) {
        await mkdir(join(script, '..'), { recursive: true });
        await writeFile(
          script,
          `#!/bin/sh\necho $$ > "${begun}.new" && mv "${begun}.new" "${begun}"\nexec sleep 60\n`,
        );
        await chmod(script, 0o755);
      }
      if (rule !== undefined) stage.sandbox.faults.add(rule);
      const requests = stage.sandbox.log.length;
      const child = driven(tree);
      const method = rule?.method;
      if (hook === true)
        await until(() =>
          readFile(begun).then(
            () => true,
            () => false,
          ),
        );
      else await until(() => stage.sandbox.log.slice(requests).some((each) => each.method === method));
      if (taken) await until(async () => (await onServer(branch)) === tree.sha);
      await killAll(child, hook === true ? [Number(await readFile(begun, 'utf8'))] : []);
      stage.sandbox.faults.clear();
      await rm(script, { force: true });
      const after = [await onServer(branch), await tracking(tree, branch)];
      assert.deepEqual(after, [taken ? tree.sha : undefined, undefined]);
      assert.equal((await stage.push(tree)).kind, taken ? 'upToDate' : 'pushed');
      assert.deepEqual([await onServer(branch), await tracking(tree, branch)], [tree.sha, tree.sha]);
      assert.notEqual(await askGit(server(), ['fsck', '--strict']), undefined);
      assert.equal((await tree.git('fsck')).code, 0);
    });
  }

  const cuts: readonly (readonly [string, FaultRule, string, boolean])[] = [
    [
      'the network is gone in the middle of the pack',
      { method: 'POST', fault: { kind: 'cut-request', afterBytes: 200_000 } },
      'connectionLost',
      false,
    ],
    [
      'the server fails after it took the pack',
      { method: 'POST', fault: { kind: 'lost-answer', status: 500 } },
      'serverError',
      true,
    ],
    [
      'the server fails before it took the pack',
      { method: 'POST', fault: { kind: 'status', status: 500 } },
      'serverError',
      false,
    ],
  ];
  for (const [index, [title, rule, kind, taken]] of cuts.entries()) {
    it(`H10 ${title}: it is said, git tries no second time, and the person can`, async () => {
      const branch = `cut-${index}`;
      const text = randomBytes(600_000).toString('base64');
      const tree = await stage.tree(branch, { [`${branch}.txt`]: text });
      stage.sandbox.faults.add(rule);
      const requests = stage.sandbox.log.length;
      assert.equal((await stage.refusal(tree)).problem.kind, kind);
      const posts = stage.sandbox.log.slice(requests).filter(({ method }) => method === 'POST').length;
      stage.sandbox.faults.clear();
      const after = [await onServer(branch), await tracking(tree, branch)];
      assert.deepEqual(after, [taken ? tree.sha : undefined, undefined]);
      // libcurl sends a request again whose connection broke before any answer; the server's refs take it once only.
      assert.ok(posts >= 1 && posts <= (rule.fault.kind === 'cut-request' ? 2 : 1), `${posts} POST requests`);
      assert.equal((await stage.push(tree)).kind, taken ? 'upToDate' : 'pushed');
      assert.deepEqual([await onServer(branch), await tracking(tree, branch)], [tree.sha, tree.sha]);
    });
  }
});
