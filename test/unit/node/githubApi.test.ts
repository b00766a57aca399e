import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Operation } from '../../../src/github/apiAnswer.ts';
import { createGitHubApi } from '../../../src/node/githubApi.ts';
import type { Fetch } from '../../../src/node/guardedFetch.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { githubCom, type HostName } from '../../../src/tokens/host.ts';
import { makeSecret, makeToken } from '../../fixtures/tokens.ts';

const token = makeToken('classic-pat', 'api');
const credential = { host: githubCom.name, token: makeSecret('classic-pat', 'api') };
const get = { credential, operation: 'GET /user' } as const;
const post = {
  credential,
  operation: 'POST /repos/{owner}/{repo}/pulls',
  parameters: { owner: 'acme', repo: 'app', title: 't', head: 'h', base: 'main', draft: true },
} as const;

interface Step {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly fails?: string;
}

/** The last step answers all further requests. */
function scripted(...steps: readonly Step[]) {
  const state = { now: Date.UTC(2026, 10, 20, 12) };
  const calls: { readonly url: string; readonly init: RequestInit }[] = [];
  const lines: string[] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push({ url, init });
    const {
      status = 200,
      headers = {},
      body = '{}',
      fails,
    } = steps[Math.min(calls.length, steps.length) - 1] ?? {};
    if (fails) throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: fails }) });
    return new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });
  };
  const api = createGitHubApi({
    fetch,
    userAgent: 'token-warden/0',
    clock: { now: () => state.now },
    random: () => 0,
    log: (line) => lines.push(line),
    clean: (text, max) => text.replaceAll(token, '[redacted]').slice(0, max),
    retryBaseMs: 1,
  });
  return { api, calls, lines, state };
}

