import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '../sandbox/workTree.ts';
import { type FetchStage, startFetchStage } from './fetchStage.ts';

/** A pkt-line. */
const line = (text: string) => (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;

describe('a server that means harm to a fetch', function () {
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

  it('a server that would mend and cut a shallow clone elsewhere changes nothing', async () => {
    const folder = join(stage.stage.sandbox.folder, 'to-be-cut');
    const { env, sandbox } = stage.stage;
    await stage.serverCommits({ branch: 'main', message: 'Base', files: { base: 'base' } });
    await runGit(sandbox.folder, ['clone', '--quiet', '--depth=1', `file://${stage.server}`, folder], env);
    await runGit(folder, ['remote', 'set-url', 'origin', 'https://github.com/acme/app.git'], env);
    const cut = (await stage.onServer('rev-parse', 'main')) ?? '';
    await stage.serverCommits(
      { branch: 'main', message: 'Hidden', files: { hidden: 'hidden' } },
      { branch: 'main', message: 'Shown', files: { shown: 'shown' } },
    );
    const [shown = '', hidden = ''] = ((await stage.onServer('rev-list', '-2', 'main')) ?? '').split('\n');
    // Only the newest commit and all its files: its parent is said to be no part of the history.
    const list = (await stage.onServer('rev-list', '--objects', '--no-walk', shown)) ?? '';
    const pack = spawnSync('git', ['--git-dir', stage.server, 'pack-objects', '--stdout', '-q'], {
      input: `${list
        .split('\n')
        .map((each) => each.split(' ')[0])
        .join('\n')}\n`,
      env,
    }).stdout;
    const packet = (bytes: Buffer) =>
      Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
    const answers = [
      Buffer.from(`${line(`${shown} refs/heads/main\n`)}0000`),
      Buffer.concat([
        Buffer.from(
          `${line('acknowledgments\n')}${line(`ACK ${cut}\n`)}${line('ready\n')}0001${line('shallow-info\n')}${line(`shallow ${shown}\n`)}${line(`unshallow ${cut}\n`)}0001${line('packfile\n')}`,
        ),
        packet(Buffer.concat([Buffer.from([1]), pack])),
        Buffer.from('0000'),
      ]),
    ];
    assert.ok(pack.length < 60_000 && hidden !== cut);
    const before = await stage.look(folder);
    const fault = {
      kind: 'status',
      status: 200,
      headers: { 'content-type': 'application/x-git-upload-pack-result' },
      // One answer for each question.
      get body() {
        return answers.shift() as unknown as string;
      },
    } as const;
    sandbox.faults.add({ method: 'POST', fault });
    const refused = await stage.refusal({ folder });
    assert.deepEqual(refused.problem, { kind: 'shallowChanged' }, refused.details);
    assert.deepEqual([await stage.look(folder), answers], [before, []]);
    assert.equal((await runGit(folder, ['fsck'], env)).code, 0);
  });
});
