import assert from 'node:assert/strict';
import { readCommits } from '../../src/node/git/readOutgoing.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('the commits of a branch', () => {
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());
  const context = () => ({ git: stage.git, env: stage.env, workspaceFolders: [] });

  it('A20 H08 are read with their words unchanged, newest first, whatever the words are', async () => {
    const tree = await stage.tree('words');
    const odd = '--upload-pack=touch $(touch x) "quoted" 🚀 %H';
    await tree.git('commit', '--quiet', '--allow-empty', '-m', odd, '-m', 'Body\n\nwith an empty line\n');
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'Grüße');
    const head = (await tree.git('rev-parse', 'HEAD', 'HEAD~1')).stdout.trim().split('\n');
    assert.deepEqual(await readCommits(context(), tree.folder, 'refs/remotes/origin/main', 'HEAD'), [
      { sha: head[0], subject: 'Grüße', body: '' },
      { sha: head[1], subject: odd, body: 'Body\n\nwith an empty line' },
      { sha: tree.sha, subject: 'Greet by the time of day', body: '' },
    ]);
    const two = await readCommits(context(), tree.folder, 'refs/remotes/origin/main', 'HEAD', undefined, 2);
    assert.deepEqual(
      two?.map(({ sha }) => sha),
      head,
    );
    const ended = readCommits(
      context(),
      tree.folder,
      'refs/remotes/origin/main',
      'HEAD',
      AbortSignal.abort(),
    );
    assert.equal(await ended, undefined);
  });

  it('A10 A20 are not read for a name that git could take for an option, nor with a program of the repository', async () => {
    const tree = await stage.tree('names');
    const options = ['--output=/dev/null', '-p', 'main', 'refs/heads/none', `${'a'.repeat(39)}`];
    for (const name of options) {
      assert.equal(await readCommits(context(), tree.folder, name, 'HEAD'), undefined, name);
    }
    await tree.git('config', 'log.showSignature', 'true');
    await tree.git('config', 'format.pretty', 'fuller');
    await tree.git('config', 'diff.external', '/bin/false');
    const commits = await readCommits(context(), tree.folder, 'refs/remotes/origin/main', 'HEAD');
    assert.deepEqual(commits, [{ sha: tree.sha, subject: 'Greet by the time of day', body: '' }]);
  });
});
