import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FetchStage, startFetchStage } from './fetchStage.ts';

/** A pkt-line. */
const line = (text: string) => (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;

describe('a server that means harm to a fetch', function () {
  this.timeout(15_000);
  let stage: FetchStage;
  before(async () => {
    stage = await startFetchStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    stage.stage.sandbox.faults.clear();
    assert.deepEqual(await stage.stage.leftovers(), [], 'an isolated repository was left behind');
  });

  /** Answers the first question as an old server would, with names no git would have let in. */
  function advertise(refs: readonly (readonly [string, string])[]): void {
    const [first, ...rest] = refs.map(([name, sha]) => [`${sha} ${name}`] as const);
    const capabilities = 'multi_ack_detailed no-done side-band-64k thin-pack ofs-delta agent=git/evil';
    const body = [
      line('# service=git-upload-pack\n'),
      '0000',
      line(`${first?.[0]}\0${capabilities}\n`),
      ...rest.map(([text]) => line(`${text}\n`)),
      '0000',
    ].join('');
    const headers = { 'content-type': 'application/x-git-upload-pack-advertisement' };
    stage.stage.sandbox.faults.add({
      method: 'GET',
      times: 1,
      fault: { kind: 'status', status: 200, body, headers },
    });
  }

  it('A20 cannot name a file, an option or a place outside the remote: such names are left out', async () => {
    const tree = await stage.stage.tree('named');
    await stage.serverCommits({ branch: 'fine', from: 'main', message: 'Fine', files: { f: 'f' } });
    const sha = (await stage.onServer('rev-parse', 'fine')) ?? '';
    const before = await stage.look(tree.folder);
    advertise([
      ['refs/heads/../../../../hooks/x', sha],
      ['refs/heads/--upload-pack=touch', sha],
      ['refs/heads/-x', sha],
      ['refs/heads/HEAD', sha],
      ['refs/heads/fine', sha],
      ['refs/heads/new\tline', sha],
      ['refs/remotes/origin/main', sha],
      ['refs/tags/v-evil', sha],
    ]);
    const result = await stage.fetch(tree);
    const after = await stage.look(tree.folder);
    assert.deepEqual(
      [result.moved.map(({ ref }) => ref), after.rest],
      [['refs/remotes/origin/fine'], before.rest],
    );
    assert.deepEqual(
      after.tracking.split('\n').filter((each) => !before.tracking.includes(each)),
      [`refs/remotes/origin/fine ${sha} `],
    );
  });

  it('A20 a branch named HEAD or like an option, on a server that has it, is left out and counted', async () => {
    const tree = await stage.stage.tree('odd');
    await stage.fetch(tree);
    const before = await stage.look(tree.folder);
    await stage.serverCommits({ branch: 'for-odd', from: 'main', message: 'Odd', files: { o: 'o' } });
    for (const name of ['HEAD', '-x', '@'])
      await stage.onServer('update-ref', `refs/heads/${name}`, 'for-odd');
    await stage.onServer('update-ref', '-d', 'refs/heads/for-odd');
    const result = await stage.fetch(tree);
    for (const name of ['HEAD', '-x', '@']) await stage.onServer('update-ref', '-d', `refs/heads/${name}`);
    assert.deepEqual([result.moved, result.skipped], [[], 3]);
    assert.equal((await stage.look(tree.folder)).tracking, before.tracking);
  });

  it('a tracking ref that is a link to a branch of the person moves nothing', async () => {
    const tree = await stage.stage.tree('linked');
    await stage.serverCommits({ branch: 'linked', from: 'main', message: 'Link', files: { l: 'l' } });
    await tree.git('symbolic-ref', 'refs/remotes/origin/linked', 'refs/heads/linked');
    const result = await stage.fetch(tree);
    assert.equal(result.skipped, 1);
    assert.equal((await tree.git('rev-parse', 'refs/heads/linked')).stdout.trim(), tree.sha);
    assert.equal(
      (await tree.git('symbolic-ref', 'refs/remotes/origin/linked')).stdout.trim(),
      'refs/heads/linked',
    );
  });

  it('a link that appears while it is fetched is not followed either', async () => {
    const tree = await stage.stage.tree('late');
    const ready = await stage.ready(tree);
    await tree.git('symbolic-ref', 'refs/remotes/origin/late', 'refs/heads/late');
    const main = (await tree.git('rev-parse', 'main')).stdout.trim();
    await stage
      .fetcher()
      .move(ready, [{ ref: 'refs/remotes/origin/late', from: tree.sha, to: main, mayRewind: true }]);
    assert.equal((await tree.git('rev-parse', 'refs/heads/late')).stdout.trim(), tree.sha);
  });

  it('objects that git’s own check refuses never reach the repository', async () => {
    const tree = await stage.stage.tree('evil-tree');
    const blob = await stage.onServer('rev-parse', 'main:README.md');
    const made = spawnSync('git', ['--git-dir', stage.server, 'mktree'], {
      input: `100644 blob ${blob}\t.git\n`,
      env: stage.stage.env,
      encoding: 'utf8',
    });
    const commit = await stage.onServer(
      '-c',
      'user.name=Eve',
      '-c',
      'user.email=eve@example.com',
      'commit-tree',
      '-m',
      'Evil',
      made.stdout.trim(),
    );
    await stage.onServer('update-ref', 'refs/heads/evil-tree', commit ?? '');
    const before = await stage.look(tree.folder);
    const refused = await stage.refusal(tree);
    await stage.onServer('update-ref', '-d', 'refs/heads/evil-tree');
    assert.deepEqual(refused.problem, { kind: 'badObjects' });
    assert.match(refused.details, /hasDotgit/);
    assert.doesNotMatch(refused.details, /cannot run/);
    assert.deepEqual(await stage.look(tree.folder), before);
    assert.equal((await tree.git('cat-file', '-e', commit ?? '')).code, 1);
  });

  it('a server that promises a branch and sends nothing for it moves nothing', async () => {
    const tree = await stage.stage.tree('promised');
    const before = await stage.look(tree.folder);
    advertise([['refs/heads/promised', 'b'.repeat(40)]]);
    const refused = await stage.refusal(tree);
    assert.notEqual(refused.problem.kind, 'cancelled');
    assert.deepEqual(await stage.look(tree.folder), before);
    assert.deepEqual(await readdir(join(tree.folder, '.git', 'refs', 'remotes', 'origin')), ['HEAD']);
  });

  it('a server that cuts its own history cannot cut the history here', async () => {
    const tree = await stage.stage.tree('cut');
    await stage.serverCommits(
      { branch: 'cut', from: 'main', message: 'One', files: { one: 'one' } },
      { branch: 'cut', message: 'Two', files: { two: 'two' } },
    );
    const before = await stage.look(tree.folder);
    await writeFile(join(stage.server, 'shallow'), `${await stage.onServer('rev-parse', 'cut')}\n`);
    const refused = await stage.refusal(tree);
    await rm(join(stage.server, 'shallow'));
    assert.deepEqual(refused.problem, { kind: 'shallowChanged' });
    assert.deepEqual(await stage.look(tree.folder), before);
    assert.equal((await tree.git('rev-parse', '--is-shallow-repository')).stdout.trim(), 'false');
    assert.equal((await stage.fetch(tree)).current?.missing, 2);
  });
});
