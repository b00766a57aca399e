import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planStripping, stripAddresses } from '../../src/node/leaks/stripAddresses.ts';
import { Secret } from '../../src/shared/secret.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type LeakRepository, type LeakStage, startLeakStage } from './leakStage.ts';

const token = makeToken('classic-pat', 'strip');
const other = makeToken('classic-pat', 'strip another');

describe('a token in the addresses of a repository', () => {
  let stage: LeakStage;
  let repository: LeakRepository;
  let seen: string;

  beforeEach(async () => {
    stage = await startLeakStage();
    repository = await stage.repository();
    seen = join(stage.folder, 'seen');
  });
  afterEach(() => stage.close());

  /** A git that writes down what it was called with. */
  async function strip() {
    const { context } = repository.look;
    const path = join(stage.folder, 'git-that-tells');
    await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${seen}'\nexec '${context.git.path}' "$@"\n`);
    await chmod(path, 0o755);
    const told = { ...context, git: { ...context.git, path } };
    const file = { folder: repository.folder, path: join(repository.folder, '.git', 'config') };
    const print = stage.print(new Secret(token));
    const before = await readFile(file.path, 'utf8');
    const planned = await planStripping(told, file, print, stage.print);
    assert.equal(await readFile(file.path, 'utf8'), before);
    const left = await stripAddresses(told, file, print, stage.print);
    return { planned, left, config: await readFile(file.path, 'utf8'), seen: await readFile(seen, 'utf8') };
  }

  it('goes out of every address of its file, and no argument of git ever holds it', async () => {
    await repository.git('remote', 'add', 'origin', `https://${token}@github.com/acme/app.git`);
    await repository.git(
      'remote',
      'set-url',
      '--push',
      'origin',
      `https://me:${token}@ghe.example:8443/acme/app`,
    );
    await repository.git('remote', 'set-url', '--add', 'origin', 'https://me@github.com/acme/other.git');
    await repository.git(
      'remote',
      'set-url',
      '--add',
      'origin',
      `https://${token}:x-oauth-basic@github.com/acme/a+b.c`,
    );
    await repository.git('remote', 'add', 'fork.of.it', `https://x:${other}@github.com/mona/app.git`);
    await repository.git(
      'config',
      'lfs.url',
      `https://x-access-token:${token}@github.com/acme/app.git/info/lfs`,
    );
    const done = await strip();
    assert.deepEqual(done.planned.steps.map(({ key }) => key).toSorted(), [
      'lfs.url',
      'remote.origin.pushurl',
      'remote.origin.url',
      'remote.origin.url',
    ]);
    assert.deepEqual(done.left, { steps: [], stuck: false });
    const urls = await repository.git('config', '--get-all', 'remote.origin.url');
    assert.deepEqual(urls.split('\n'), [
      'https://github.com/acme/app.git',
      'https://me@github.com/acme/other.git',
      'https://github.com/acme/a+b.c',
    ]);
    assert.equal(
      await repository.git('config', 'remote.origin.pushurl'),
      'https://ghe.example:8443/acme/app',
    );
    assert.equal(await repository.git('config', 'lfs.url'), 'https://github.com/acme/app.git/info/lfs');
    // Somebody else's token is a leak of its own.
    assert.ok(done.config.includes(other));
    assert.equal(done.config.includes(token), false);
    assert.equal(done.seen.includes(token) || done.seen.includes(other), false);
  });

  it('stays where git would have to be told it, and that is said', async () => {
    await repository.git('config', `url.https://${token}@github.com/.insteadOf`, 'https://github.com/');
    await repository.git('config', 'alias.up', `!git push https://${token}@github.com/acme/app`);
    await repository.git('remote', 'add', 'origin', `https://${token}@github.com/acme/app.git`);
    const done = await strip();
    assert.deepEqual(done.left, { steps: [], stuck: true });
    assert.equal(done.seen.includes(token), false);
    assert.equal(await repository.git('config', 'remote.origin.url'), 'https://github.com/acme/app.git');
    assert.equal(done.config.split(token).length, 3);
  });

  it('is left alone when it is not there any more, and adds no line', async () => {
    await repository.git('remote', 'add', 'origin', `https://${other}@github.com/acme/app.git`);
    const before = await readFile(join(repository.folder, '.git', 'config'), 'utf8');
    const done = await strip();
    assert.deepEqual(
      [done.planned, done.left, done.config],
      [{ steps: [], stuck: false }, { steps: [], stuck: false }, before],
    );
  });

  it('is still told to be there when another git holds the lock', async () => {
    await repository.git('remote', 'add', 'origin', `https://${token}@github.com/acme/app.git`);
    await writeFile(join(repository.folder, '.git', 'config.lock'), '');
    const { left } = await strip();
    assert.equal(left.steps.length, 1);
  });
});
