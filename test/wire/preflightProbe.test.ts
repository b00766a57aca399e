import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probePush } from '../../src/node/git/probePush.ts';
import { explainPush } from '../../src/push/explainPush.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('the probe of the preflight', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  async function probe(tree: WorkTree, secret = stage.secret) {
    const push = await stage.ready(tree);
    const context = {
      git: stage.git,
      env: stage.env,
      workspaceFolders: [],
      tempFolder: stage.tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 30_000,
    };
    const before = stage.sandbox.log.length;
    const end = await probePush(context, push, secret);
    const requests = stage.sandbox.log.slice(before).map(({ method, path }) => `${method} ${path}`);
    return { said: explainPush(end, push.target.remoteRef), requests };
  }

  const refsOf = async (tree: WorkTree) => (await tree.git('for-each-ref')).stdout;
  const remoteRefs = async (tree: WorkTree) => (await tree.git('ls-remote', gitDir())).stdout;
  const gitDir = () => stage.sandbox.registry.repository('acme/app')?.repository.gitDir ?? '';

  it('is one GET, and nothing is written there or here', async () => {
    const tree = await stage.tree('probed');
    const [here, there] = [await refsOf(tree), await remoteRefs(tree)];
    const { said, requests } = await probe(tree);
    assert.deepEqual(said, { kind: 'pushed' });
    assert.deepEqual(requests, ['GET /acme/app.git/info/refs?service=git-receive-pack']);
    assert.deepEqual([await refsOf(tree), await remoteRefs(tree)], [here, there]);
    assert.deepEqual(await stage.leftovers(), []);
    // What it foretold comes true.
    assert.equal((await stage.push(tree)).kind, 'pushed');
  });

  it('X-10 sees that the branch moved on, without sending anything', async () => {
    const ours = await stage.tree('moving');
    await stage.push(await stage.tree('moving', { 'theirs.txt': 'x' }));
    const { said, requests } = await probe(ours);
    assert.deepEqual(said, { kind: 'refused', problem: { kind: 'nonFastForward' } });
    assert.equal(requests.length, 1);
  });

  it('S4-01 sees that the token may not push, in the words of a push, and asks once', async () => {
    const mint = (permissions: Readonly<Record<string, 'read' | 'write'>>) =>
      new Secret(
        stage.sandbox.registry.mint({
          kind: 'fine-grained',
          login: 'mona',
          owner: 'acme',
          permissions,
          expiresInDays: 30,
        }).value,
      );
    const { said, requests } = await probe(await stage.tree('denied'), mint({ contents: 'read' }));
    assert.deepEqual(said, { kind: 'refused', problem: { kind: 'writeNotGranted' } });
    assert.equal(requests.length, 1);
  });

  it('A09 runs no hook and no helper of the repository', async () => {
    const tree = await stage.tree('hooked');
    const ran = join(tree.folder, '..', 'hook-ran');
    await mkdir(ran, { recursive: true });
    for (const hook of ['pre-push', 'reference-transaction', 'post-update']) {
      const path = join(tree.folder, '.git', 'hooks', hook);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, `#!/bin/sh\ntouch '${ran}/${hook}'\n`);
      await chmod(path, 0o755);
    }
    await tree.git('config', 'credential.helper', `!touch '${ran}/helper'`);
    await tree.git('config', 'url.https://evil.example/.insteadOf', 'https://github.com/');
    assert.equal((await probe(tree)).said.kind, 'pushed');
    assert.deepEqual(await readdir(ran), []);
  });
});
