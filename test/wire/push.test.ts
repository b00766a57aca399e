import assert from 'node:assert/strict';
import { runGit } from '../sandbox/workTree.ts';
import { type PushStage, standing, startPushStage } from './pushStage.ts';

describe('the isolated push against a real git server', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  it('pushes the branch in two requests and leaves no file behind', async () => {
    const tree = await stage.tree('happy');
    const before = stage.sandbox.log.length;
    const result = await stage.push(tree);
    const seen = stage.sandbox.log
      .slice(before)
      .map(({ method, path, status, tokenId }) => ({ method, path, status, tokenId }));
    assert.deepEqual(seen, [
      {
        method: 'GET',
        path: '/acme/app.git/info/refs?service=git-receive-pack',
        status: 200,
        tokenId: stage.token.id,
      },
      { method: 'POST', path: '/acme/app.git/git-receive-pack', status: 200, tokenId: stage.token.id },
    ]);
    assert.deepEqual(
      { kind: result.kind, recorded: result.recorded, ref: result.target.remoteRef, sha: result.target.sha },
      { kind: 'pushed', recorded: true, ref: 'refs/heads/happy', sha: tree.sha },
    );
    assert.deepEqual(await stage.leftovers(), []);
  });

  it('leaves tracking ref, upstream and reflog as a plain git push -u would', async () => {
    const ours = await stage.tree('same');
    const theirs = await stage.tree('same');
    await theirs.git('fetch', '--quiet', ours.folder, 'same');
    await theirs.git('reset', '--quiet', '--hard', ours.sha);
    await stage.push(ours);
    await deleteOnServer(stage, 'same');
    const plain = await theirs.push(stage.token.value, '--quiet', '-u', 'origin', 'same');
    assert.equal(plain.code, 0, plain.stderr);
    assert.deepEqual(await standing(ours, 'same'), await standing(theirs, 'same'));
  });
});

async function deleteOnServer(stage: PushStage, branch: string): Promise<void> {
  const folder = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
  await runGit(folder, ['--git-dir', folder, 'update-ref', '-d', `refs/heads/${branch}`], stage.env);
}
