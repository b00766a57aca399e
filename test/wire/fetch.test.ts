import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { type FetchStage, packFolder, startFetchStage } from './fetchStage.ts';

describe('a fetch with a token', function () {
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

  const file = (branch: string, name: string, from?: string) => ({
    branch,
    message: `Add ${name}`,
    files: { [name]: `${name}\n` },
    ...(from === undefined ? {} : { from }),
  });

  it('H01 leads from a refused push to one that goes through: fetch, rebase, push', async () => {
    const tree = await stage.stage.tree('mend');
    await stage.serverCommits(file('mend', 'theirs.txt', 'main'), file('mend', 'more.txt'));
    const refused = await stage.stage.refusal(tree);
    const result = await stage.fetch(tree);
    const rebased = await tree.git('rebase', '--quiet', 'origin/mend');
    const pushed = await stage.stage.push(tree);
    assert.deepEqual(
      [refused.problem.kind, result.current, rebased.code, pushed.kind],
      ['nonFastForward', { branch: 'mend', moved: true, rewound: false, missing: 2 }, 0, 'pushed'],
    );
    assert.equal(
      await stage.onServer('rev-parse', 'mend'),
      (await tree.git('rev-parse', 'HEAD')).stdout.trim(),
    );
  });

  it('leaves the objects and remote-tracking branches that git fetch leaves, and nothing else changed', async () => {
    const tree = await stage.stage.tree('same');
    await stage.serverCommits(
      file('main', 'one.txt'),
      file('fresh', 'two.txt', 'main'),
      file('fresh', 'three.txt'),
    );
    // A tag on a branch that comes would follow it.
    const eve = ['-c', 'user.name=Eve', '-c', 'user.email=eve@example.com'];
    await stage.onServer(...eve, 'tag', '-a', '-m', 'Tagged', 'v-annotated', 'fresh');
    const before = await stage.look(tree.folder);
    const twin = await stage.look(await stage.witness(tree));
    await stage.fetch(tree);
    const after = await stage.look(tree.folder);
    assert.deepEqual([after.tracking, after.objects], [twin.tracking, twin.objects]);
    assert.equal(after.rest, before.rest);
    assert.notEqual(after.tracking, before.tracking);
    assert.equal((await tree.git('fsck', '--strict')).code, 0);
  });

  it('a second fetch brings nothing, and asks the server for no object', async () => {
    const tree = await stage.stage.tree('twice');
    await stage.serverCommits(file('twice', 'once.txt', 'main'));
    await stage.fetch(tree);
    const { log } = stage.stage.sandbox;
    const before = log.length;
    const again = await stage.fetch(tree);
    const bodies = log.slice(before).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    assert.deepEqual([again.moved, again.skipped], [[], 0]);
    // The second is `ls-refs`; there is no third, which would be `fetch`.
    assert.deepEqual(bodies, ['GET /acme/app.git/info/refs', 'POST /acme/app.git/git-upload-pack']);
  });

  it('sends only what is missing: a known history is told to the server', async () => {
    const tree = await stage.stage.tree('thin');
    await stage.fetch(tree);
    await stage.serverCommits(file('thin', 'small.txt', 'main'));
    await stage.fetch(tree);
    const counts: number[] = [];
    for (const name of (await readdir(packFolder(tree))).filter((each) => each.endsWith('.idx'))) {
      const shown = await tree.git('verify-pack', '-v', `.git/objects/pack/${name}`);
      counts.push(shown.stdout.split('\n').filter((line) => /^[0-9a-f]{40} /.test(line)).length);
    }
    // A commit, a tree, a blob, and the tree it is told apart from.
    assert.ok(counts.length > 0 && counts.every((count) => count <= 4), counts.join());
  });

  it('tells the server also what only a local branch holds', async () => {
    const tree = await stage.stage.tree('told');
    await stage.onServer('fetch', '--quiet', tree.folder, 'told:refs/heads/told');
    await stage.serverCommits(file('told', 'on-top.txt'));
    const before = (await stage.look(tree.folder)).objects.split('\n').length;
    await stage.fetch(tree);
    const [pack = ''] = (await readdir(packFolder(tree))).filter((name) => name.endsWith('.idx'));
    const shown = await tree.git('verify-pack', '-v', `.git/objects/pack/${pack}`);
    const brought = shown.stdout.split('\n').filter((line) => /^[0-9a-f]{40} /.test(line)).length;
    assert.equal((await stage.look(tree.folder)).objects.split('\n').length - before, 3);
    assert.ok(brought <= 4, String(brought));
  });

  it('brings no tag, removes no branch, and holds no pack afterwards', async () => {
    const tree = await stage.stage.tree('untagged');
    await stage.serverCommits(file('gone', 'gone.txt', 'main'), file('tagged', 'tagged.txt', 'main'));
    await stage.fetch(tree);
    await stage.onServer('branch', '-D', 'gone');
    await stage.onServer('tag', 'v-new', 'tagged');
    await stage.serverCommits(file('tagged', 'later.txt'));
    await stage.fetch(tree);
    assert.equal((await tree.git('tag', '--list', 'v-new')).stdout, '');
    assert.notEqual((await tree.git('for-each-ref', 'refs/remotes/origin/gone')).stdout, '');
    assert.deepEqual(
      (await readdir(packFolder(tree))).filter((name) => name.endsWith('.keep')),
      [],
    );
  });

  it('follows a history that was rewritten, and says so', async () => {
    const tree = await stage.stage.tree('rewritten');
    await stage.serverCommits(file('rewritten', 'first.txt', 'main'));
    await stage.fetch(tree);
    await stage.onServer('branch', '-D', 'rewritten');
    await stage.serverCommits(file('rewritten', 'second.txt', 'main'));
    const twin = await stage.look(await stage.witness(tree));
    const result = await stage.fetch(tree);
    assert.deepEqual([...result.rewound], ['refs/remotes/origin/rewritten']);
    assert.deepEqual(result.current, { branch: 'rewritten', moved: true, rewound: true, missing: 1 });
    assert.equal((await stage.look(tree.folder)).tracking, twin.tracking);
  });

  it('moves nothing back where the refspec has no +, moves the others, and counts it', async () => {
    const tree = await stage.stage.tree('kept');
    await tree.git('config', 'remote.origin.fetch', 'refs/heads/kept*:refs/remotes/origin/kept*');
    await stage.serverCommits(file('kept', 'first.txt', 'main'));
    await stage.fetch(tree);
    const first = (await tree.git('rev-parse', 'origin/kept')).stdout;
    await stage.onServer('branch', '-D', 'kept');
    await stage.serverCommits(file('kept', 'second.txt', 'main'), file('kept-too', 'x.txt', 'main'));
    const result = await stage.fetch(tree);
    assert.deepEqual(
      [
        result.moved.map(({ ref }) => ref),
        result.skipped,
        (await tree.git('rev-parse', 'origin/kept')).stdout,
      ],
      [['refs/remotes/origin/kept-too'], 1, first],
    );
  });

  it('a branch that needs the place of a deleted one is left out and counted; the rest arrives', async () => {
    const tree = await stage.stage.tree('clash');
    await stage.serverCommits(file('place', 'a.txt', 'main'));
    await stage.fetch(tree);
    await stage.onServer('branch', '-D', 'place');
    await stage.serverCommits(file('place/inner', 'b.txt', 'main'), file('clash', 'c.txt', 'main'));
    const result = await stage.fetch(tree);
    assert.deepEqual(
      [result.skipped, result.moved.map(({ ref }) => ref)],
      [1, ['refs/remotes/origin/clash']],
    );
    await stage.onServer('branch', '-D', 'place/inner');
  });

  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['one branch only', ['config', 'remote.origin.fetch', '+refs/heads/main:refs/remotes/origin/main']],
    ['another place', ['config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/sub/*']],
    ['an excluded branch', ['config', '--add', 'remote.origin.fetch', '^refs/heads/way-excluded']],
    [
      'pull requests too',
      ['config', '--add', 'remote.origin.fetch', '+refs/pull/*/head:refs/remotes/origin/pr/*'],
    ],
  ];
  for (const [title, args] of ways) {
    it(`follows the remote's own refspec as git does: ${title}`, async () => {
      const tree = await stage.stage.tree('spec');
      await tree.git(...args);
      await stage.serverCommits(file('way-excluded', `${title}.txt`, 'main'), file('main', `${title}.md`));
      await stage.onServer('update-ref', 'refs/pull/900/head', 'way-excluded');
      const twin = await stage.look(await stage.witness(tree));
      await stage.fetch(tree);
      const after = await stage.look(tree.folder);
      assert.deepEqual([after.tracking, after.objects], [twin.tracking, twin.objects]);
    });
  }

  it('a single branch that the server has lost is named as that', async () => {
    const tree = await stage.stage.tree('lost');
    await tree.git('config', 'remote.origin.fetch', '+refs/heads/lost-there:refs/remotes/origin/lost-there');
    const refused = await stage.refusal(tree);
    assert.deepEqual(refused.problem, { kind: 'remoteBranchGone' });
  });

  it('several remotes are asked about, and the answer is used', async () => {
    const tree = await stage.stage.tree('several');
    await tree.git('remote', 'add', 'fork', 'https://github.com/acme/app.git');
    assert.deepEqual(await stage.plan(tree), { kind: 'chooseRemote', remotes: ['origin', 'fork'] });
    const result = await stage.fetch(tree, { remote: 'fork' });
    assert.ok(result.moved.length > 0);
    assert.deepEqual(
      result.moved.filter(({ ref }) => !ref.startsWith('refs/remotes/fork/')),
      [],
    );
  });

  it('tells progress as phases and numbers only', async () => {
    const tree = await stage.stage.tree('progress');
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`many/${i}.txt`, `${i}\n`.repeat(40)]),
    );
    await stage.serverCommits({ branch: 'progress', from: 'main', message: 'Many', files });
    const seen: string[] = [];
    await stage.fetch(tree, { onProgress: ({ phase, percent }) => seen.push(`${phase} ${percent ?? '-'}`) });
    assert.equal(seen[0], 'connecting -');
    assert.ok(seen.includes('receiving 100'), seen.join());
    assert.equal(seen.at(-1), 'storing -');
    assert.deepEqual(
      seen.filter((each) => !/^[a-z]+ (?:-|[0-9]+)$/.test(each)),
      [],
    );
  });
});
