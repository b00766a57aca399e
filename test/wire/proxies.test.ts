import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { type ApiStage, apiStage, problemOf } from './apiStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

/** A proxy that does one thing with each tunnel it is asked for, and counts them. */
class OddProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  tunnels = 0;
  answer: (socket: Socket) => void = (socket) => socket.destroy();

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('data', () => {
        this.tunnels++;
        this.answer(socket);
      });
    });
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const wantsPassword = (socket: Socket) =>
  socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
const fails = (socket: Socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
const dies = (socket: Socket) => socket.destroy();
const diesInTheMiddle = (socket: Socket) => socket.end('HTTP/1.1 2');
const saysNothing = () => undefined;

describe('a proxy that gives no tunnel', function () {
  this.timeout(60_000);
  let push: PushStage;
  let api: ApiStage;
  let proxy: OddProxy;
  let url: string;
  before(async () => {
    push = await startPushStage({ pushTimeoutMs: 2000 });
    proxy = new OddProxy();
    url = await proxy.start();
    api = apiStage({ ...push.sandbox, proxyUrl: url });
  });
  after(async () => {
    await api.close();
    await proxy.close();
    await push.close();
  });

  it('G11 G01 ends an API call with its own cause, and nothing goes around it', async () => {
    const before = push.sandbox.log.length;
    const seen: unknown[] = [];
    for (const answer of [wantsPassword, fails, dies, diesInTheMiddle, saysNothing]) {
      proxy.answer = answer;
      proxy.tunnels = 0;
      const request = { credential: api.credential(push.token), operation: 'GET /user' } as const;
      const { kind } = await problemOf(api.another(400).request(request));
      seen.push([answer.name, kind, answer === saysNothing ? 'waited' : proxy.tunnels]);
    }
    assert.deepEqual(seen, [
      ['wantsPassword', 'proxyRefused', 1],
      ['fails', 'proxyRefused', 1],
      ['dies', 'offline', 3],
      ['diesInTheMiddle', 'offline', 3],
      ['saysNothing', 'timeout', 'waited'],
    ]);
    assert.equal(push.sandbox.log.length, before);
  });

  it('G11 G01 ends a push with its own cause, and nothing goes around it', async () => {
    const tree = await push.tree('odd-proxy');
    await writeFile(join(push.env.HOME ?? '', 'odd.config'), `[http]\n\tproxy = ${url}\n`);
    await tree.git('config', '--global', 'include.path', 'odd.config');
    const before = push.sandbox.log.length;
    const seen: unknown[] = [];
    for (const answer of [wantsPassword, fails, dies, diesInTheMiddle, saysNothing]) {
      proxy.answer = answer;
      const { problem } = await push.refusal(tree);
      seen.push([answer.name, problem.kind]);
    }
    assert.deepEqual(seen, [
      ['wantsPassword', 'proxyRefused'],
      ['fails', 'proxyRefused'],
      ['dies', 'proxyRefused'],
      ['diesInTheMiddle', 'proxyRefused'],
      ['saysNothing', 'timeout'],
    ]);
    assert.equal(push.sandbox.log.length, before);
  });
});
