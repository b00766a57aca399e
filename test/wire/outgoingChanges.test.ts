import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOutgoingChanges } from '../../src/node/git/readOutgoingChanges.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('what the commits to push bring', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  async function changes(tree: WorkTree) {
    const { facts, target } = await stage.ready(tree);
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    const found = await readOutgoingChanges(context, facts, target);
    const files = found.files.map(({ path, bytes, mode }) => `${mode} ${bytes} ${path}`);
    return { commits: found.commits.length, files: files.sort(), cut: found.cut };
  }

  async function commit(tree: WorkTree, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(tree.folder, path, '..'), { recursive: true });
      await writeFile(join(tree.folder, path), text);
    }
    await tree.git('add', '--all');
    await tree.git('commit', '--quiet', '-m', 'More');
  }

  it('H08 is each version of each file, whatever its name, also one that a later commit takes away', async () => {
    const tree = await stage.tree('brings', { 'start.txt': 'x' });
    await commit(tree, { 'a\nb "c" ü.txt': 'one', 'gone/key.pem': 'secret' });
    await commit(tree, { 'a\nb "c" ü.txt': 'three' });
    await tree.git('rm', '--quiet', 'gone/key.pem');
    await tree.git('commit', '--quiet', '-m', 'Gone');
    const found = await changes(tree);
    assert.deepEqual(found, {
      commits: 4,
      files: [
        '100644 1 start.txt',
        '100644 3 a\nb "c" ü.txt',
        '100644 5 a\nb "c" ü.txt',
        '100644 6 gone/key.pem',
      ],
      cut: false,
    });
  });

  it('is of a merge only what none of its parents has, and nothing of what the remote has already', async () => {
    const tree = await stage.tree('merges', { 'start.txt': 'x' });
    await tree.git('branch', 'side');
    await commit(tree, { 'main.txt': 'main' });
    await tree.git('checkout', '--quiet', 'side');
    await commit(tree, { 'side.txt': 'side' });
    await tree.git('update-ref', 'refs/remotes/origin/side', 'HEAD');
    await tree.git('checkout', '--quiet', 'merges');
    await tree.git('merge', '--quiet', '--no-commit', 'side');
    await commit(tree, { 'evil.txt': 'in no parent' });
    const found = await changes(tree);
    assert.deepEqual(found.files, ['100644 12 evil.txt', '100644 4 main.txt']);
  });

  it('is the first commit of all too, whatever the repository’s own settings leave out of a log', async () => {
    const tree = await stage.tree('alone', { 'start.txt': 'x' });
    await tree.git('checkout', '--quiet', '--orphan', 'rootless');
    await tree.git('rm', '--quiet', '-r', '-f', '.');
    await commit(tree, { 'first.txt': 'one' });
    for (const [key, value] of [
      ['log.showRoot', 'false'],
      ['diff.orderFile', '/nowhere'],
      ['diff.relative', 'true'],
    ] as const)
      await tree.git('config', key, value);
    assert.deepEqual(await changes(tree), { commits: 1, files: ['100644 3 first.txt'], cut: false });
  });
});
