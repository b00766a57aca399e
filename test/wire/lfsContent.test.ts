import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readLfsNeed } from '../../src/node/git/readLfsNeed.ts';
import type { PushProblem } from '../../src/push/problems.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type LfsFile, lfsTree, pointerText, requestsSince } from './lfsStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const content = (text: string, bytes = 3_000) => Buffer.alloc(bytes, text);

describe('the content that an LFS pointer names', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  /** Refused, and neither content nor commits went anywhere. */
  async function refusedWith(tree: WorkTree, problem: PushProblem): Promise<readonly string[]> {
    const start = stage.sandbox.log.length;
    const heard = stage.sandbox.lfs.heard();
    assert.deepEqual((await stage.refusal(tree)).problem, problem);
    assert.equal(stage.sandbox.lfs.heard(), heard);
    const seen = requestsSince(stage, start);
    assert.deepEqual(
      seen.filter((line) => line.includes('receive-pack') || line.startsWith('PUT')),
      [],
    );
    return seen;
  }

  it('H11 is missed before anything is sent, and the file is named', async () => {
    const { tree, files } = await lfsTree(stage, 'missing', {
      'a.bin': content('present'),
      'b.bin': content('absent one'),
      'c.bin': content('absent two'),
    });
    await rm(files[1]?.stored ?? '');
    await rm(files[2]?.stored ?? '');
    await refusedWith(tree, { kind: 'lfsMissing', path: 'b.bin', more: 1 });
    assert.equal(stage.sandbox.lfs.objects.has(files[0]?.oid ?? ''), false);
  });

  it('H11 can be told beforehand, without a word to anyone', async () => {
    const { tree, files } = await lfsTree(stage, 'beforehand', {
      'a.bin': content('here beforehand'),
      'b.bin': content('not here beforehand'),
    });
    await rm(files[1]?.stored ?? '');
    const start = stage.sandbox.log.length;
    const { facts, target } = await stage.ready(tree);
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    const need = await readLfsNeed(context, facts, target);
    assert.deepEqual(
      [need.objects.map(({ path }) => path), need.absent.map(({ path }) => path), need.problem],
      [['a.bin', 'b.bin'], ['b.bin'], undefined],
    );
    await tree.git('config', 'lfs.url', 'https://evil.example/x');
    const turned = await stage.ready(tree);
    const told = await readLfsNeed(context, turned.facts, target);
    assert.deepEqual([told.problem?.kind, requestsSince(stage, start)], ['lfsElsewhere', []]);
  });

  it('need not be here when the server has it', async () => {
    const first = await lfsTree(stage, 'there', { 'a.bin': content('on the server') });
    await stage.push(first.tree);
    const second = await lfsTree(stage, 'not-here', { 'b.bin': content('on the server') });
    await rm(second.files[0]?.stored ?? '');
    assert.equal((await stage.push(second.tree)).kind, 'pushed');
  });

  const damages: readonly (readonly [string, (file: LfsFile, tree: WorkTree) => Promise<unknown>])[] = [
    ['of another size', ({ stored }) => appendFile(stored, 'more')],
    ['cut short', ({ stored }) => truncate(stored, 10)],
    ['of the right size and other bytes', ({ stored, bytes }) => writeFile(stored, Buffer.alloc(bytes, 'z'))],
    [
      'a link to another file',
      async ({ stored, content: bytes }, tree) => {
        const outside = join(await mkdtemp(join(dirname(tree.folder), 'outside-')), 'private');
        await writeFile(outside, bytes);
        await rm(stored);
        await symlink(outside, stored);
      },
    ],
    [
      'in a folder that is a link',
      async ({ stored }, tree) => {
        const outside = join(await mkdtemp(join(dirname(tree.folder), 'outside-')), 'folder');
        await rename(dirname(stored), outside);
        await symlink(outside, dirname(stored));
      },
    ],
    [
      'a pipe that would never end',
      async ({ stored }) => {
        await rm(stored);
        await promisify(execFile)('mkfifo', [stored]);
      },
    ],
  ];
  for (const [index, [title, damage]] of damages.entries()) {
    it(`${title} is never sent, and the file is named`, async function () {
      if (process.platform === 'win32' && index > 2) this.skip();
      const { tree, files } = await lfsTree(stage, `damaged-${index}`, {
        'a.bin': content(`whole ${index}`),
        // What is wrong by sight is seen before a neighbour is sent; a hash is taken when its turn comes.
        ...(title.includes('bytes') ? {} : { 'b.bin': content(`neighbour ${index}`) }),
      });
      await damage(files[0] as LfsFile, tree);
      await refusedWith(tree, { kind: 'lfsDamaged', path: 'a.bin' });
    });
  }

  it("is looked for in the person's own lfs.storage, never in one the repository's file names", async () => {
    const { tree, files } = await lfsTree(stage, 'storage', { 'a.bin': content('stored elsewhere') });
    const storage = await mkdtemp(join(dirname(tree.folder), 'storage-'));
    await rename(join(tree.folder, '.git', 'lfs', 'objects'), join(storage, 'objects'));
    await tree.git('config', '--local', 'lfs.storage', storage);
    await refusedWith(tree, { kind: 'lfsMissing', path: 'a.bin', more: 0 });
    await tree.git('config', '--local', '--unset', 'lfs.storage');
    await tree.git('config', '--global', 'lfs.storage', storage);
    const pushed = await stage
      .push(tree)
      .finally(() => tree.git('config', '--global', '--unset', 'lfs.storage'));
    assert.deepEqual([pushed.kind, stage.sandbox.lfs.objects.has(files[0]?.oid ?? '')], ['pushed', true]);
  });

  it('is found from a linked worktree, beside the common objects', async () => {
    const { tree, files } = await lfsTree(stage, 'linked', { 'a.bin': content('linked') });
    const folder = join(await mkdtemp(join(dirname(tree.folder), 'linked-')), 'tree');
    await tree.git('worktree', 'add', '--quiet', '-b', 'linked-two', folder, tree.sha);
    assert.equal((await stage.push({ folder })).kind, 'pushed');
    assert.equal(stage.sandbox.lfs.objects.has(files[0]?.oid ?? ''), true);
  });

  it('cannot be known when an extension changed it, nor when the pointer is of another form: both are refused', async () => {
    const oid = 'a'.repeat(64);
    const extended = pointerText(oid, 5).replace('oid ', `ext-0-case sha256:${'b'.repeat(64)}\noid `);
    const { tree } = await lfsTree(stage, 'extended', {}, { 'e.bin': extended });
    await refusedWith(tree, { kind: 'lfsPointer', path: 'e.bin', why: 'extension' });
    const other = await lfsTree(
      stage,
      'old-form',
      {},
      { 'o.bin': pointerText(oid, 5).replaceAll('\n', '\r\n') },
    );
    await refusedWith(other.tree, { kind: 'lfsPointer', path: 'o.bin', why: 'form' });
  });

  it('is not looked for in more commits than can be read: the push is refused, nothing is guessed', async () => {
    const { tree } = await lfsTree(stage, 'endless', {});
    const commit = (n: number) =>
      `commit refs/heads/endless\ncommitter M <m@example.com> ${1_700_000_000 + n} +0000\ndata 1\nx\n${n === 0 ? `from ${tree.sha}\n` : ''}\n`;
    const stream = join(tree.folder, '..', 'endless.stream');
    await writeFile(stream, Array.from({ length: 10_000 }, (_, n) => commit(n)).join(''));
    await promisify(execFile)('sh', ['-c', 'git fast-import --quiet < ../endless.stream'], {
      cwd: tree.folder,
      env: tree.env,
    });
    await refusedWith(tree, { kind: 'lfsTooMany' });
  });

  it('of a file somebody else has locked is held back when the person asks for that', async () => {
    stage.sandbox.lfs.locks.set('locked.bin', 'hubot');
    const { tree } = await lfsTree(stage, 'locked', { 'locked.bin': content('locked') });
    await tree.git('config', 'lfs.https://github.com/acme/app.git/info/lfs.locksverify', 'true');
    await refusedWith(tree, { kind: 'lfsLocked', path: 'locked.bin', owner: 'hubot' });
    await tree.git('config', 'lfs.https://github.com/acme/app.git/info/lfs.locksverify', 'false');
    assert.equal((await stage.push(tree)).kind, 'pushed');
    stage.sandbox.lfs.locks.clear();
  });
});
