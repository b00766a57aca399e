import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Fetch } from '../../../src/node/guardedFetch.ts';
import { createRevokeApi } from '../../../src/node/revokeApi.ts';
import { Redactor } from '../../../src/shared/redactor.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { cleanServerText } from '../../../src/shared/text.ts';
import { githubCom, type HostName } from '../../../src/tokens/host.ts';
import { failureOf } from '../../fakes/failureOf.ts';
import { makeSecret, makeToken, type TokenForm } from '../../fixtures/tokens.ts';

const start = Date.UTC(2026, 10, 20, 12);
const classic = makeSecret('classic-pat', 'revoke');
const fine = makeSecret('fine-grained-pat', 'revoke');
const json = { 'content-type': 'application/json' };

/** The client with a network that answers what it is told to, and everything that reached it. */
function stage(answer: () => Response | Promise<Response>) {
  const calls: { readonly url: string; readonly init: RequestInit }[] = [];
  const lines: string[] = [];
  const clock = { at: start, now: () => clock.at };
  const redactor = new Redactor();
  for (const secret of [classic, fine]) redactor.learn(secret);
  const fetch: Fetch = async (url, init) => {
    calls.push({ url, init });
    return answer();
  };
  const api = createRevokeApi({
    fetch,
    userAgent: 'token-warden/0',
    clock,
    log: (line) => lines.push(line),
    clean: (text, max) => cleanServerText(text, redactor, max),
    timeoutMs: 100,
  });
  return { api, calls, lines, clock };
}

const accepted = () => new Response('{}', { status: 202, headers: json });
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, message = 'No') =>
  () =>
    new Response(JSON.stringify({ message }), { status: code, headers: { ...json, ...headers } });

