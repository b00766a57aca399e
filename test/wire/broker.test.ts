import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createDraftPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import type { BrokerProblem } from '../../src/sources/broker/problems.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { failureOf } from '../fakes/failureOf.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { strangerName } from '../sandbox/brokers.ts';
import { sandboxClient } from '../sandbox/client.ts';
import { json, type Reply, text } from '../sandbox/reply.ts';
import { type BrokerStage, startBrokerStage } from './brokerStage.ts';

describe('a token broker', function () {
  this.timeout(60_000);
  let stage: BrokerStage;

  before(async () => {
    stage = await startBrokerStage();
  });
  beforeEach(() => {
    stage.brokers.seen.length = 0;
  });
  afterEach(() => {
    Object.assign(stage.brokers, { instead: undefined, untrusted: false, namesOnly: false });
  });
  after(() => stage.close());

  const live = (value: string) => {
    const { registry } = stage.push.sandbox;
    const token = registry.tokenByValue(value);
    return token !== undefined && registry.isLive(token);
  };

  for (const kind of ['http', 'vault-github'] as const) {
    it(`S4-09 S4-11 ${kind}: a push and a draft pull request, each with a token of its own that is dead afterwards`, async () => {
      const window = stage.window(kind);
      const branch = `by-${kind}`;
      const tree = await stage.push.tree(branch);
      const forPush = await window.secret('push');
      await stage.push.push(tree, { secret: forPush });
      const forPull = await window.secret('open-draft-pr');
      const credential = { host: githubCom.name, token: forPull };
      const opened = await createDraftPullRequest(stage.api.another(), credential, {
        repository: 'acme/app',
        headOwner: 'acme',
        branch,
        base: 'main',
        title: 'By a broker',
        body: '',
        draft: true,
      });
      assert.equal(opened.kind, 'created');
      assert.ok(live(forPush.reveal()) && live(forPull.reveal()));
      await window.credentials.over(await window.offer('push'));
      assert.deepEqual([live(forPush.reveal()), live(forPull.reveal())], [false, false]);
      const asked = stage.brokers.seen.map(({ method, path }) => `${method} ${path}`);
      assert.deepEqual(
        asked,
        kind === 'http'
          ? ['POST /v1/token', 'POST /v1/token']
          : [
              'POST /v1/github/token',
              'POST /v1/github/token',
              'PUT /v1/sys/leases/revoke',
              'PUT /v1/sys/leases/revoke',
            ],
      );
    });
  }

  it('S4-10 a token for fetching pushes nothing, and one for a repository serves no other', async () => {
    const window = stage.window('http');
    const token = await window.secret('fetch');
    const tree = await stage.push.tree('not-granted');
    const { problem } = await stage.push.refusal(tree, { secret: token });
    assert.equal(problem.kind, 'writeNotGranted');
    const elsewhere = await window.secret('push', 'docs');
    assert.equal((await stage.push.refusal(tree, { secret: elsewhere })).problem.kind, 'writeNotGranted');
  });

  it('takes the answer of a plugin that is told to leave out what it knows of repositories', async () => {
    stage.brokers.namesOnly = true;
    assert.ok(live((await stage.window('vault-github').secret('push')).reveal()));
  });

  it('has one cause for each refusal, and its words only in the details', async () => {
    const outcomes: unknown[] = [];
    for (const kind of ['http', 'vault-github'] as const) {
      const wrong = stage.window(kind, { secret: 'another-word' });
      outcomes.push((await failureOf(wrong.secret('push'))).problem.kind);
      outcomes.push((await failureOf(stage.window(kind).secret('push', 'app', 'sso-corp'))).problem.kind);
    }
    const vault = stage.window('vault-github');
    const { problem, details } = await failureOf(vault.secret('push', 'no-such-repository'));
    outcomes.push(problem.kind);
    assert.match(details, /422 Unprocessable Entity/);
    const mount = stage.window('vault-github', { url: 'https://vault.acme.example/other' });
    outcomes.push((await failureOf(mount.secret('push'))).problem.kind);
    assert.deepEqual(outcomes, [
      'brokerUnauthorized',
      'brokerNotInstalled',
      'brokerUnauthorized',
      'brokerNotInstalled',
      'brokerNotGranted',
      'brokerNotFound',
    ]);
  });

  /** What a broker may do, by name, and what is said of it: the way or the answer, and how often it was asked. */
  const good = () => ({
    token: makeToken('installation-token', 'wire'),
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    permissions: { contents: 'write' },
    repositories: ['acme/app'],
  });
  const says = (change: object) => (): Reply => json(200, { ...good(), ...change });
  const faults: Readonly<Record<string, readonly [BrokerStage['brokers']['instead'], string, number]>> = {
    hangs: [() => undefined, 'timeout', 1],
    drips: [
      (_seen, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"token":"');
        return undefined;
      },
      'timeout',
      1,
    ],
    'hangs up': [(_seen, response) => void response.destroy(), 'offline', 2],
    'hangs up within its answer': [
      (_seen, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' }).write('{');
        setTimeout(() => response.destroy(), 20);
        return undefined;
      },
      'offline',
      1,
    ],
    'leads to another origin': [
      () => text(307, '', { location: `https://${strangerName}/v1/token` }),
      'redirectRefused',
      1,
    ],
    'leads to itself': [() => text(308, '', { location: '/v1/token' }), 'redirectRefused', 1],
    'shows a page': [() => text(200, '<p>Sign in</p>', { 'content-type': 'text/html' }), 'notJson', 1],
    'says broken JSON': [() => ({ ...json(200, {}), body: '{"token"' }), 'notJson', 1],
    'says a byte order mark': [() => ({ ...json(200, {}), body: `\ufeff${JSON.stringify({})}` }), 'shape', 1],
    'never ends': [() => json(200, { ...good(), more: 'a'.repeat(2_000_000) }), 'tooLarge', 1],
    'hands out a personal token': [says({ token: makeToken('classic-pat') }), 'kind', 1],
    'hands out an OAuth token': [says({ token: makeToken('oauth-token') }), 'kind', 1],
    'hands out another shape': [says({ token: 'word' }), 'kind', 1],
    'lends for a day': [says({ expires_at: new Date(Date.now() + 86_400_000).toISOString() }), 'tooLong', 1],
    'lends more': [says({ permissions: { contents: 'write', administration: 'write' } }), 'broader', 1],
    'lends another repository': [says({ repositories: ['acme/other'] }), 'repository', 1],
    'lends all repositories': [says({ repository_selection: 'all' }), 'noRepositories', 1],
    'is down': [() => text(503, 'down'), 'brokerTrouble', 1],
  };
  for (const [name, [instead, expected, times]] of Object.entries(faults)) {
    const id = expected === 'timeout' || expected === 'offline' ? 'G01' : 'G08';
    it(`${id} that ${name} is told as ${expected}, and gives no token`, async () => {
      stage.brokers.instead = instead;
      const window = stage.window('http', { timeoutMs: expected === 'timeout' ? 400 : 10_000 });
      const before = stage.push.sandbox.log.length;
      const { problem } = await failureOf(window.secret('push'));
      const { kind, ...rest } = problem as BrokerProblem & { readonly why?: string; readonly fault?: string };
      assert.equal(rest.why ?? rest.fault ?? kind, expected);
      assert.equal(stage.brokers.seen.length, times);
      // Nothing of it went on to GitHub or to anybody else.
      assert.equal(stage.push.sandbox.log.length, before);
      assert.ok(stage.brokers.seen.every(({ host }) => host !== strangerName));
      stage.brokers.instead = undefined;
      assert.ok(live((await window.secret('push')).reveal()));
    });
  }

  it('with a certificate that nobody trusts is sent no secret', async () => {
    stage.brokers.untrusted = true;
    const client = sandboxClient(stage.brokers);
    const { problem } = await failureOf(stage.window('http', { fetch: client.fetch }).secret('push'));
    await client.close();
    assert.equal('why' in problem && problem.why, 'tlsUntrusted');
    assert.deepEqual(stage.brokers.seen, []);
  });

  it('G11 behind a proxy that gives no tunnel is told so, and reached in no other way', async () => {
    const sockets: Socket[] = [];
    const proxy = createServer((socket) => {
      sockets.push(socket);
      socket.once('data', () =>
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'),
      );
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    const proxyUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const client = sandboxClient({ proxyUrl, caFile: stage.brokers.caFile });
    const { problem } = await failureOf(stage.window('http', { fetch: client.fetch }).secret('push'));
    await client.close();
    for (const socket of sockets) socket.destroy();
    proxy.close();
    assert.equal('why' in problem && problem.why, 'proxyRefused');
    assert.deepEqual(stage.brokers.seen, []);
  });

  it('C05 no secret and no token stands in a line of the log', async () => {
    const window = stage.window('http');
    const token = await window.secret('push');
    stage.brokers.instead = ({ headers }) =>
      json(403, { error: 'forbidden', message: headers.authorization });
    const { details } = await failureOf(window.secret('fetch'));
    const all = [...stage.lines, details].join('\n');
    assert.ok(!all.includes(token.reveal()) && !all.includes(stage.brokers.secret));
    assert.match(details, /redacted/);
  });
});
