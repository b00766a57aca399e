import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lookAtConfiguration } from '../../src/node/leaks/repositoryConfiguration.ts';
import { Secret } from '../../src/shared/secret.ts';
import { maskToken } from '../../src/tokens/mask.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type LeakRepository, type LeakStage, makePipe, startLeakStage, told } from './leakStage.ts';

const token = makeToken('classic-pat', 'configuration');
const masked = maskToken(new Secret(token));

describe('the look at a repository’s configuration', function () {
  this.timeout(60_000);
  let stage: LeakStage;
  before(async () => {
    stage = await startLeakStage();
  });
  after(() => stage.close());

  const look = async ({ folder }: LeakRepository, signal?: AbortSignal) => {
    const uriOf = (path: string) => path.slice(folder.length + 1);
    const { leaks, complete } = await lookAtConfiguration({
      root: folder,
      print: stage.print,
      signal,
      uriOf,
    });
    assert.equal(JSON.stringify(leaks).includes(token), false);
    return { told: told(leaks), complete, leaks };
  };
  const append = ({ folder }: LeakRepository, text: string) => appendFile(join(folder, '.git/config'), text);

  it('finds the credential of a remote, of an insteadOf and of a header where each stands', async () => {
    const repository = await stage.repository();
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    await writeFile(
      join(repository.folder, '.git/config'),
      [
        '[remote "origin"]',
        `\turl = https://mona:${token}@github.com/acme/app.git`,
        `[url "https://${token}@github.com/"]`,
        '\tinsteadOf = gh:',
        '[http "https://github.com/"]',
        `\textraHeader = AUTHORIZATION: basic ${basic}`,
        '',
      ].join('\r\n'),
    );
    const found = await look(repository);
    const at = (line: number, column: number) => `.git/config:${line}:${column} ${masked}`;
    assert.deepEqual([found.told, found.complete], [[at(2, 21), at(3, 15), at(6, 37)], true]);
    assert.deepEqual(
      found.leaks.map(({ written }) => written),
      ['url', 'url', 'basic'],
    );
  });

  it('follows an include below the repository whatever its condition, and once', async () => {
    const repository = await stage.repository();
    await repository.write({
      'shared.inc': `[x]\n\ty = ${token}\n[include]\n\tpath = shared.inc\n\tpath = .git/config\n`,
    });
    await append(
      repository,
      '[include]\n\tpath = ../shared.inc\n[includeIf "onbranch:none"]\n\tpath = "../shared.inc"\n',
    );
    const found = await look(repository);
    assert.deepEqual([found.told, found.complete], [[`shared.inc:2:6 ${masked}`], true]);
  });

  it('asks the disk for nothing that an include names elsewhere, however many there are', async () => {
    const repository = await stage.repository();
    const paths = Array.from({ length: 300_000 }, (_, at) => `\tpath = /elsewhere/${at}\n`).join('');
    await append(
      repository,
      `[include]\n${paths}[remote "a"]\n\turl = https://${token}@github.com/a/b.git\n`,
    );
    const asked = realpathSync.native;
    let elsewhere = 0;
    realpathSync.native = ((path: string) => {
      if (path.startsWith('/elsewhere/')) elsewhere++;
      return asked(path);
    }) as typeof asked;
    try {
      const found = await look(repository);
      assert.deepEqual([found.told.length, found.complete, elsewhere], [1, false, 0]);
    } finally {
      realpathSync.native = asked;
    }
  });

  it('I11 reads nothing outside of the repository: no include, and no link', async () => {
    const repository = await stage.repository();
    await writeFile(join(stage.folder, 'outside.inc'), `[x]\n\ty = ${token}\n`);
    await append(
      repository,
      `[include]\n\tpath = ${join(stage.folder, 'outside.inc')}\n\tpath = ../../outside.inc\n`,
    );
    assert.deepEqual(await look(repository), { told: [], complete: true, leaks: [] });
    await symlink(join(stage.folder, 'outside.inc'), join(repository.folder, 'link.inc'));
    await append(repository, '\tpath = ../link.inc\n');
    assert.deepEqual((await look(repository)).told, []);
    await rm(join(repository.folder, '.git/config'));
    await symlink(join(stage.folder, 'outside.inc'), join(repository.folder, '.git/config'));
    assert.deepEqual(await look(repository), { told: [], complete: false, leaks: [] });
  });

  it('I11 waits for no pipe and reads no device', async function () {
    if (process.platform === 'win32') this.skip();
    const repository = await stage.repository();
    await append(repository, '[include]\n\tpath = ../pipe.inc\n\tpath = /dev/zero\n');
    await makePipe(join(repository.folder, 'pipe.inc'));
    assert.deepEqual(await look(repository), { told: [], complete: false, leaks: [] });
  });

  it('finds what submodules, work trees, scripts and notes of commands hold', async () => {
    const repository = await stage.repository();
    await repository.commit({ 'a.txt': 'one' });
    const tree = join(stage.folder, 'linked');
    await repository.git('worktree', 'add', '--quiet', '-b', 'linked', tree);
    await repository.write({
      '.git/modules/libs/deep/HEAD': 'ref: refs/heads/main\n',
      '.git/modules/libs/deep/config': `[remote "origin"]\n\turl = https://${token}@github.com/acme/deep.git\n`,
      '.git/modules/libs/deep/modules/inner/HEAD': 'ref: refs/heads/main\n',
      '.git/modules/libs/deep/modules/inner/config': `# ${token}\n`,
      '.git/worktrees/linked/config.worktree': `# ${token}\n`,
      '.git/hooks/pre-push': `#!/bin/sh\ncurl -H "Authorization: token ${token}"\n`,
      '.git/hooks/pre-push.sample': token,
      '.git/COMMIT_EDITMSG': `Use ${token}\n`,
    });
    const expected = [
      `.git/COMMIT_EDITMSG:1:5 ${masked}`,
      `.git/hooks/pre-push:2:31 ${masked}`,
      `.git/modules/libs/deep/config:2:16 ${masked}`,
      `.git/modules/libs/deep/modules/inner/config:1:3 ${masked}`,
      `.git/worktrees/linked/config.worktree:1:3 ${masked}`,
    ];
    assert.deepEqual((await look(repository)).told, expected);
    const linked = await lookAtConfiguration({ root: tree, print: stage.print, uriOf: (path) => path });
    assert.equal(linked.leaks.length, 4);
  });

  it('reads a configuration that git refuses, one in UTF-16, and the start of a huge one', async () => {
    const repository = await stage.repository();
    await writeFile(join(repository.folder, '.git/config'), `[broken\n${token}\n`);
    assert.deepEqual((await look(repository)).told, [`.git/config:2:1 ${masked}`]);
    await writeFile(join(repository.folder, '.git/config'), Buffer.from(`\ufeff# ${token}`, 'utf16le'));
    assert.deepEqual((await look(repository)).told, [`.git/config:1:3 ${masked}`]);
    await writeFile(join(repository.folder, '.git/config'), `# ${token}\n${'#'.repeat(9 << 20)}`);
    const huge = await look(repository);
    assert.deepEqual([huge.told, huge.complete], [[`.git/config:1:3 ${masked}`], false]);
  });

  it('ends when it is cancelled, and finds nothing where there is no repository', async () => {
    const repository = await stage.repository();
    await append(repository, `# ${token}\n`);
    const cancelled = await look(repository, AbortSignal.abort());
    assert.deepEqual([cancelled.told, cancelled.complete], [[], false]);
    await rename(join(repository.folder, '.git'), join(repository.folder, 'gone'));
    assert.deepEqual((await look(repository)).told, []);
    await mkdir(join(repository.folder, '.git'));
    assert.deepEqual((await look(repository)).told, []);
  });
});
