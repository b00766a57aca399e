import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitFetch } from '../../src/node/git/gitFetch.ts';
import { GitPush } from '../../src/node/git/gitPush.ts';
import { probePush } from '../../src/node/git/probePush.ts';
import { fetchBranch } from '../../src/push/fetchBranch.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { type FetchStage, startFetchStage } from './fetchStage.ts';

describe('every git that has a token', function () {
  this.timeout(60_000);
  let stage: FetchStage;
  before(async () => {
    stage = await startFetchStage();
  });
  after(() => stage.close());

  it('A10 is told to run no program in the repository whose objects it borrows', async function () {
    if (process.platform === 'win32') this.skip();
    const { env, git, tempFolder, secret } = stage.stage;
    // git itself says what it would run, in the very repository and environment of the command that follows.
    const told = join(stage.stage.sandbox.folder, 'told');
    const program = join(stage.stage.sandbox.folder, 'git-that-tells');
    const ask = `"${git.path}" "$1" config --get core.alternateRefsCommand || echo its own git`;
    await writeFile(
      program,
      `#!/bin/sh\ncase "$1" in --git-dir=${tempFolder}/*) echo "$2 $3: $(${ask})" >> "${told}";; esac\nexec "${git.path}" "$@"\n`,
      { mode: 0o755 },
    );
    const context = {
      git: { ...git, path: program },
      env,
      workspaceFolders: [],
      tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 10_000,
      hookTimeoutMs: 10_000,
    };
    const tree = await stage.stage.tree('told');
    const push = await stage.stage.ready(tree);
    const pusher = new GitPush(context);
    await probePush(context, push, secret);
    await pusher.remoteRef(push, secret);
    await pusher.push(push, secret, {});
    await stage.serverCommits({ branch: 'told', from: 'main', message: 'Theirs', files: { 'x.txt': 'x' } });
    await fetchBranch(await stage.ready(tree), secret, new GitFetch(context));
    assert.deepEqual((await readFile(told, 'utf8')).trim().split('\n'), [
      'push --dry-run: ./none',
      'ls-remote --refs: ./none',
      'push --porcelain: ./none',
      'fetch --progress: ./none',
      'for-each-ref --format=%(objectname) %(refname): ./none',
    ]);
  });
});
