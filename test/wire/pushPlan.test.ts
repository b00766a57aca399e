import assert from 'node:assert/strict';
import { chmod, chown, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { GitPush } from '../../src/node/git/gitPush.ts';
import type { PushProblem } from '../../src/push/problems.ts';
import { pushBranch } from '../../src/push/pushBranch.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('what cannot be pushed', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  const refusals: readonly (readonly [string, (tree: WorkTree) => Promise<unknown>, PushProblem | object])[] =
    [
      ['a detached HEAD', (tree) => tree.git('checkout', '--quiet', '--detach'), { kind: 'detachedHead' }],
      [
        'an unborn branch',
        (tree) => tree.git('switch', '--quiet', '--orphan', 'fresh'),
        { kind: 'unbornBranch', branch: 'fresh' },
      ],
      ['no remote', (tree) => tree.git('remote', 'remove', 'origin'), { kind: 'noRemote' }],
      [
        'a remote without a URL',
        (tree) => tree.git('config', '--unset', 'remote.origin.url'),
        { kind: 'remoteWithoutUrl', remote: 'origin' },
      ],
      [
        'several remotes',
        (tree) => tree.git('remote', 'add', 'fork', 'https://github.com/mona/app'),
        { kind: 'chooseRemote', remotes: ['origin', 'fork'] },
      ],
      [
        'nothing to push',
        async (tree) => {
          await stage.push(tree);
        },
        { kind: 'nothingToPush', branch: 'refused-5' },
      ],
      ['a bare repository', (tree) => tree.git('config', 'core.bare', 'true'), { kind: 'bareRepository' }],
      [
        'no repository',
        async (tree) => {
          await rename(join(tree.folder, '.git'), join(tree.folder, 'gone'));
        },
        { kind: 'notARepository' },
      ],
    ];
  for (const [index, [title, arrange, problem]] of refusals.entries()) {
    it(`H04 H05 ${title} is said, and nothing goes over the network`, async () => {
      const tree = await stage.tree(`refused-${index}`);
      await arrange(tree);
      const before = stage.sandbox.log.length;
      const outcome = await stage.plan(tree).catch((error: unknown) => error);
      const said = Failure.is(outcome) ? outcome.problem : outcome;
      const refused = said as { kind: string; problem?: object };
      assert.deepEqual(refused.kind === 'refused' ? refused.problem : refused, problem);
      assert.equal(stage.sandbox.log.length, before);
    });
  }

  it('several remotes: the one the person chose is pushed to, and one that does not exist is not', async () => {
    const tree = await stage.tree('choose');
    await tree.git('remote', 'add', 'fork', 'https://github.com/mona/app');
    const chosen = await stage.ready(tree, 'fork');
    assert.deepEqual([chosen.target.owner, chosen.target.trackingRef], ['mona', 'refs/remotes/fork/choose']);
    assert.deepEqual(await stage.plan(tree, 'gone'), {
      kind: 'refused',
      problem: { kind: 'remoteUnknown', remote: 'gone' },
    });
  });

  it("H13 git's refusal of a folder that belongs to someone else is passed on", async function () {
    if (process.getuid?.() !== 0) this.skip();
    const tree = await stage.tree('owned');

    await chown(tree.folder, 12345, 12345);
    await chown(join(tree.folder, '.git'), 12345, 12345);
    await chmod(tree.folder, 0o755);
    const outcome = await stage.plan(tree).catch((error: unknown) => error);
    assert.deepEqual(Failure.is(outcome) ? outcome.problem : outcome, { kind: 'dubiousOwnership' });
  });

  it('a temporary folder that is gone is said, and no git is started', async () => {
    const tree = await stage.tree('no-temp');
    const plan = await stage.ready(tree);
    await rename(stage.tempFolder, `${stage.tempFolder}-gone`);
    const before = stage.sandbox.log.length;
    const outcome = pushBranch(plan, stage.secret, stage.pusher());
    await assert.rejects(outcome, (error: Failure) => error.problem.kind === 'tempFolderUnusable');
    await rename(`${stage.tempFolder}-gone`, stage.tempFolder);
    assert.equal(stage.sandbox.log.length, before);
  });

  it('a git that vanished between the plan and the push is said', async () => {
    const tree = await stage.tree('vanished');
    const plan = await stage.ready(tree);
    const gone = new GitPush({
      git: { path: join(stage.tempFolder, 'no-such-git'), version: '2.39.5' },
      env: stage.env,
      workspaceFolders: [],
      tempFolder: stage.tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 5_000,
      hookTimeoutMs: 5_000,
    });
    await assert.rejects(
      pushBranch(plan, stage.secret, gone),
      (error: Failure) => error.problem.kind === 'noGit',
    );
    assert.deepEqual(await stage.leftovers(), []);
  });
});
