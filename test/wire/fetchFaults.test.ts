import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lutimes, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { takeObjects } from '../../src/node/git/takeObjects.ts';
import { fetchBranch } from '../../src/push/fetchBranch.ts';
import { Failure } from '../../src/shared/failure.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { holdsToken } from './evilListener.ts';
import { type FetchStage, packFolder, startFetchStage } from './fetchStage.ts';

describe('a fetch that is stopped', function () {
  this.timeout(60_000);
  let stage: FetchStage;
  before(async () => {
    stage = await startFetchStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    stage.stage.sandbox.faults.clear();
    assert.deepEqual(await stage.stage.leftovers(), [], 'an isolated repository was left behind');
  });

  let serial = 0;
  /** A clone, and commits on the server that it does not have. */
  async function behind(): Promise<WorkTree> {
    const branch = `stopped-${serial++}`;
    const tree = await stage.stage.tree(branch);
    const files = {
      'theirs.txt': Array.from({ length: 3_000 }, (_, i) => `${branch} ${i * 7919}`).join('\n'),
    };
    await stage.serverCommits({ branch, from: 'main', message: 'Theirs', files });
    return tree;
  }

  const holds = async (tree: WorkTree) =>
    (await readdir(packFolder(tree))).filter((name) => name.endsWith('.keep'));

  /** Nothing moved, nothing held; then the same fetch works. */
  async function isUnharmed(tree: WorkTree, before: string): Promise<void> {
    const look = await stage.look(tree.folder);
    assert.deepEqual([look.tracking, await holds(tree)], [before, []]);
    stage.stage.sandbox.faults.clear();
    const result = await stage.fetch(tree);
    assert.equal(result.current?.missing, 1);
  }

  const answers: readonly (readonly [
    string,
    Parameters<FetchStage['stage']['sandbox']['faults']['add']>[0],
    string,
  ])[] = [
    [
      'a pack cut in the middle',
      { method: 'POST', fault: { kind: 'cut', afterBytes: 3_000 } },
      'connectionLost',
    ],
    ['a 500 after the question', { method: 'POST', fault: { kind: 'status', status: 500 } }, 'serverError'],
    ['a 503 at once', { method: 'GET', fault: { kind: 'status', status: 503 } }, 'serverError'],
    ['a 429', { fault: { kind: 'status', status: 429 } }, 'rateLimited'],
    ['a 404', { fault: { kind: 'status', status: 404 } }, 'repositoryNotFound'],
    [
      'bytes that are no answer',
      { fault: { kind: 'malformed', bytes: 'no http\r\n\r\n' } },
      'incompleteAnswer',
    ],
  ];
  for (const [title, rule, kind] of answers) {
    it(`H10 by ${title} leaves the refs as they were, says why, and can be run again`, async () => {
      const tree = await behind();
      const { tracking } = await stage.look(tree.folder);
      stage.stage.sandbox.faults.add(rule);
      const refused = await stage.refusal(tree);
      assert.equal(refused.problem.kind, kind, refused.details);
      await isUnharmed(tree, tracking);
    });
  }

  it('H10 by the person ends git, which would wait for ever', async () => {
    const tree = await behind();
    const { tracking } = await stage.look(tree.folder);
    stage.stage.sandbox.faults.add({ method: 'POST', fault: { kind: 'hang' } });
    const controller = new AbortController();
    const before = stage.stage.sandbox.log.length;
    const fetching = stage.refusal(tree, { signal: controller.signal });
    while (stage.stage.sandbox.log.length < before + 2) await delay(10);
    const pressed = performance.now();
    controller.abort();
    const refused = await fetching;
    const took = performance.now() - pressed;
    assert.deepEqual(refused.problem, { kind: 'cancelled' });
    // A busy machine takes its time to end a process; waiting for the server would take a minute and more.
    assert.ok(took < 15_000, `${took} ms`);
    await isUnharmed(tree, tracking);
  });

  for (const phase of ['receiving', 'storing'] as const) {
    it(`H10 by the person while ${phase} moves nothing`, async () => {
      const tree = await behind();
      const { tracking } = await stage.look(tree.folder);
      const controller = new AbortController();
      const refused = await stage.refusal(tree, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) controller.abort();
        },
      });
      assert.deepEqual(refused.problem, { kind: 'cancelled' });
      await isUnharmed(tree, tracking);
    });
  }

  it('by a server that says nothing ends at its time', async () => {
    const tree = await behind();
    stage.stage.sandbox.faults.add({ fault: { kind: 'hang' } });
    const refused = await stage.refusal(tree, { timeoutMs: 1_000 });
    assert.deepEqual(refused.problem, { kind: 'timeout', seconds: 1 });
  });

  it('by a ref that another git holds moves none of them, also not the free ones', async () => {
    const tree = await behind();
    await stage.serverCommits({ branch: 'free', from: 'main', message: 'Free', files: { f: 'f' } });
    const branch = (await tree.git('branch', '--show-current')).stdout.trim();
    const { tracking } = await stage.look(tree.folder);
    const lock = join(tree.folder, '.git', 'refs', 'remotes', 'origin', `${branch}.lock`);
    await writeFile(lock, '');
    const refused = await stage.refusal(tree);
    assert.deepEqual(refused.problem, { kind: 'refsBusy' });
    assert.equal(await readFile(lock, 'utf8'), '');
    await rm(lock);
    await isUnharmed(tree, tracking);
  });

  it('by a ref that another git moved meanwhile does not move it back', async () => {
    const tree = await behind();
    await stage.fetch(tree);
    const branch = (await tree.git('branch', '--show-current')).stdout.trim();
    const ref = `refs/remotes/origin/${branch}`;
    await stage.serverCommits({ branch, message: 'More', files: { more: 'more' } });
    const real = stage.fetcher();
    const runner = Object.assign(stage.fetcher(), {
      rewinding: async (...asked: Parameters<typeof real.rewinding>) => {
        await tree.git('update-ref', ref, tree.sha);
        return real.rewinding(...asked);
      },
    });
    const outcome = await fetchBranch(await stage.ready(tree), stage.stage.secret, runner).catch(
      (error: unknown) => error,
    );
    assert.deepEqual(Failure.is(outcome) ? outcome.problem : outcome, { kind: 'refsBusy' });
    assert.equal((await tree.git('rev-parse', ref)).stdout.trim(), tree.sha);
  });

  it('by a repository that cannot be written to is said, and nothing is held', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const tree = await behind();
    await chmod(packFolder(tree), 0o500);
    const refused = await stage.refusal(tree);
    await chmod(packFolder(tree), 0o700);
    assert.deepEqual([refused.problem, await holds(tree)], [{ kind: 'objectsNotTaken' }, []]);
  });

  it('by a pack that does not hold together is said, and what was taken before is let go', async () => {
    const tree = await behind();
    await stage.fetch(tree);
    const { facts } = await stage.ready(tree);
    const [good = ''] = (await readdir(packFolder(tree))).filter((name) => name.endsWith('.pack'));
    const folder = join(stage.stage.sandbox.folder, `packs-${serial}`);
    await mkdir(folder);
    const bytes = await readFile(join(packFolder(tree), good));
    await writeFile(join(folder, 'good.pack'), bytes);
    await writeFile(join(folder, 'bad.pack'), bytes.subarray(0, bytes.length - 30));
    for (const name of await readdir(packFolder(tree)))
      await rm(join(packFolder(tree), name), { force: true });
    const context = { git: stage.stage.git, env: stage.stage.env, workspaceFolders: [] };
    const packs = ['good.pack', 'bad.pack'].map((name) => join(folder, name));
    const outcome = await takeObjects(context, facts, packs, 5_000).catch((error: unknown) => error);
    assert.deepEqual(Failure.is(outcome) ? outcome.problem : outcome, { kind: 'objectsNotTaken' });
    assert.deepEqual(await holds(tree), []);
  });

  it('H10 by a crash while packs were held lets go of them an hour later, and of nothing else', async () => {
    const tree = await behind();
    await stage.fetch(tree);
    const folder = packFolder(tree);
    const ours = 'token-warden fetch\n';
    const names = ['1', '2', '3', '4'].map((digit) => `pack-${digit.repeat(40)}.keep`);
    const [old = '', young = '', foreign = '', link = ''] = names;
    await writeFile(join(folder, old), ours);
    await writeFile(join(folder, young), ours);
    await writeFile(join(folder, foreign), 'mine\n');
    await writeFile(join(folder, 'target'), ours);
    await symlink(join(folder, 'target'), join(folder, link));
    const then = new Date(Date.now() - 2 * 3_600_000);
    for (const name of [old, foreign, 'target']) await utimes(join(folder, name), then, then);
    await lutimes(join(folder, link), then, then);
    const branch = (await tree.git('branch', '--show-current')).stdout.trim();
    await stage.serverCommits({ branch, message: 'More', files: { more: 'more' } });
    await stage.fetch(tree);
    assert.deepEqual((await holds(tree)).toSorted(), [young, foreign, link]);
  });

  it('H10 by a window that is killed leaves the refs, no secret, and a repository that can fetch again', async () => {
    const tree = await behind();
    const { tracking } = await stage.look(tree.folder);
    stage.stage.sandbox.faults.add({ method: 'POST', fault: { kind: 'hang' } });
    const { git, env, tempFolder, token } = stage.stage;
    const before = stage.stage.sandbox.log.length;
    const child = spawn(process.execPath, [join(import.meta.dirname, 'fetchDriver.ts')], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    child.stdin?.end(JSON.stringify({ git, env, tempFolder, folder: tree.folder, token: token.value }));
    while (stage.stage.sandbox.log.length < before + 2) await delay(10);
    child.kill('SIGKILL');
    await once(child, 'close');
    const [left = ''] = await stage.stage.leftovers();
    const files = (await readdir(join(tempFolder, left), { recursive: true, withFileTypes: true })).filter(
      (each) => each.isFile(),
    );
    const texts = await Promise.all(
      files.map((each) => readFile(join(each.parentPath, each.name), 'latin1')),
    );
    await endOrphans(left);
    await rm(join(tempFolder, left), { recursive: true, force: true });
    assert.ok(texts.length >= 4, 'there were files to look into');
    assert.equal(holdsToken(texts.join('\n'), token.value), false);
    await isUnharmed(tree, tracking);
  });

  /** The git of a killed window ends by itself after a minute of silence; the tests that follow do not wait for it. */
  async function endOrphans(mark: string): Promise<void> {
    if (process.platform !== 'linux' || mark === '') return;
    for (const id of await readdir('/proc')) {
      const command = /^[0-9]+$/.test(id)
        ? await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
        : '';
      if (command.includes(mark)) {
        try {
          process.kill(-Number(id), 'SIGKILL');
        } catch {
          // A child of one that is gone already.
        }
      }
    }
  }
});
