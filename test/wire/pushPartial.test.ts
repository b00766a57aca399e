import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../src/shared/failure.ts';
import { askGit, writeCommits } from '../sandbox/git/gitObjects.ts';
import { type GitOutcome, runGit } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

interface Clone {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => Promise<GitOutcome>;
}

describe('a push from a clone that left objects out', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
    await askGit(server(), ['config', 'uploadpack.allowFilter', 'true']);
    await writeCommits(server(), [
      { branch: 'main', message: 'Old', files: { 'a/b/c.txt': 'old\n', 'd/e.txt': 'e\n' } },
      { branch: 'main', message: 'New', files: { 'a/b/c.txt': 'new\n' } },
    ]);
  });
  after(() => stage.close());
  const server = () => stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';

  /** Cloned over a path; then its remote is GitHub's address, and no lazy fetch could reach anything but the sandbox. */
  async function clone(branch: string, ...options: readonly string[]): Promise<Clone> {
    const folder = join(stage.sandbox.folder, branch);
    const args = ['clone', '--quiet', ...options, `file://${server()}`, folder];
    const made = await runGit(stage.sandbox.folder, args, stage.env);
    assert.equal(made.code, 0, made.stderr);
    const git: Clone['git'] = (...rest) => runGit(folder, rest, stage.env);
    await git('switch', '--quiet', '-c', branch);
    await writeFile(join(folder, `${branch}.txt`), branch);
    await git('add', `${branch}.txt`);
    await git('commit', '--quiet', '-m', branch);
    await git('remote', 'set-url', 'origin', 'https://github.com/acme/app.git');
    return { folder, git };
  }

  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['blobless', ['--filter=blob:none']],
    ['treeless', ['--filter=tree:0']],
  ];
  for (const [branch, options] of ways) {
    it(`H05 sends the commits of a ${branch} clone, whole, and fetches nothing`, async () => {
      const { folder, git } = await clone(branch, ...options);
      const left = await runGit(folder, ['rev-list', '--objects', '--missing=print', 'HEAD'], stage.env);
      assert.match(left.stdout, /^\?/m);
      const before = stage.sandbox.log.length;
      assert.equal((await stage.push({ folder })).kind, 'pushed');
      assert.deepEqual(
        stage.sandbox.log.slice(before).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`),
        ['GET refs?service=git-receive-pack', 'POST git-receive-pack'],
      );
      const sha = (await git('rev-parse', 'HEAD')).stdout.trim();
      assert.equal(await askGit(server(), ['rev-parse', `refs/heads/${branch}`]), sha);
      assert.notEqual(await askGit(server(), ['fsck', '--connectivity-only']), undefined);
    });
  }

  it('H05 is refused, and asks nobody, when an object that must be sent is not here', async () => {
    const { folder, git } = await clone('holes', '--filter=blob:none');
    const old = (await askGit(server(), ['rev-parse', 'main~1:a/b/c.txt'])) ?? '';
    await git('update-index', '--add', '--cacheinfo', `100644,${old},again.txt`);
    const tree = (await git('write-tree', '--missing-ok')).stdout.trim();
    const commit = (await git('commit-tree', '-p', 'HEAD', '-m', 'Again', tree)).stdout.trim();
    await git('update-ref', 'refs/heads/holes', commit);
    const before = stage.sandbox.log.length;
    assert.deepEqual(await stage.plan({ folder }), { kind: 'refused', problem: { kind: 'partialClone' } });
    assert.equal(stage.sandbox.log.length, before);
  });

  it('counts as one that may use LFS when its attributes are not at hand', async () => {
    await writeCommits(server(), [
      { branch: 'main', message: 'Art', files: { 'art/.gitattributes': '*.psd text\n' } },
    ]);
    const { folder } = await clone('cone', '--filter=blob:none', '--sparse');
    const read = await stage
      .pusher()
      .read(folder)
      .catch((error: unknown) => error);
    assert.ok(!Failure.is(read));
    assert.equal((read as { readonly lfsFile?: string }).lfsFile, '.gitattributes');
  });

  it('H05 sends from a sparse checkout what is outside its cone too', async () => {
    const { folder, git } = await clone('narrow', '--sparse');
    await git('sparse-checkout', 'set', 'd');
    await git('rm', '--quiet', '--cached', '--sparse', 'a/b/c.txt');
    await git('commit', '--quiet', '-m', 'Outside the cone');
    await stage.push({ folder });
    const sha = (await git('rev-parse', 'HEAD')).stdout.trim();
    const files = await askGit(server(), ['ls-tree', '-r', '--name-only', sha]);
    assert.deepEqual(
      ['a/b/c.txt', 'd/e.txt', 'narrow.txt'].map((name) => files?.split('\n').includes(name)),
      [false, true, true],
    );
  });
});