describe('the list of credentials to end', () => {
  it('is one request to api.github.com with the values in its body, and no sign-in and no cookie with it', async () => {
    const { api, calls, lines } = stage(accepted);
    await api.revokeList(githubCom.name, [classic, fine]);
    const [{ url, init } = { url: '', init: {} }] = calls;
    assert.deepEqual(
      [calls.length, url, init.method],
      [1, 'https://api.github.com/credentials/revoke', 'POST'],
    );
    assert.deepEqual(JSON.parse(String(init.body)), { credentials: [classic.reveal(), fine.reveal()] });
    const names = Object.keys(init.headers ?? {}).map((name) => name.toLowerCase());
    assert.deepEqual(
      names.filter((name) => /auth|cookie|token/.test(name)),
      [],
    );
    assert.deepEqual([init.credentials, init.redirect, init.cache], ['omit', 'manual', 'no-store']);
    assert.doesNotMatch(JSON.stringify([url, init.headers, lines]), new RegExp(classic.reveal()));
    assert.deepEqual(lines, ['POST /credentials/revoke on github.com: 2 listed, 202']);
  });

  it('is taken at its word by status 202 alone, also without a body', async () => {
    for (const body of [null, '', '<p>Accepted</p>']) {
      await stage(() => new Response(body, { status: 202 })).api.revokeList(githubCom.name, [classic]);
    }
  });

  it('goes to no other host, and takes no value that GitHub does not', async () => {
    const { api, calls } = stage(accepted);
    for (const host of ['acme.ghe.com', 'github.corp.example'] as HostName[]) {
      assert.equal((await failureOf(api.revokeList(host, [classic]))).problem.kind, 'wrongHost');
    }
    const refusedForms: readonly TokenForm[] = [
      'installation-token',
      'installation-token-opaque',
      'legacy-hex',
      'unknown',
    ];
    for (const form of refusedForms) {
      const error = await failureOf(api.revokeList(githubCom.name, [classic, makeSecret(form)]));
      assert.equal(error.problem.kind, 'validation', form);
    }
    assert.equal((await failureOf(api.revokeList(githubCom.name, []))).problem.kind, 'validation');
    assert.deepEqual(calls, []);
    const takenForms: readonly TokenForm[] = [
      'classic-pat',
      'fine-grained-pat',
      'oauth-token',
      'app-user-token',
      'app-user-token-long',
      'refresh-token',
    ];
    await api.revokeList(
      githubCom.name,
      takenForms.map((form) => makeSecret(form)),
    );
    assert.equal(calls.length, 1);
  });

  it('S2-01 each refusal has its cause, and none is repeated', async () => {
    const reset = String(Math.floor(start / 1000) + 1800);
    const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const cases: readonly (readonly [() => Response | Promise<Response>, string])[] = [
      [status(422), 'validation'],
      [status(500), 'serverError'],
      [status(503), 'serverError'],
      [status(429), 'secondaryRateLimit'],
      [status(403, spent), 'rateLimited'],
      [status(403, { 'retry-after': '60' }), 'secondaryRateLimit'],
      [status(403, {}, 'This endpoint must be called unauthenticated.'), 'signedInOnTheWay'],
      [status(401, {}, 'Bad credentials'), 'signedInOnTheWay'],
      [status(404), 'notFoundOrHidden'],
      [status(200), 'unexpectedShape'],
      [
        () => new Response('<p>Sign in</p>', { status: 200, headers: { 'content-type': 'text/html' } }),
        'notJson',
      ],
      [
        () => new Response('<p>down</p>', { status: 502, headers: { 'content-type': 'text/html' } }),
        'serverError',
      ],
      [
        () => new Response(null, { status: 307, headers: { location: 'https://evil.example/' } }),
        'redirectRefused',
      ],
      [() => new Response('x'.repeat(200_000), { status: 500, headers: json }), 'tooLarge'],
      [() => Promise.reject(Object.assign(new TypeError('fetch failed'), { code: 'ENOTFOUND' })), 'offline'],
      [() => new Promise(() => {}), 'timeout'],
    ];
    for (const [answer, kind] of cases) {
      const { api, calls } = stage(() => Promise.race([answer(), timeOut()]));
      assert.equal((await failureOf(api.revokeList(githubCom.name, [classic]))).problem.kind, kind);
      assert.equal(calls.length, 1, kind);
    }
  });

  it('G04 asks nothing until the hour of its sixty requests is over', async () => {
    const reset = String(Math.floor(start / 1000) + 1800);
    const { api, calls, clock } = stage(
      status(403, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': reset,
        date: new Date(start).toUTCString(),
      }),
    );
    await failureOf(api.revokeList(githubCom.name, [classic]));
    const again = await failureOf(api.revokeList(githubCom.name, [classic]));
    assert.deepEqual([again.problem.kind, calls.length], ['rateLimited', 1]);
    clock.at += 1800_000;
    await failureOf(api.revokeList(githubCom.name, [classic]));
    assert.equal(calls.length, 2);
  });

  it('C05 shows no value in an error or a log line, whatever a server or the network repeats of it', async () => {
    const echo = `you sent {"credentials":["${classic.reveal()}","${fine.reveal()}"]}`;
    const answers: readonly (() => Response | Promise<Response>)[] = [
      status(422, {}, echo),
      status(500, {}, Buffer.from(echo).toString('base64')),
      status(403, { 'x-github-request-id': classic.reveal() }, encodeURIComponent(echo)),
      () => Promise.reject(new TypeError(echo, { cause: new Error(echo) })),
    ];
    for (const answer of answers) {
      const { api, lines } = stage(answer);
      const error = await failureOf(api.revokeList(githubCom.name, [classic, fine]));
      const shown = `${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${error.details} ${lines.join()}`;
      for (const secret of [classic, fine]) {
        assert.ok(!shown.includes(secret.reveal()), shown);
        assert.ok(!shown.includes(Buffer.from(secret.reveal()).toString('base64').slice(4, -4)), shown);
      }
    }
  });

  it('judges the value itself: an entry that calls an installation token something else sends nothing', async () => {
    const { api, calls } = stage(accepted);
    await failureOf(api.revokeList(githubCom.name, [new Secret(makeToken('installation-token', 'x'))]));
    assert.deepEqual(calls, []);
  });
});

/** What a real `fetch` does when its signal fires. */
function timeOut(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new DOMException('late', 'TimeoutError')), 120);
  });
}
