import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonDirectory } from '../../../src/node/git/commonDirectory.ts';
import { idleTurnsMs, TurnFolders } from '../../../src/node/repositoryTurns.ts';

describe('the turns of repositories', () => {
  let root = '';
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'turns-')));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function repository(name: string): Promise<string> {
    const folder = join(root, name);
    await mkdir(join(folder, '.git'), { recursive: true });
    return folder;
  }

  it('X-12 have one name for a repository, its linked worktrees and every path that leads to it', async () => {
    const main = await repository('main');
    const other = await repository('other');
    const linked = join(root, 'linked');
    const own = join(main, '.git', 'worktrees', 'linked');
    await mkdir(own, { recursive: true });
    await mkdir(linked);
    await writeFile(join(linked, '.git'), `gitdir: ${own}\n`);
    await writeFile(join(own, 'commondir'), '../..\n');
    await symlink(main, join(root, 'by-link'));
    assert.deepEqual(
      await Promise.all([linked, join(root, 'by-link'), other].map((folder) => commonDirectory(folder))),
      [join(main, '.git'), join(main, '.git'), join(other, '.git')],
    );
    const turns = new TurnFolders(root);
    const names = await Promise.all([main, linked, other].map((folder) => turns.nameOf(folder)));
    assert.equal(names[0], names[1]);
    assert.notEqual(names[0], names[2]);
    assert.match(names[0] ?? '', /^[0-9a-f]{40}$/);
  });

  it('are named by the folder where there is no git directory, and by the text where there is no folder', async () => {
    await mkdir(join(root, 'plain'));
    await mkdir(join(root, 'odd'));
    await writeFile(join(root, 'odd', '.git'), 'x'.repeat(100_000));
    assert.deepEqual(
      await Promise.all(['plain', 'odd', 'gone'].map((name) => commonDirectory(join(root, name)))),
      [join(root, 'plain'), join(root, 'odd', '.git'), join(root, 'gone')],
    );
  });

  it('X-12 are held by one at a time, in the storage and never in the repository', async () => {
    const folder = await repository('app');
    const [here, there] = [new TurnFolders(join(root, 'storage')), new TurnFolders(join(root, 'storage'))];
    const name = await here.nameOf(folder);
    const turn = await here.begin(name);
    const meanwhile = [await there.isHeld(name), await there.begin(name)];
    await turn?.end();
    const free = !(await there.isHeld(name));
    const next = await there.begin(name);
    assert.deepEqual([meanwhile, free, next !== undefined], [[true, undefined], true, true]);
    await next?.end();
    assert.deepEqual(await readdir(join(folder, '.git')), []);
  });

  it('leave no folders behind but those that were used within a month, are held, or hold something else', async () => {
    const turns = new TurnFolders(root);
    const names = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)) as [string, string, string, string];
    const [idle, used, busy, strange] = names;
    const now = Date.now();
    const old = new Date(now - idleTurnsMs - 1_000);
    for (const name of [idle, used, strange]) await (await turns.begin(name))?.end();
    const holding = await turns.begin(busy);
    await writeFile(join(root, 'turns', strange, 'notes.txt'), '');
    await mkdir(join(root, 'turns', 'not-ours'));
    for (const name of [idle, busy, strange, 'not-ours']) await utimes(join(root, 'turns', name), old, old);
    assert.equal(await turns.sweep(now), 1);
    assert.deepEqual(await readdir(join(root, 'turns')), [used, busy, strange, 'not-ours']);
    await holding?.end();
    assert.equal(await new TurnFolders(join(root, 'nowhere')).sweep(now), 0);
  });

  it('say when they cannot be written down', async () => {
    await writeFile(join(root, 'turns'), 'a file where the folder should be');
    await assert.rejects(new TurnFolders(root).begin('a'.repeat(40)));
  });
});
