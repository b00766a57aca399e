import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type Fetch, guardFetch } from '../../../src/node/guardedFetch.ts';
import { githubCom, type HostName } from '../../../src/tokens/host.ts';
import { failureOf } from '../../fakes/failureOf.ts';
import { makeSecret, makeToken } from '../../fixtures/tokens.ts';

const token = makeToken('classic-pat', 'guard');
const credential = { host: githubCom.name, token: makeSecret('classic-pat', 'guard') };
const ghes = { host: 'github.corp.example' as HostName, token: credential.token };
const small = { timeoutMs: 200, maxBytes: 1000 };

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** A network that answers from a script and keeps what reached it. */
function network(...answers: (() => Response | Promise<Response>)[]) {
  const calls: Call[] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push({ url, init });
    const next = answers.shift();
    if (!next) throw new Error('the script has no answer');
    return await next();
  };
  return { calls, fetch };
}

const json =
  (body: unknown, status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const redirect = (status: number, location: string) => () =>
  new Response('{}', { status, headers: { location, 'content-type': 'application/json' } });
const get = { method: 'GET', headers: {} };

const kindOf = async (promise: Promise<unknown>) => (await failureOf(promise)).problem.kind;

describe('guardFetch', () => {
  it('the token becomes a header for its own host and redirects stay with us', async () => {
    const { calls, fetch } = network(json({ login: 'mona' }));
    const response = await guardFetch(fetch, credential)('https://api.github.com/user', get);
    assert.equal(await response.text(), '{"login":"mona"}');
    const [call] = calls;
    assert.deepEqual(
      [call?.url, call?.init.redirect, call?.init.headers],
      ['https://api.github.com/user', 'manual', { authorization: `Bearer ${token}` }],
    );
  });

  it('B07 a token never leaves for an address outside the API of its host', async () => {
    const addresses = [
      'https://github.corp.example/api/v3/user',
      'https://github.com/user',
      'https://api.github.com.evil.example/user',
      'https://api.github.com:444/user',
      'https://x@api.github.com/user',
      'http://api.github.com/user',
      'https://api.github.com@evil.example/user',
    ];
    const { calls, fetch } = network();
    const kinds = addresses.map((url) => kindOf(guardFetch(fetch, credential)(url, get)));
    assert.deepEqual(
      await Promise.all(kinds),
      addresses.map(() => 'wrongHost'),
    );
    assert.equal(calls.length, 0);
  });

  it('B07 a token of a GHES goes below its API path only, and never to github.com', async () => {
    const addresses = [
      'https://api.github.com/user',
      'https://github.corp.example/user',
      'https://github.corp.example/api/v3/../../user',
      'https://github.corp.example/api/v3/%2e%2e/%2e%2e/user',
      'https://github.corp.example/api/v33/user',
    ];
    const { calls, fetch } = network();
    const kinds = addresses.map((url) => kindOf(guardFetch(fetch, ghes)(url, get)));
    assert.deepEqual(
      await Promise.all(kinds),
      addresses.map(() => 'wrongHost'),
    );
    assert.equal(calls.length, 0);
  });

  it('B08 a host name that was tampered with reaches no network', async () => {
    const { calls, fetch } = network();
    const names = ['evil.example/', 'github.com@evil.example', 'http://github.com', ''] as HostName[];
    for (const host of names) {
      await assert.rejects(guardFetch(fetch, { ...credential, host })('https://api.github.com/user', get));
    }
    assert.equal(calls.length, 0);
  });

  it('B05 no redirect to another origin is followed, whatever its status or form', async () => {
    const targets = [
      'https://evil.example/repositories/1',
      '//evil.example/repositories/1',
      'https://github.com/repositories/1',
      'https://api.github.com.evil.example/repos/a/b',
      'https://x:y@api.github.com/repositories/1',
      'http://api.github.com/repositories/1',
      'https://api.github.com:8443/repositories/1',
      'https://api.github.com\\@evil.example/repositories/1',
      'https://',
    ];
    for (const status of [301, 302, 303, 307, 308]) {
      for (const target of targets) {
        const { calls, fetch } = network(redirect(status, target), json({}));
        const failure = await failureOf(
          guardFetch(fetch, credential)('https://api.github.com/repos/a/b', get),
        );
        assert.deepEqual([failure.problem.kind, calls.length], ['redirectRefused', 1], `${status} ${target}`);
      }
    }
  });

  it('B05 a renamed repository on the same origin is followed once', async () => {
    for (const status of [301, 307, 308]) {
      const { calls, fetch } = network(redirect(status, '/repositories/17'), json({ id: 17 }));
      const response = await guardFetch(fetch, credential)('https://api.github.com/repos/a/old', get);
      assert.deepEqual(
        [await response.text(), calls.map(({ url }) => url)],
        ['{"id":17}', ['https://api.github.com/repos/a/old', 'https://api.github.com/repositories/17']],
      );
    }
    const again = network(redirect(301, '/repositories/17'), redirect(301, '/repositories/18'), json({}));
    const kind = await kindOf(guardFetch(again.fetch, credential)('https://api.github.com/repos/a/b', get));
    assert.deepEqual([kind, again.calls.length], ['redirectRefused', 2]);
  });

  it('B05 a redirect is refused when it is temporary, leaves the repositories, or answers a POST', async () => {
    const cases: readonly (readonly [string, number, string])[] = [
      ['GET', 302, '/repositories/17'],
      ['GET', 303, '/repositories/17'],
      ['GET', 301, '/user/repos'],
      ['GET', 301, '/repositories/../user/repos'],
      ['POST', 307, '/repositories/17/pulls'],
      ['POST', 308, '/repositories/17/pulls'],
    ];
    for (const [method, status, target] of cases) {
      const { calls, fetch } = network(redirect(status, target), json({}));
      const url = 'https://api.github.com/repos/a/b';
      const kind = await kindOf(guardFetch(fetch, credential)(url, { method, headers: {} }));
      assert.deepEqual([kind, calls.length], ['redirectRefused', 1], `${method} ${status} ${target}`);
    }
  });

  it('G01 silence ends at the deadline, before and inside the body', async () => {
    const untilAborted = (signal: AbortSignal | null | undefined) =>
      new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const silent: Fetch = (_, init) => untilAborted(init.signal);
    const dripping: Fetch = async (_, init) => {
      const body = new ReadableStream({
        async start(controller) {
          controller.enqueue(new TextEncoder().encode('{"a":'));
          await untilAborted(init.signal).catch((error: unknown) => controller.error(error));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    };
    for (const fetch of [silent, dripping]) {
      const quick = { ...small, timeoutMs: 20 };
      assert.equal(
        await kindOf(guardFetch(fetch, credential, quick)('https://api.github.com/user', get)),
        'timeout',
      );
    }
  });

  it('a cancel by the person is not called a timeout', async () => {
    const controller = new AbortController();
    const fetch: Fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        controller.abort();
      });
    const init = { ...get, signal: controller.signal };
    assert.equal(
      await kindOf(guardFetch(fetch, credential)('https://api.github.com/user', init)),
      'cancelled',
    );
  });

  it('G08 a body is given up at the limit, also when its length is not announced', async () => {
    let taken = 0;
    const endless = () => {
      const body = new ReadableStream({
        pull(controller) {
          taken += 100;
          controller.enqueue(new Uint8Array(100).fill(32));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    };
    const { fetch } = network(endless);
    const failure = await failureOf(guardFetch(fetch, credential, small)('https://api.github.com/user', get));
    assert.deepEqual(failure.problem, { kind: 'tooLarge', maxBytes: 1000 });
    assert.ok(taken <= 1500, `${taken} bytes were taken`);
  });

  it('G08 a few kilobytes that unpack to many megabytes count as what they become', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 32));
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const local: Fetch = (_, init) =>
      globalThis.fetch(`http://127.0.0.1:${port}/`, { signal: init.signal ?? null });
    try {
      const limits = { timeoutMs: 5000, maxBytes: 1_000_000 };
      assert.ok(bomb.length < limits.maxBytes);
      const guarded = guardFetch(local, credential, limits);
      assert.equal(await kindOf(guarded('https://api.github.com/user', get)), 'tooLarge');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('G08 a success that is no JSON is not GitHub, a refusal that is no JSON keeps its status', async () => {
    const page = (status: number) => () =>
      new Response('<html>', { status, headers: { 'content-type': 'text/html' } });
    const { fetch } = network(page(200), page(502));
    const guarded = guardFetch(fetch, credential);
    assert.equal(await kindOf(guarded('https://api.github.com/user', get)), 'notJson');
    const outage = await guarded('https://api.github.com/user', get);
    assert.deepEqual([outage.status, await outage.text()], [502, '']);
  });

  it('a byte order mark before the JSON is dropped', async () => {
    const { fetch } = network(() => {
      return new Response('\ufeff{"a":1}', { headers: { 'content-type': 'application/json' } });
    });
    const response = await guardFetch(fetch, credential)('https://api.github.com/user', get);
    assert.equal(await response.text(), '{"a":1}');
  });

  it('C05 no error carries the token, not even one of a fetch that keeps its request', async () => {
    const talkative: Fetch = async (_, init) => {
      const cause = Object.assign(new Error(`connect failed with Bearer ${token}`), {
        code: 'ECONNREFUSED',
        init,
      });
      throw Object.assign(new TypeError('fetch failed', { cause }), { request: init });
    };
    const failure = await failureOf(guardFetch(talkative, credential)('https://api.github.com/user', get));
    const shown = inspect(failure, { depth: 20, showHidden: true }) + JSON.stringify(failure) + failure.stack;
    assert.deepEqual(
      [failure.problem, shown.includes(token.slice(4, 20))],
      [{ kind: 'offline', code: 'ECONNREFUSED' }, false],
    );
  });
});
