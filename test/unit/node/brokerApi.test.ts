import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createBrokerApi } from '../../../src/node/brokerApi.ts';
import type { Fetch } from '../../../src/node/guardedFetch.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { requestEnd, requestToken } from '../../../src/sources/broker/askBroker.ts';
import type { Broker } from '../../../src/sources/broker/readBroker.ts';
import { failureOf } from '../../fakes/failureOf.ts';
import { aBroker, asked } from '../sources/broker/sample.ts';

const word = new Secret('broker-word-1');
const json = { 'content-type': 'application/json' };

function stage(answer: (call: number) => Response | Promise<Response>) {
  const calls: { readonly url: string; readonly init: RequestInit }[] = [];
  const lines: string[] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push({ url, init });
    return answer(calls.length);
  };
  const ask = createBrokerApi({
    fetch,
    userAgent: 'token-warden/0',
    log: (line) => lines.push(line),
    timeoutMs: 100,
  });
  const token = (broker = aBroker(), secret: Secret | undefined = word) =>
    ask(requestToken(broker, asked), secret);
  return { ask, token, calls, lines };
}

const ok = (body = '{}', headers: Readonly<Record<string, string>> = json) => new Response(body, { headers });
const headersOf = (init: RequestInit | undefined) => Object.entries(init?.headers ?? {});

describe('the client of a token broker', () => {
  it('is one request to the origin of the setting, with the secret in one header and nowhere else', async () => {
    const { token, calls, lines } = stage(() => ok());
    await token();
    const [{ url, init } = assert.fail()] = calls;
    assert.deepEqual([calls.length, url, init.method], [1, 'https://broker.acme.example/token', 'POST']);
    assert.deepEqual(
      headersOf(init).filter(([, value]) => String(value).includes(word.reveal())),
      [['authorization', `Bearer ${word.reveal()}`]],
    );
    assert.deepEqual([init.credentials, init.redirect, init.cache], ['omit', 'manual', 'no-store']);
    assert.doesNotMatch(inspect([url, init.body, lines]), new RegExp(word.reveal()));
    assert.deepEqual(lines, ['POST to the token broker broker.acme.example: 200']);
  });

  it('speaks to Vault with its own header, and with none where there is no secret', async () => {
    const vault = stage(() => ok());
    await vault.token(aBroker('vault-github'));
    assert.deepEqual(
      headersOf(vault.calls[0]?.init).filter(([name]) => /auth|vault-token/.test(name)),
      [['x-vault-token', word.reveal()]],
    );
    const plain = stage(() => ok());
    await plain.token(aBroker(), new Secret(''));
    assert.deepEqual(
      headersOf(plain.calls[0]?.init).filter(([name]) => /auth|vault-token/.test(name)),
      [],
    );
  });

  it('B07 sends nothing when the address is read in another way than it was taken apart', async () => {
    const { token, calls } = stage(() => ok());
    const odd: readonly Partial<Broker>[] = [
      { origin: 'http://broker.acme.example' },
      { origin: 'https://broker.acme.example@evil.example' },
      { origin: 'https://2130706433' },
      { path: '/../token' },
      { path: '//evil.example/%2e%2e' },
    ];
    for (const part of odd) {
      const { problem } = await failureOf(token({ ...aBroker(), ...part }));
      assert.equal('why' in problem && problem.why, 'wrongOrigin', JSON.stringify(part));
    }
    assert.deepEqual(calls, []);
  });

  it('follows no redirect, wherever it leads', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      for (const location of ['https://evil.example/', '/v2/token', 'https://broker.acme.example/token']) {
        const { token, calls } = stage(() => new Response(null, { status, headers: { location } }));
        const { problem } = await failureOf(token());
        assert.deepEqual([problem.kind, 'why' in problem && problem.why], ['brokerWay', 'redirectRefused']);
        assert.equal(calls.length, 1);
      }
    }
  });

  it('G08 takes sixteen kilobytes of JSON at most', async () => {
    const wayOf = async (response: () => Response) => {
      const { problem } = await failureOf(stage(response).token());
      return 'why' in problem && problem.why;
    };
    assert.equal(await wayOf(() => ok(JSON.stringify({ x: 'a'.repeat(16 * 1024) }))), 'tooLarge');
    assert.equal(await wayOf(() => ok('<p>Sign in</p>', { 'content-type': 'text/html' })), 'notJson');
    assert.equal(await wayOf(() => ok('{"token":')), 'notJson');
    assert.equal(await wayOf(() => ok('')), 'notJson');
    const whole = JSON.stringify({ x: 'a'.repeat(16 * 1024 - 8) });
    assert.equal((await stage(() => ok(whole)).token()).status, 200);
  });

  it('hears the broker’s time and its refusals, also those that are no JSON', async () => {
    const date = 'Fri, 20 Nov 2026 12:00:00 GMT';
    const refusal = stage(() => new Response('<p>No</p>', { status: 502, headers: { date } }));
    assert.deepEqual(await refusal.token(), {
      status: 502,
      data: undefined,
      date: Date.UTC(2026, 10, 20, 12),
    });
    const ended = stage(() => new Response(null, { status: 204 }));
    const answer = await ended.ask(requestEnd(aBroker('vault-github'), 'github/token/1'), word);
    assert.deepEqual(answer, { status: 204, data: undefined, date: undefined });
  });

  it('G01 gives up after its deadline, and repeats nothing', async () => {
    const calls: string[] = [];
    const ask = createBrokerApi({
      fetch: (url, { signal }) => {
        calls.push(url);
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError'))),
        );
      },
      userAgent: 'token-warden/0',
      log: () => undefined,
      timeoutMs: 50,
    });
    const { problem } = await failureOf(ask(requestToken(aBroker(), asked), word));
    assert.deepEqual(['why' in problem && problem.why, calls.length], ['timeout', 1]);
  });

  it('G01 tries once more when the connection was lost before an answer, and never otherwise', async () => {
    const failing = (code: string) => () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
    };
    const outcomes: unknown[] = [];
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED']) {
      const { token, calls } = stage(failing(code));
      const { problem, stack } = await failureOf(token());
      assert.doesNotMatch(stack ?? '', new RegExp(word.reveal()));
      outcomes.push([code, 'why' in problem && problem.why, calls.length]);
    }
    assert.deepEqual(outcomes, [
      ['ECONNRESET', 'offline', 2],
      ['UND_ERR_SOCKET', 'offline', 2],
      ['ECONNREFUSED', 'offline', 1],
      ['ENOTFOUND', 'offline', 1],
      ['CERT_HAS_EXPIRED', 'tlsUntrusted', 1],
    ]);
    const lost = failing('ECONNRESET');
    const { token, calls } = stage((call) => (call === 1 ? lost() : ok()));
    assert.equal((await token()).status, 200);
    assert.equal(calls.length, 2);
    const refused = stage(() => new Response('{}', { status: 503, headers: json }));
    assert.equal((await refused.token()).status, 503);
    assert.equal(refused.calls.length, 1);
  });
});
