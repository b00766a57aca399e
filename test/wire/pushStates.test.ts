import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../src/shared/secret.ts';
import { askGit } from '../sandbox/git/gitObjects.ts';
import { runGit, type WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, standing, startPushStage } from './pushStage.ts';

describe('every state a repository may be in', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  const gitDirOf = (name: string) =>
    stage.sandbox.registry.repository(name, 'github.com')?.repository.gitDir ?? '';
  const server = () => gitDirOf('acme/app');
  const onServer = (branch: string) => askGit(server(), ['rev-parse', '--verify', `refs/heads/${branch}`]);

  async function commit(tree: WorkTree, file: string, text: string): Promise<void> {
    await writeFile(join(tree.folder, file), text);
    await tree.git('add', '--all');
    await tree.git('commit', '--quiet', '-m', text);
  }

  /** Two branches that changed the same line. */
  async function conflicting(branch: string): Promise<WorkTree> {
    const tree = await stage.tree(branch, { 'line.txt': 'base\n', [`${branch}.txt`]: branch });
    await tree.git('switch', '--quiet', '-c', `${branch}-side`);
    await commit(tree, 'line.txt', 'side');
    await tree.git('switch', '--quiet', branch);
    await commit(tree, 'line.txt', 'main');
    return tree;
  }

  /** Everything git keeps beside its objects, and what lies in the work tree. */
  async function picture(tree: WorkTree): Promise<string> {
    const parts = await Promise.all([
      tree.git('status', '--porcelain=v2', '-z'),
      tree.git('ls-files', '--stage', '-z'),
      tree.git('for-each-ref', 'refs/heads', 'refs/tags', 'refs/stash'),
    ]);
    return parts.map(({ stdout }) => stdout).join('\n--\n');
  }

  const unfinished: readonly (readonly [string, string, readonly string[]])[] = [
    ['a merge', 'MERGE_HEAD', ['merge']],
    ['a cherry-pick', 'CHERRY_PICK_HEAD', ['cherry-pick']],
    ['a revert', 'REVERT_HEAD', ['revert', '--no-edit']],
  ];
  for (const [index, [title, marker, command]] of unfinished.entries()) {
    it(`H07 ${title} with conflicts is left as it stands, and what is committed is pushed`, async () => {
      const branch = `unfinished-${index}`;
      const tree = await conflicting(branch);
      await tree.git(...command, command[0] === 'revert' ? 'HEAD~1' : `${branch}-side`);
      const path = join(tree.folder, '.git', marker);
      const before = [await readFile(path, 'utf8'), await picture(tree)];
      assert.equal((await stage.push(tree)).kind, 'pushed');
      assert.deepEqual([await readFile(path, 'utf8'), await picture(tree)], before);
      assert.equal(await onServer(branch), (await tree.git('rev-parse', 'HEAD')).stdout.trim());
    });
  }

  it('H04 H07 in the middle of a rebase there is no branch to push, and the rebase goes on afterwards', async () => {
    const tree = await conflicting('rebasing');
    await tree.git('rebase', 'rebasing-side');
    const before = await picture(tree);
    assert.deepEqual(await stage.plan(tree), { kind: 'refused', problem: { kind: 'detachedHead' } });
    assert.equal(await picture(tree), before);
    await writeFile(join(tree.folder, 'line.txt'), 'both');
    await tree.git('add', '--all');
    await tree.git('-c', 'core.editor=true', 'rebase', '--continue');
    assert.equal((await stage.push(tree)).kind, 'pushed');
  });

  it('H07 a lock of git is never taken away, and a held tracking ref only makes the record wait', async () => {
    const tree = await stage.tree('locked', { 'locked.txt': 'x' });
    await stage.push(tree);
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'More');
    const locks = [
      'index.lock',
      'HEAD.lock',
      'packed-refs.lock',
      'refs/remotes/origin/locked.lock',
      'shallow.lock',
    ];
    const paths = locks.map((name) => join(tree.folder, '.git', name));
    for (const path of paths) await writeFile(path, 'held');
    const result = await stage.push(tree);
    assert.deepEqual([result.kind, result.recorded], ['pushed', false]);
    await Promise.all(paths.map((path) => access(path)));
  });

  it('H06 pushes from a chain of borrowed objects', async () => {
    const lender = await stage.tree('chain', { 'chain.txt': 'x' });
    let from = lender.folder;
    for (let link = 1; link <= 3; link++) {
      const folder = join(stage.sandbox.folder, `chain ${link}`);
      await runGit(stage.sandbox.folder, ['clone', '--quiet', '--shared', from, folder], stage.env);
      await runGit(folder, ['commit', '--quiet', '--allow-empty', '-m', `Link ${link}`], stage.env);
      from = folder;
    }
    const git = (...args: readonly string[]) => runGit(from, args, stage.env);
    await git('remote', 'set-url', 'origin', 'https://github.com/acme/app.git');
    await git('update-ref', '-d', 'refs/remotes/origin/chain');
    await stage.push({ folder: from });
    const sha = (await git('rev-parse', 'HEAD')).stdout.trim();
    assert.deepEqual(
      [await onServer('chain'), await askGit(server(), ['rev-list', '--count', sha, '^main'])],
      [sha, '4'],
    );
  });

  it('H06 pushes from a repository with reftable', async function () {
    const folder = join(stage.sandbox.folder, 'reftable');
    const made = await runGit(
      stage.sandbox.folder,
      ['init', '--quiet', '--ref-format=reftable', '-b', 'table', folder],
      stage.env,
    );
    // Only git 2.45 and newer can make one.
    if (made.code !== 0) return this.skip();
    const git = (...args: readonly string[]) => runGit(folder, args, stage.env);
    await git('commit', '--quiet', '--allow-empty', '-m', 'Table');
    await git('remote', 'add', 'origin', 'https://github.com/acme/app.git');
    assert.deepEqual((await stage.push({ folder })).recorded, true);
    assert.equal(await onServer('table'), (await git('rev-parse', 'origin/table')).stdout.trim());
  });

  it('H05 A17 is not led astray by variables that name another repository', async () => {
    const tree = await stage.tree('here', { 'here.txt': 'x' });
    const other = await stage.tree('there', { 'there.txt': 'x' });
    const elsewhere = join(other.folder, '.git');
    const env = {
      ...stage.env,
      GIT_DIR: elsewhere,
      GIT_WORK_TREE: other.folder,
      GIT_COMMON_DIR: elsewhere,
      GIT_INDEX_FILE: join(elsewhere, 'index'),
      GIT_OBJECT_DIRECTORY: join(elsewhere, 'objects'),
      GIT_NAMESPACE: 'x',
    };
    const facts = await stage.pusher(env).read(tree.folder);
    assert.deepEqual(
      [facts.folder, facts.head],
      [tree.folder, { kind: 'branch', branch: 'here', sha: tree.sha }],
    );
    await stage.push(tree, { env });
    assert.deepEqual([await onServer('here'), await onServer('there')], [tree.sha, undefined]);
  });

  it('H08 a file whose name is no UTF-8 keeps its bytes', async function () {
    if (process.platform !== 'linux') this.skip();
    const tree = await stage.tree('bytes', { 'bytes.txt': 'x' });
    const name = Buffer.concat([
      Buffer.from(`${tree.folder}/`),
      Buffer.from([0xff, 0x0a, 0x22, 0xe9]),
      Buffer.from('.txt'),
    ]);
    await writeFile(name, 'odd');
    await tree.git('add', '--all');
    await tree.git('commit', '--quiet', '-m', 'Odd');
    const tree2 = (await tree.git('rev-parse', 'HEAD^{tree}')).stdout.trim();
    await stage.push(tree);
    assert.equal(await askGit(server(), ['rev-parse', 'refs/heads/bytes^{tree}']), tree2);
  });

  it('H08 a branch whose name is no UTF-8 is refused, never pushed under another name', async function () {
    if (process.platform !== 'linux') this.skip();
    const tree = await stage.tree('plain-name', { 'plain.txt': 'x' });
    const heads = `${tree.folder}/.git/refs/heads/`;
    await rename(`${heads}plain-name`, Buffer.concat([Buffer.from(heads), Buffer.from([0x6e, 0xe9])]));
    await writeFile(
      join(tree.folder, '.git', 'HEAD'),
      Buffer.concat([Buffer.from('ref: refs/heads/'), Buffer.from([0x6e, 0xe9, 0x0a])]),
    );
    assert.deepEqual(await stage.plan(tree), {
      kind: 'refused',
      problem: { kind: 'branchNameUnsafe', branch: 'n\ufffd' },
    });
  });

  it('H05 goes to the fork that pushRemote names, and the branch follows what it followed, as git leaves it', async () => {
    const { registry } = stage.sandbox;
    await registry.addRepository('mona/app', { collaborators: { mona: 'admin' } });
    const mint = registry.mint({
      kind: 'classic',
      login: 'mona',
      scopes: ['repo', 'workflow'],
      expiresInDays: 30,
    });
    const setUp = async () => {
      const tree = await stage.tree('to-fork', { 'fork.txt': 'x' });
      await tree.git('remote', 'add', 'fork', 'https://github.com/mona/app.git');
      await tree.git('branch', '--quiet', '--set-upstream-to=origin/main');
      await tree.git('config', 'branch.to-fork.pushRemote', 'fork');
      return tree;
    };
    const [ours, theirs] = [await setUp(), await setUp()];
    await theirs.git('fetch', '--quiet', ours.folder, 'to-fork');
    await theirs.git('reset', '--quiet', '--hard', ours.sha);
    const result = await stage.push(ours, { secret: new Secret(mint.value) });
    assert.deepEqual([result.target.owner, result.target.trackingRef], ['mona', 'refs/remotes/fork/to-fork']);
    const fork = gitDirOf('mona/app');
    assert.deepEqual(
      [await askGit(fork, ['rev-parse', 'refs/heads/to-fork']), await onServer('to-fork')],
      [ours.sha, undefined],
    );
    await askGit(fork, ['update-ref', '-d', 'refs/heads/to-fork']);
    const basic = Buffer.from(`x:${mint.value}`).toString('base64');
    const header = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraHeader' };
    const env = { ...stage.env, ...header, GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}` };
    const plain = await runGit(theirs.folder, ['push', '--quiet', 'fork', 'to-fork'], env);
    assert.equal(plain.code, 0, plain.stderr);
    assert.deepEqual(await standing(ours, 'to-fork'), await standing(theirs, 'to-fork'));
  });

  it('H12 5,000 commits and 20,000 refs are pushed in two requests, and counted', async () => {
    const tree = await stage.tree('many', { 'many.txt': 'x' });
    const lines: string[] = [];
    for (let i = 1; i <= 5_000; i++) {
      lines.push(
        'commit refs/heads/many',
        `mark :${i}`,
        `committer Mona <mona@example.com> ${1_700_000_000 + i} +0000`,
      );
      lines.push('data 1', 'x', ...(i === 1 ? [`from ${tree.sha}`] : []), '');
    }
    const child = spawn('git', ['fast-import', '--quiet'], {
      cwd: tree.folder,
      env: stage.env,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.end(lines.join('\n'));
    assert.deepEqual(await once(child, 'close'), [0, null]);
    const refs = Array.from({ length: 20_000 }, (_, i) => `${tree.sha} refs/other/${100_000 + i}\n`);
    await tree.git('pack-refs', '--all');
    const packed = join(tree.folder, '.git', 'packed-refs');
    // Without the header git sorts them itself.
    const others = (await readFile(packed, 'utf8')).split('\n').filter((line) => !line.startsWith('#'));
    await writeFile(packed, refs.join('') + others.join('\n'));
    assert.equal((await tree.git('for-each-ref', 'refs/other')).stdout.split('\n').length, 20_001);
    const ready = await stage.ready(tree);
    assert.equal(ready.commits, 5_001);
    const before = stage.sandbox.log.length;
    // With this scope the sandbox's hook need not look at each commit, which takes it a process each.
    const { value } = stage.sandbox.registry.mint({
      kind: 'classic',
      login: 'mona',
      scopes: ['repo', 'workflow'],
      expiresInDays: 30,
    });
    assert.equal((await stage.push(tree, { secret: new Secret(value) })).kind, 'pushed');
    const top = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    assert.deepEqual([stage.sandbox.log.length - before, await onServer('many')], [2, top]);
  });
});
