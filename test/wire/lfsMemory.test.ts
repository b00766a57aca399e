import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { lfsLimits, requestLfs } from '../../src/node/git/lfsRequest.ts';
import { bodyOf } from '../../src/node/git/lfsStore.ts';

const bytes = 96 << 20;
const never = new AbortController().signal;

describe('a large file kept in LFS', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lfs-memory-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('goes out whole and is never held as a whole', async () => {
    const handle = await open(join(folder, 'large'), 'w+');
    await handle.truncate(bytes);
    const oid = createHash('sha256').update(Buffer.alloc(bytes)).digest('hex');
    let arrived = 0;
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        arrived += chunk.length;
      });
      request.on('end', () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().arrayBuffers;
    let read = 0;
    let held = 0;
    const response = await requestLfs(
      (url, init) => fetch(url, init),
      {
        method: 'PUT',
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        headers: { 'content-length': String(bytes) },
        body: () =>
          bodyOf(handle, { oid, bytes, path: 'large' }, (count) => {
            read += count;
            if (read < bytes) return;
            collect();
            held = process.memoryUsage().arrayBuffers - before;
          }),
      },
      never,
      lfsLimits,
    );
    await handle.close();
    server.closeAllConnections();
    server.close();
    assert.deepEqual([response.status, arrived], [200, bytes]);
    assert.ok(held < bytes / 2, `${held} bytes held`);
  });
});
