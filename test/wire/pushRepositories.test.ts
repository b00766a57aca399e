import assert from 'node:assert/strict';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preparePush, pushBranch } from '../../src/push/pushBranch.ts';
import { Failure } from '../../src/shared/failure.ts';
import { askGit, writeCommits } from '../sandbox/git/gitObjects.ts';
import { runGit, type WorkTree } from '../sandbox/workTree.ts';
import { known, type PushStage, standing, startPushStage } from './pushStage.ts';

describe('every kind of repository a person may have', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  const onServer = (branch: string) => {
    const folder = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
    return askGit(folder, ['rev-parse', '--verify', `refs/heads/${branch}`]);
  };

  const names = [
    'feature/ünï-cødé',
    'emoji-🚀/x',
    'a$(touch>pwned)b',
    'quote\'and"quote',
    'semi;colon&amp|pipe',
    'dots.and-dashes_1%20',
    'HEAD2',
    'x--upload-pack=touch',
  ];
  for (const name of names) {
    it(`A20 H08 pushes a branch named ${name} as it is written`, async () => {
      const tree = await stage.tree('start');
      await tree.git('branch', '-m', name);
      const result = await stage.push(tree);
      assert.deepEqual(
        [
          result.kind,
          result.recorded,
          await onServer(name),
          (await tree.git('rev-parse', '@{u}')).stdout.trim(),
        ],
        ['pushed', true, tree.sha, tree.sha],
      );
    });
  }

  const ways: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ['with branch.autoSetupRebase', [['config', '--global', 'branch.autoSetupRebase', 'always']]],
    ['after the branch followed main', [['branch', '--quiet', '--set-upstream-to=origin/main']]],
    [
      'with another fetch refspec',
      [['config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/sub/*']],
    ],
    [
      'with a refspec that does not cover the branch',
      [['config', 'remote.origin.fetch', '+refs/heads/main:refs/remotes/origin/main']],
    ],
    ['with a negative refspec', [['config', '--add', 'remote.origin.fetch', '^refs/heads/way*']]],
  ];
  for (const [title, setup] of ways) {
    it(`${title}, the repository is left as a plain git push -u leaves it`, async () => {
      const branch = `way-${ways.findIndex(([each]) => each === title)}`;
      const trees: WorkTree[] = [await stage.tree(branch), await stage.tree(branch)];
      const [ours, theirs] = trees as [WorkTree, WorkTree];
      await theirs.git('fetch', '--quiet', ours.folder, branch);
      await theirs.git('reset', '--quiet', '--hard', ours.sha);
      for (const tree of trees) for (const args of setup) await tree.git(...args);
      await stage.push(ours);
      const server = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
      await askGit(server, ['update-ref', '-d', `refs/heads/${branch}`]);
      const plain = await theirs.push(stage.token.value, '--quiet', '-u', 'origin', branch);
      assert.equal(plain.code, 0, plain.stderr);
      assert.deepEqual(await standing(ours, branch), await standing(theirs, branch));
      await ours.git('config', '--global', '--unset', 'branch.autoSetupRebase');
    });
  }

  it('follows an upstream of another name only when push.default says so', async () => {
    const tree = await stage.tree('local-name');
    await tree.git('config', 'branch.local-name.remote', 'origin');
    await tree.git('config', 'branch.local-name.merge', 'refs/heads/shared-name');
    const simple = (await stage.ready(tree)).target.remoteRef;
    await tree.git('config', 'push.default', 'upstream');
    const upstream = (await stage.ready(tree)).target.remoteRef;
    assert.deepEqual([simple, upstream], ['refs/heads/local-name', 'refs/heads/shared-name']);
  });

  it('an SSH remote is pushed over HTTPS and stays an SSH remote', async () => {
    const tree = await stage.tree('ssh');
    await tree.git('remote', 'set-url', 'origin', 'git@github.com:acme/app.git');
    const result = await stage.push(tree);
    assert.deepEqual(
      [
        result.target.url,
        await onServer('ssh'),
        (await tree.git('remote', 'get-url', 'origin')).stdout.trim(),
      ],
      ['https://github.com/acme/app.git', tree.sha, 'git@github.com:acme/app.git'],
    );
  });

  it('an SSH alias is asked about, and the answer is used', async () => {
    const tree = await stage.tree('alias');
    await tree.git('remote', 'set-url', 'origin', 'github-work:acme/app.git');
    assert.deepEqual(await stage.plan(tree), { kind: 'askAlias', remote: 'origin', alias: 'github-work' });
    const answered = {
      known: { ...known, aliases: { 'github-work': known.hosts[0]?.name ?? ('' as never) } },
    };
    const plan = await preparePush(tree.folder, answered, stage.pusher());
    assert.equal(plan.kind === 'push' ? plan.target.url : plan.kind, 'https://github.com/acme/app.git');
  });

  it('H05 pushes from a linked worktree, a shallow clone and a submodule folder', async () => {
    const tree = await stage.tree('main-tree');
    const linked = join(tree.folder, '..', 'linked worktree');
    await tree.git('worktree', 'add', '--quiet', '-b', 'linked', linked);
    await stage.push({ folder: linked });
    const cut = join(stage.sandbox.folder, 'shallow');
    const server = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
    await runGit(stage.sandbox.folder, ['clone', '--quiet', '--depth=1', `file://${server}`, cut], stage.env);
    // What the clone was cut from has moved on: only the list of cut commits says where history may end.
    await writeCommits(server, [{ branch: 'main', message: 'Later', files: { 'later.txt': 'later' } }]);
    const shallow = (...args: readonly string[]) => runGit(cut, args, stage.env);
    await shallow('remote', 'set-url', 'origin', 'https://github.com/acme/app.git');
    await shallow('switch', '--quiet', '-c', 'to-be-shallow');
    await shallow('commit', '--quiet', '--allow-empty', '-m', 'On top');
    assert.equal((await shallow('rev-list', '--count', 'HEAD')).stdout.trim(), '2');
    const top = (await shallow('rev-parse', 'HEAD')).stdout.trim();
    await stage.push({ folder: cut });
    const outer = await stage.tree('outer');
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', tree.folder, 'inner');
    const inner = join(outer.folder, 'inner');
    await runGit(inner, ['remote', 'set-url', 'origin', 'https://github.com/acme/app.git'], stage.env);
    await runGit(inner, ['switch', '--quiet', '-c', 'in-submodule'], stage.env);
    await stage.push({ folder: inner });
    assert.deepEqual(
      [await onServer('linked'), await onServer('to-be-shallow'), await onServer('in-submodule')],
      [tree.sha, top, tree.sha],
    );
  });

  it('H06 pushes from packed refs, from borrowed objects, and from a folder with odd characters', async () => {
    const tree = await stage.tree('lender');
    const folder = join(stage.sandbox.folder, 'a "quoted"\nfolder # ünï');
    const made = await runGit(
      stage.sandbox.folder,
      ['clone', '--quiet', '--shared', tree.folder, folder],
      stage.env,
    );
    assert.equal(made.code, 0, made.stderr);
    const git = (...args: readonly string[]) => runGit(folder, args, stage.env);
    await git('remote', 'set-url', 'origin', 'https://github.com/acme/app.git');
    await git('switch', '--quiet', '-c', 'borrower');
    await git('commit', '--quiet', '--allow-empty', '-m', 'Borrowed');
    await git('pack-refs', '--all');
    const refused = await stage.plan({ folder }).catch((error: unknown) => error);
    // A line break in a folder's name cannot be told from git's own line ends: said, never guessed.
    assert.deepEqual(Failure.is(refused) ? refused.problem : refused, { kind: 'repositoryUnreadable' });
    const plain = join(stage.sandbox.folder, 'a "quoted" folder # ünï');
    await rename(folder, plain);
    // What the lender has of its own is not on GitHub, whatever the remote-tracking refs of the clone say.
    await stage.push({ folder: plain }, { judgeAgain: async () => true });
    const sha = (await runGit(plain, ['rev-parse', 'HEAD'], stage.env)).stdout.trim();
    assert.equal(await onServer('borrower'), sha);
  });

  it('H06 a SHA-256 repository reaches a server that has one', async () => {
    const server = stage.sandbox.registry.repository('acme/docs', 'github.com')?.repository.gitDir ?? '';
    await rm(server, { recursive: true });
    await runGit(
      stage.sandbox.folder,
      ['init', '--quiet', '--bare', '--object-format=sha256', server],
      stage.env,
    );
    const folder = join(stage.sandbox.folder, 'sha256');
    await runGit(
      stage.sandbox.folder,
      ['init', '--quiet', '--object-format=sha256', '-b', 'long', folder],
      stage.env,
    );
    const git = (...args: readonly string[]) => runGit(folder, args, stage.env);
    await git('commit', '--quiet', '--allow-empty', '-m', 'Long');
    await git('remote', 'add', 'origin', 'https://github.com/acme/docs.git');
    await stage.push({ folder });
    const sha = (await git('rev-parse', 'HEAD')).stdout.trim();
    assert.deepEqual([sha.length, await askGit(server, ['rev-parse', 'refs/heads/long'])], [64, sha]);
  });

  it('H07 a rebase in progress, a held index and a held configuration are left alone', async () => {
    const tree = await stage.tree('busy');
    const locks = ['index.lock', 'config.lock'].map((name) => join(tree.folder, '.git', name));
    for (const lock of locks) await writeFile(lock, 'held');
    const result = await stage.push(tree);

    assert.deepEqual(
      [result.kind, result.recorded, await Promise.all(locks.map((lock) => readFile(lock, 'utf8')))],
      ['pushed', false, ['held', 'held']],
    );
  });

  it('tells progress as numbers only', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`many/${i}.txt`, `${i}\n`.repeat(50)]),
    );
    const tree = await stage.tree('progress', files);
    const seen: string[] = [];
    await stage.push(tree, { onProgress: ({ phase, percent }) => seen.push(`${phase} ${percent ?? '-'}`) });
    assert.equal(seen[0], 'connecting -');
    assert.ok(seen.includes('writing 100'), seen.join());
    assert.ok(
      seen.every((each) => /^[a-z]+ (?:-|[0-9]+)$/.test(each)),
      seen.join(),
    );
  });

  it('H14 pushes the confirmed commit to the confirmed address, whatever changed since', async () => {
    const tree = await stage.tree('confirmed');
    const plan = await stage.ready(tree);
    await tree.git('remote', 'set-url', 'origin', 'https://github.com/acme/docs.git');
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'Later');
    const before = stage.sandbox.log.length;
    const result = await pushBranch(plan, stage.secret, stage.pusher());
    const paths = stage.sandbox.log.slice(before).map(({ path }) => path.split('/').slice(1, 3).join('/'));
    assert.deepEqual(
      [result.target.sha, await onServer('confirmed'), [...new Set(paths)]],
      [tree.sha, tree.sha, ['acme/app.git']],
    );
  });
});
