import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { GitEnvironment, WorkTree } from '../sandbox/workTree.ts';
import { holdsToken } from './evilListener.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const user = 'mona-of-acme';
const password = 'correct@horse:battery';
const written = `${user}:${encodeURIComponent(password)}`;

/** A company's proxy: a tunnel for whoever says the password, to the sandbox's own proxy behind it. */
class CompanyProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  heard = '';
  let = 0;
  turnedAway = 0;

  constructor(behind: string) {
    const { port } = new URL(behind);
    const expected = `basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    this.#server = createServer((socket) => {
      this.#keep(socket);
      let head = '';
      const listen = (chunk: Buffer) => {
        head += chunk.toString('latin1');
        if (!head.includes('\r\n\r\n')) return;
        this.heard += head;
        const said = /^proxy-authorization:\s*(.+?)\s*$/im.exec(head)?.[1] ?? '';
        if (said.replace(/^basic/i, 'basic') !== expected) {
          this.turnedAway++;
          head = '';
          socket.write(
            `HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="${said}"\r\ncontent-length: 0\r\n\r\n`,
          );
          return;
        }
        this.let++;
        socket.off('data', listen);
        const next = connect(Number(port), '127.0.0.1', () => {
          next.write(head.replace(/^proxy-authorization:.*\r\n/im, ''), 'latin1');
          socket.pipe(next).pipe(socket);
        });
        this.#keep(next);
      };
      socket.on('data', listen);
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
  }

  /** `127.0.0.1:PORT` */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Any six characters in a row of what must not be shown. */
function pieces(...secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret) =>
    Array.from({ length: Math.max(1, secret.length - 5) }, (_, at) => secret.slice(at, at + 6)),
  );
}

describe('a proxy that wants a password', function () {
  this.timeout(60_000);
  let stage: PushStage;
  let proxy: CompanyProxy;
  let at: string;

  before(async () => {
    stage = await startPushStage({ pushTimeoutMs: 20_000 });
    proxy = new CompanyProxy(stage.sandbox.proxyUrl);
    at = await proxy.start();
  });

  after(async () => {
    await proxy.close();
    await stage.close();
  });

  /** A person whose git knows this proxy, and no other. */
  async function homeWith(value: string | undefined): Promise<GitEnvironment> {
    const home = await mkdtemp(join(stage.sandbox.folder, 'home-'));
    const quoted = value?.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
    const lines = [
      '[http]',
      `\tsslCAInfo = "${stage.sandbox.caFile}"`,
      ...(quoted === undefined ? [] : [`\tproxy = "${quoted}"`]),
    ];
    await writeFile(join(home, '.gitconfig'), `${lines.join('\n')}\n`);
    const { NO_PROXY: _, ...env } = stage.env;
    return { ...env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  }

  const seen = async (tree: WorkTree, env: GitEnvironment) => {
    const { problem, details } = await stage.refusal(tree, { env });
    return { kind: problem.kind, details };
  };

  it('B12 is given it from git’s settings and from the environment, and never sees the token', async () => {
    const ways: readonly (readonly [string, GitEnvironment])[] = [
      ['proxy-config', await homeWith(`http://${written}@${at}`)],
      ['proxy-plain', await homeWith(`${written}@${at}`)],
      ['proxy-env', { ...(await homeWith(undefined)), HTTPS_PROXY: `http://${written}@${at}` }],
    ];
    for (const [branch, env] of ways) {
      const before = proxy.let;
      const { kind } = await stage.push(await stage.tree(branch), { env });
      assert.deepEqual([kind, proxy.let > before], ['pushed', true], branch);
    }
    assert.equal(holdsToken(proxy.heard, stage.token.value), false);
  });

  it('B12 shows none of it when it is refused, mistyped or quoted back', async () => {
    const wrong = 'wrong-battery-staple';
    const base64 = Buffer.from(`${user}:${wrong}`).toString('base64');
    const forms = [
      `http://${user}:${wrong}@${at}`,
      // Signs that should have been encoded: libcurl takes what stands before them for the address, and quotes it.
      `http://${user}:battery#${wrong}@${at}`,
      `${user}:battery/${wrong}@${at}`,
      `http://${user}:bat'tery?${wrong}@${at}`,
      `http://${user}:${wrong}@127.0.0.1:99999999`,
      `socks9://${user}:${wrong}@${at}`,
    ];
    const hidden = pieces(user, wrong, 'battery', base64.slice(0, -4));
    const tree = await stage.tree('proxy-refused');
    const before = { turnedAway: proxy.turnedAway, requests: stage.sandbox.log.length };
    let quoted = 0;
    for (const form of forms) {
      const envs = [await homeWith(form), { ...(await homeWith(undefined)), HTTPS_PROXY: form }];
      for (const env of envs) {
        const { kind, details } = await seen(tree, env);
        assert.deepEqual(
          hidden.filter((piece) => details.includes(piece)),
          [],
          `${form}: ${details}`,
        );
        if (/proxy syntax/.test(details)) quoted++;
        assert.notEqual(kind, 'badCredentials', 'the token is not what was refused');
      }
    }
    assert.ok(proxy.turnedAway > before.turnedAway, 'nobody was turned away');
    assert.ok(quoted > 0, 'git quoted no proxy');
    assert.equal(stage.sandbox.log.length, before.requests, 'something went around the proxy');
  });

  it('B12 shows none of it when the person’s hook prints its surroundings', async () => {
    const tree = await stage.tree('proxy-hook');
    const hook = join(tree.folder, '.git', 'hooks', 'pre-push');
    await writeFile(hook, '#!/bin/sh\nenv\nenv | base64 -w0\nexit 1\n', { mode: 0o755 });
    const env = { ...(await homeWith(undefined)), https_proxy: `${written}@${at}`, SEEN: 'by the hook' };
    const { kind, details } = await seen(tree, env);
    assert.equal(kind, 'hookRefused');
    assert.match(details, /SEEN=by the hook/);
    const base64 = [0, 1, 2].map((pad) =>
      Buffer.from('x'.repeat(pad) + written)
        .toString('base64')
        .slice(4, 24),
    );
    assert.deepEqual(
      pieces(user, password, encodeURIComponent(password), ...base64).filter((piece) =>
        details.includes(piece),
      ),
      [],
      details,
    );
  });
});
