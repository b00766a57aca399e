import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, open, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bodyOf, openStored } from '../../../src/node/git/lfsStore.ts';

const never = new AbortController().signal;

describe('content of LFS on its way out', () => {
  let folder: string;
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'lfs-store-')));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function stored(content: Buffer) {
    const file = join(folder, 'content');
    await writeFile(file, content);
    const oid = createHash('sha256').update(content).digest('hex');
    return { file, object: { oid, bytes: content.length, path: 'a.bin' } };
  }

  it('is given whole, counted, and in pieces that do not grow with it', async () => {
    const content = Buffer.alloc(1_000_000, 'abcdefg');
    const { file, object } = await stored(content);
    const handle = (await openStored(file, object, never)) ?? assert.fail('it is right');
    const pieces: Uint8Array[] = [];
    let counted = 0;
    const body = bodyOf(handle, object, (count) => {
      counted += count;
    });
    for await (const piece of body) pieces.push(piece);
    await handle.close();
    assert.ok(Buffer.concat(pieces).equals(content));
    assert.deepEqual([counted, Math.max(...pieces.map(({ length }) => length))], [1_000_000, 262_144]);
  });

  it('of no bytes is given too', async () => {
    const { file, object } = await stored(Buffer.alloc(0));
    const handle = (await openStored(file, object, never)) ?? assert.fail('it is right');
    const pieces: Uint8Array[] = [];
    for await (const piece of bodyOf(handle, object, () => undefined)) pieces.push(piece);
    await handle.close();
    assert.deepEqual(pieces, []);
  });

  for (const [title, change] of [
    ['other bytes', Buffer.alloc(600_000, 'x')],
    ['fewer bytes', Buffer.alloc(300_000, 'a')],
  ] as const) {
    it(`that changes to ${title} after its hash was taken never ends as a whole`, async () => {
      const { file, object } = await stored(Buffer.alloc(600_000, 'a'));
      const handle = (await openStored(file, object, never)) ?? assert.fail('it is right');
      const writer = await open(file, 'r+');
      await writer.truncate(change.length);
      await writer.write(change, 0, change.length, 0);
      await writer.close();
      let given = 0;
      await assert.rejects(async () => {
        for await (const piece of bodyOf(handle, object, () => undefined)) given += piece.length;
      });
      await handle.close();
      assert.ok(given < object.bytes);
    });
  }

  it('is not opened when it was given up', async () => {
    const { file, object } = await stored(Buffer.alloc(10, 'a'));
    assert.equal(await openStored(file, object, AbortSignal.abort()), undefined);
  });

  it('is not opened through a link, nor from a pipe, which would wait for ever', async function () {
    if (process.platform === 'win32') this.skip();
    const { file, object } = await stored(Buffer.alloc(10, 'a'));
    await symlink(file, join(folder, 'link'));
    await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
    assert.deepEqual(
      [
        await openStored(join(folder, 'link'), object, never),
        await openStored(join(folder, 'pipe'), object, never),
        await openStored(folder, object, never),
      ],
      [undefined, undefined, undefined],
    );
  });
});
