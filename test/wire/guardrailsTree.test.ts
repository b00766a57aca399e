import assert from 'node:assert/strict';
import { access, chmod, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectorOf } from '../../src/node/git/inspectOutgoing.ts';
import { runGit, type WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('the tree that a push is made from', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  async function look(tree: WorkTree) {
    const { facts, target } = await stage.ready(tree);
    const inspector = inspectorOf({ git: stage.git, env: stage.env, workspaceFolders: [] });
    return {
      changed: await inspector.changedFiles(facts),
      defaultBranch: await inspector.defaultBranch(facts, target),
    };
  }

  it('names tracked files that were changed, added or deleted, and no others', async () => {
    const tree = await stage.tree('changed', {
      'a b.txt': 'a',
      'gone.txt': 'x',
      'same.txt': 's',
      'ü.txt': 'u',
    });
    assert.deepEqual((await look(tree)).changed, []);
    await writeFile(join(tree.folder, 'a b.txt'), 'changed');
    await writeFile(join(tree.folder, 'ü.txt'), 'changed');
    await writeFile(join(tree.folder, 'new.txt'), 'new');
    await writeFile(join(tree.folder, 'untracked.txt'), 'new');
    await tree.git('add', 'new.txt');
    await tree.git('rm', '--quiet', 'gone.txt');
    await utimes(join(tree.folder, 'same.txt'), 1, 1);
    const { changed } = await look(tree);
    assert.deepEqual([...(changed ?? [])].sort(), ['a b.txt', 'gone.txt', 'new.txt', 'ü.txt']);
  });

  it('A10 is looked at without running a filter or a monitor that the repository names, however it names them', async () => {
    const tree = await stage.tree('evil', { '.gitattributes': '* filter=evil\n', 'a.txt': 'a' });
    const mark = join(tree.folder, '.git', 'mark');
    const program = join(tree.folder, '.git', 'evil.sh');
    await writeFile(program, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`);
    await chmod(program, 0o755);
    const included = join(tree.folder, '.git', 'more');
    await writeFile(
      included,
      `[filter "evil"]\n\tclean = ${program}\n\tprocess = ${program}\n\trequired = true\n[core]\n\tfsmonitor = ${program}\n`,
    );
    await tree.git('config', 'include.path', included);
    await utimes(join(tree.folder, 'a.txt'), 1, 1);
    const { changed } = await look(tree);
    assert.deepEqual(changed, []);
    await assert.rejects(access(mark), { code: 'ENOENT' });
    // The same question without the guard does run it: so the mark would show it.
    await runGit(tree.folder, ['status'], stage.env);
    await access(mark);
  });

  it('A10 is not looked at when a filter has a name that cannot be taken away', async () => {
    const tree = await stage.tree('odd', { '.gitattributes': '* filter=a=b\n', 'a.txt': 'a' });
    await tree.git('config', 'filter.a=b.clean', 'touch .git/mark; cat');
    await utimes(join(tree.folder, 'a.txt'), 1, 1);
    assert.equal((await look(tree)).changed, undefined);
    await assert.rejects(access(join(tree.folder, '.git', 'mark')), { code: 'ENOENT' });
  });

  it('knows the default branch where the clone knows it', async () => {
    const tree = await stage.tree('default');
    assert.equal((await look(tree)).defaultBranch, 'main');
    await tree.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk/one');
    assert.equal((await look(tree)).defaultBranch, 'trunk/one');
    await tree.git('symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
    assert.equal((await look(tree)).defaultBranch, undefined);
  });
});
