import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MintKeyProxy, startMintKeyProxy } from '../harness/mintKey.ts';

describe('the proxy that answers /mint-key', () => {
  let folder: string;
  let server: Server;
  let proxy: MintKeyProxy;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mint-key-'));
    server = createServer((req, res) => res.end(`${req.method} ${req.url} for ${req.headers.host}`));
    server.on('upgrade', (req, socket) => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${req.headers.upgrade}\r\n\r\n`,
      );
      socket.on('data', (data) => socket.write(`heard ${data}`));
      socket.on('end', () => socket.end());
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    proxy = await startMintKeyProxy(target, join(folder, 'key'));
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const key = async ({ origin } = proxy) => {
    const answer = await fetch(`${origin}/mint-key`, { method: 'POST' });
    return Buffer.from(await answer.arrayBuffer()).toString('hex');
  };

  it('gives the same 32 bytes after a restart too, from a file only we can read', async () => {
    const restarted = await startMintKeyProxy('http://127.0.0.1:9', join(folder, 'key'));
    const [first, second] = [await key(), await key(restarted)];
    await restarted.close();
    assert.deepEqual([first.length, first === second], [64, true]);
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'key')).mode & 0o777, 0o600);
  });

  it("passes everything else on under the browser's own host name", async () => {
    const answer = await fetch(`${proxy.origin}/static/x?y=1`);
    assert.equal(await answer.text(), `GET /static/x?y=1 for ${new URL(proxy.origin).host}`);
  });

  it('refuses a page that reaches loopback under another name', async () => {
    const { port } = new URL(proxy.origin);
    const status = await new Promise((resolve) => {
      const headers = { host: `rebound.example:${port}` };
      request({ port, host: '127.0.0.1', path: '/mint-key', method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    assert.equal(status, 421);
  });

  it('carries a socket both ways and lets go of it when it closes', async () => {
    const { port } = new URL(proxy.origin);
    const headers = { connection: 'Upgrade', upgrade: 'echo' };
    const heard = await new Promise((resolve) => {
      request({ port, host: '127.0.0.1', headers })
        .on('upgrade', (_answer, socket) => {
          socket.on('error', () => undefined);
          socket.once('data', (data) => resolve(String(data)));
          socket.write('hello');
        })
        .end();
    });
    assert.equal(heard, 'heard hello');
    await proxy.close();
  });
});