async function problemOf(promise: Promise<unknown>) {
  const error = await promise.then(
    (value) => assert.fail(`it succeeded: ${inspect(value)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(Failure.is(error), inspect(error));
  return error.problem;
}

describe('the GitHub API', () => {
  it('S2-25 a mint goes to the installation, in GitHub’s media type and version, with the signature as bearer', async () => {
    const { api, calls } = scripted({ status: 201 });
    await api.request({
      credential,
      operation: 'POST /app/installations/{installation_id}/access_tokens',
      parameters: { installation_id: 7, repositories: ['app'], permissions: { contents: 'write' } },
    });
    const [{ url, init } = assert.fail()] = calls;
    const headers = new Headers(init.headers);
    assert.deepEqual(
      [url, headers.get('accept'), headers.get('x-github-api-version'), headers.get('authorization')],
      [
        'https://api.github.com/app/installations/7/access_tokens',
        'application/vnd.github+json',
        '2022-11-28',
        `Bearer ${token}`,
      ],
    );
    assert.deepEqual(JSON.parse(String(init.body)), {
      repositories: ['app'],
      permissions: { contents: 'write' },
    });
  });

  it('parameters fill the path, the rest becomes the query or the body', async () => {
    const { api, calls } = scripted();
    const operation: Operation = 'GET /repos/{owner}/{repo}/pulls';
    await api.request({ credential, operation, parameters: { owner: 'acme', repo: 'a b', head: 'x:y&z' } });
    await api.request(post);
    assert.deepEqual(
      calls.map(({ url, init }) => [init.method, url, init.body]),
      [
        ['GET', 'https://api.github.com/repos/acme/a%20b/pulls?head=x%3Ay%26z', undefined],
        [
          'POST',
          'https://api.github.com/repos/acme/app/pulls',
          '{"title":"t","head":"h","base":"main","draft":true}',
        ],
      ],
    );
  });

  it('an empty body is an empty object, and no parameter gets into it', async () => {
    const { api, calls } = scripted();
    await api.request({ ...post, emptyBody: true });
    assert.deepEqual(
      calls.map(({ url, init }) => [url, init.body]),
      [['https://api.github.com/repos/acme/app/pulls', '{}']],
    );
  });

  it('B07 each host is asked at its own API address', async () => {
    const { api, calls } = scripted();
    for (const name of ['github.com', 'acme.ghe.com', 'github.corp.example'] as HostName[]) {
      await api.request({ ...get, credential: { ...credential, host: name } });
    }
    assert.deepEqual(
      calls.map(({ url }) => url),
      [
        'https://api.github.com/user',
        'https://api.acme.ghe.com/user',
        'https://github.corp.example/api/v3/user',
      ],
    );
  });

  it('G01 G02 a GET is repeated twice after an outage or a lost connection, and a success counts', async () => {
    const outage = scripted({ status: 503 });
    const answer = await outage.api.request(get);
    const lost = scripted({ fails: 'ECONNRESET' }, { fails: 'ECONNRESET' }, { body: '{"login":"mona"}' });
    const found = await lost.api.request(get);
    assert.deepEqual(
      [answer.status, outage.calls.length, found.kind === 'ok' && found.data, lost.calls.length],
      [503, 3, { login: 'mona' }, 3],
    );
  });

  it('G02 a POST is never repeated, whatever happens to it', async () => {
    const steps: Step[] = [500, 502, 503, 409, 429, 422].map((status) => ({ status }));
    for (const step of [...steps, { fails: 'ECONNRESET' }, { fails: 'ETIMEDOUT' }]) {
      const { api, calls } = scripted(step);
      await api.request(post).catch(() => undefined);
      assert.equal(calls.length, 1, inspect(step));
    }
  });

  it('G03 no refusal of GitHub is repeated', async () => {
    for (const status of [400, 401, 403, 404, 409, 410, 422, 429, 451]) {
      const { api, calls } = scripted({ status });
      await api.request(get);
      assert.equal(calls.length, 1, String(status));
    }
  });

  it('B05 G08 what would fail again is not repeated', async () => {
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const steps: Step[] = [
      { status: 302, headers: { location: 'https://evil.example/' } },
      { headers: { 'content-type': 'text/html' } },
      { fails: 'SELF_SIGNED_CERT_IN_CHAIN' },
      { body: '{"a":' },
      { body: deep, status: 401 },
      { body: deep },
    ];
    const seen: unknown[] = [];
    for (const step of steps) {
      const { api, calls } = scripted(step);
      const kind = await api.request(get).then(
        (answer) => answer.status,
        (error: Failure) => error.problem.kind,
      );
      seen.push([kind, calls.length]);
    }
    assert.deepEqual(seen, [
      ['redirectRefused', 1],
      ['notJson', 1],
      ['tlsUntrusted', 1],
      ['notJson', 1],
      ['unknown', 1],
      [200, 1],
    ]);
  });

  it('G04 after a limit nothing is sent before its end, and then again', async () => {
    for (const [status, headers, wait] of [
      [429, { 'retry-after': '120' }, 120_000],
      [403, { 'retry-after': '-1' }, 60_000],
      [429, {}, 60_000],
      [503, { 'retry-after': '90' }, 90_000],
    ] as const) {
      const { api, calls, state } = scripted({ status, headers }, {});
      const start = state.now;
      await api.request(get);
      state.now = start + wait - 1;
      const problem = await problemOf(api.request(get));
      assert.deepEqual(['until' in problem && problem.until, calls.length], [start + wait, 1]);
      state.now = start + wait;
      assert.equal((await api.request(get)).status, 200);
      assert.equal(calls.length, 2);
    }
  });

  it('F12 a limit ends also when the clock was set back after it began', async () => {
    const { api, calls, state } = scripted({ status: 429, headers: { 'retry-after': '60' } }, {});
    await api.request(get);
    state.now -= 24 * 3_600_000;
    assert.equal((await api.request(get)).status, 200);
    assert.equal(calls.length, 2);
  });

  it('G05 the last request of an hour is an answer, the next one waits for the reset', async () => {
    const reset = String(Date.UTC(2026, 10, 20, 12, 30) / 1000);
    const headers = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const { api, calls } = scripted({ headers });
    assert.equal((await api.request(get)).status, 200);
    assert.deepEqual(await problemOf(api.request(get)), {
      kind: 'rateLimited',
      until: Date.UTC(2026, 10, 20, 12, 30),
    });
    assert.equal(calls.length, 1);
  });

  it('a limit of one token does not stop another, a locked account stops the host', async () => {
    const other = { ...get, credential: { ...credential, token: makeSecret('classic-pat', 'other') } };
    const elsewhere = { ...get, credential: { ...credential, host: 'acme.ghe.com' as HostName } };
    const limited = scripted({ status: 429 }, {});
    await limited.api.request(get);
    assert.equal((await limited.api.request(other)).status, 200);
    const body = '{"message":"Maximum number of login attempts exceeded. Please try again later."}';
    const locked = scripted({ status: 403, body }, {});
    await locked.api.request(get);
    assert.equal((await problemOf(locked.api.request(other))).kind, 'loginAttempts');
    assert.equal((await locked.api.request(elsewhere)).status, 200);
  });

  it('C05 neither a refusal nor a log line shows the token, also when the server repeats it', async () => {
    const body = JSON.stringify({
      message: `bad header: Bearer ${token}`,
      errors: [{ message: token }, token, { field: token, resource: 7 }, null],
    });
    const echo = { status: 422, body, headers: { 'x-github-request-id': token, 'x-evil': token } };
    const { api, lines } = scripted(echo);
    const answer = await api.request(get);
    const shown = inspect(answer, { depth: 20, showHidden: true }) + JSON.stringify(answer);
    assert.equal(lines.join().includes(token), false);
    assert.equal(answer.kind === 'refused' && answer.message, 'bad header: Bearer [redacted]');
    assert.equal(shown.includes(token), false);
  });

  it('C05 the log is one line of operation, host and status for each request', async () => {
    const { api, lines } = scripted({ headers: { 'x-github-request-id': 'AB:12' } }, { fails: 'ENOTFOUND' });
    await api.request(post);
    await problemOf(api.request(get));
    assert.deepEqual(lines, [
      'POST /repos/{owner}/{repo}/pulls on github.com: 200, request id AB:12',
      'GET /user on github.com: offline',
    ]);
  });

  it('a cancel before and during the request ends it as cancelled, without a repeat', async () => {
    const { api, calls } = scripted({ fails: 'ECONNRESET' });
    const before = AbortSignal.abort();
    assert.deepEqual(await problemOf(api.request({ ...get, signal: before })), { kind: 'cancelled' });
    assert.ok(calls.length <= 1);
  });

  it('the headers that are read are the only ones kept, and bounded', async () => {
    const long = 'repo, '.repeat(5000);
    const { api } = scripted({ headers: { 'x-oauth-scopes': long, 'set-cookie': 'a=b', server: 'x' } });
    const { headers } = await api.request(get);
    assert.deepEqual([Object.keys(headers), headers['x-oauth-scopes']?.length], [['x-oauth-scopes'], 16_384]);
  });
});
