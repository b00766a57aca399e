import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { devNull } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import type { FaultRule } from '../sandbox/faults.ts';
import { shaOf } from '../sandbox/git/gitObjects.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { gitHome, makeWorkTree, runGit, tokenHeader, type WorkTree } from '../sandbox/workTree.ts';

const user = 'https://api.github.com/user';

describe('the sandbox: network and faults', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: SandboxClient;
  let tree: WorkTree;
  let token: string;

  before(async () => {
    sandbox = await startSandbox();
    client = sandboxClient(sandbox);
    token = sandbox.readyTokens[0]?.token.value ?? '';
    tree = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'feature/greet' });
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });
  afterEach(() => sandbox.faults.clear());

  const get = (init: RequestInit = {}, url = user) =>
    client.fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } });
  const withFault = (fault: FaultRule['fault'], over: Partial<FaultRule> = {}) =>
    sandbox.faults.add({ fault, ...over });
  /** What a failed fetch says it failed of, down the chain of causes. */
  const causeOf = async (promise: Promise<unknown>): Promise<string> => {
    try {
      await promise;
      return 'no failure';
    } catch (error) {
      const codes: string[] = [];
      for (let at = error as NodeJS.ErrnoException | undefined; at; at = at.cause as typeof at) {
        codes.push(String(at.code ?? at.name));
      }
      return codes.join(' < ');
    }
  };

  it('names outside the sandbox are refused and recorded', async () => {
    const from = sandbox.refused.length;
    for (const url of [
      'https://evil.example/',
      'https://github.com.evil.example/',
      'https://github.com:8443/',
    ]) {
      assert.notEqual(await causeOf(client.fetch(url)), 'no failure');
    }
    assert.deepEqual(sandbox.refused.slice(from), [
      'evil.example:443',
      'github.com.evil.example:443',
      'github.com:8443',
    ]);
  });

  it('plain http is refused for the names it plays, too', async () => {
    const from = sandbox.refused.length;
    const outcome = await runGit(
      tree.folder,
      ['ls-remote', 'http://github.com/acme/docs.git'],
      await gitHome(sandbox),
    );
    assert.deepEqual([outcome.code, sandbox.refused.length - from], [128, 1]);
  });

  it('a client that does not know the authority does not talk to it', async () => {
    const proxy = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.proxy',
      GIT_CONFIG_VALUE_0: sandbox.proxyUrl,
    };
    const env = { ...tree.env, GIT_CONFIG_GLOBAL: devNull, ...proxy };
    const from = sandbox.log.length;
    const outcome = await runGit(tree.folder, ['ls-remote', 'origin'], env);
    assert.equal(outcome.code, 128);
    assert.match(outcome.stderr, /certificate|SSL/);
    assert.equal(sandbox.log.length, from);
  });

  it('the untrusted certificate is met once a connection and only while switched on', async () => {
    const off = withFault({ kind: 'untrusted-certificate' }, { host: 'api.github.com' });
    const fresh = sandboxClient(sandbox);
    const met = await causeOf(fresh.fetch(user));
    off();
    const later = await fresh.fetch(user);
    await later.text();
    await fresh.close();
    assert.match(met, /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER/);
    assert.equal(later.status, 401);
  });

  it('a 429 or a 503 comes with retry-after in any form, as often as asked', async () => {
    const seen: (string | number | null)[][] = [];
    for (const retryAfter of ['120', 'Fri, 20 Nov 2026 12:00:00 GMT', 'soon', '-1', undefined]) {
      const status = retryAfter === 'soon' ? 503 : 429;
      withFault(
        { kind: 'status', status, ...(retryAfter === undefined ? {} : { retryAfter }) },
        { times: 1 },
      );
      const answer = await get();
      seen.push([answer.status, answer.headers.get('retry-after')]);
    }
    const after = (await get()).status;
    assert.deepEqual(
      [seen, after],
      [
        [
          [429, '120'],
          [429, 'Fri, 20 Nov 2026 12:00:00 GMT'],
          [503, 'soon'],
          [429, '-1'],
          [429, null],
        ],
        200,
      ],
    );
  });

  it('headers are replaced or removed on the genuine answer', async () => {
    const expiry = 'github-authentication-token-expiration';
    withFault({ kind: 'header', name: expiry, value: 'next tuesday' });
    withFault({ kind: 'header', name: 'date', value: 'Thu, 01 Jan 1970 00:00:00 GMT' });
    withFault({ kind: 'header', name: 'x-github-request-id', value: undefined });
    const { headers } = await get();
    assert.deepEqual(
      [headers.get(expiry), headers.get('date'), headers.get('x-github-request-id')],
      ['next tuesday', 'Thu, 01 Jan 1970 00:00:00 GMT', null],
    );
  });

  it('a cut connection happens after the deed, in the middle of the body', async () => {
    withFault({ kind: 'cut', afterBytes: 40 });
    const answer = await get();
    assert.equal(answer.status, 200);
    assert.match(await causeOf(answer.text()), /UND_ERR_SOCKET|ECONNRESET|TypeError/);
  });

  it('latency delays, a hang lasts until the client gives up', async () => {
    withFault({ kind: 'latency', ms: 80 }, { times: 1 });
    const started = performance.now();
    await (await get()).text();
    const took = performance.now() - started;
    withFault({ kind: 'hang' }, { times: 1 });
    const gaveUp = await causeOf(get({ signal: AbortSignal.timeout(80) }));
    // Timers may fire a millisecond early.
    assert.ok(took >= 78, `${took}`);
    assert.match(gaveUp, /TimeoutError|23/);
  });

  it('bytes that are no HTTP answer are delivered as such', async () => {
    withFault({ kind: 'malformed', bytes: 'HTTP/9.9 what\r\nno colon here\r\n\r\n' });
    assert.notEqual(await causeOf(get()), 'no failure');
  });

  it('a huge body has the size asked for, an endless one has no end', async () => {
    withFault({ kind: 'huge', bytes: 3 << 20 }, { times: 1 });
    const huge = (await (await get()).arrayBuffer()).byteLength;
    withFault({ kind: 'endless' }, { times: 1 });
    const reader = (await get()).body?.getReader();
    let read = 0;
    while (read < 5 << 20) read += (await reader?.read())?.value?.length ?? Number.POSITIVE_INFINITY;
    await reader?.cancel();
    assert.ok(huge >= 3 << 20 && huge < (3 << 20) + (1 << 17), `${huge}`);
    assert.ok(Number.isFinite(read), 'the body ended');
  });

  for (const status of [301, 302, 303, 307, 308] as const) {
    it(`a ${status} leads to another host or stays on the same one`, async () => {
      withFault({ kind: 'redirect', status, to: 'https://evil.example{path}' }, { times: 1 });
      const away = await get({ redirect: 'manual' });
      withFault({ kind: 'redirect', status, to: '/rate_limit' }, { times: 1 });
      const home = await get();
      assert.deepEqual(
        [away.status, away.headers.get('location'), home.status, home.url],
        [status, 'https://evil.example/user', 200, 'https://api.github.com/rate_limit'],
      );
    });
  }

  it('a fault meets only the host, method and path it names', async () => {
    withFault(
      { kind: 'status', status: 500 },
      { host: 'api.github.com', method: 'GET', path: /^\/rate_limit/ },
    );
    const urls = [user, 'https://api.github.com/rate_limit', 'https://api.acme.ghe.com/rate_limit'];
    const found = await Promise.all(urls.map(async (url) => (await client.fetch(url)).status));
    const posted = await client.fetch('https://api.github.com/rate_limit', { method: 'POST' });
    assert.deepEqual([...found, posted.status], [401, 500, 200, 404]);
  });

  it('a careless server repeats the Authorization header, in the API and in git', async () => {
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    withFault({ kind: 'echo-authorization', status: 400 }, { times: 1 });
    const api = await (await get()).text();
    withFault({ kind: 'echo-authorization', status: 403 }, { times: 1 });
    const refused = await tree.push(token, 'origin', 'HEAD');
    withFault({ kind: 'echo-in-push' });
    const taken = await tree.push(token, 'origin', 'HEAD');
    assert.ok(api.includes(`Authorization: Bearer ${token}`));
    assert.ok(refused.stderr.includes(`remote: Rejected header Authorization: Basic ${basic}`));
    assert.ok(taken.stderr.replace(/\s+/g, '').includes(`remote:debug:gotheaderAuthorization:Basic${basic}`));
    assert.deepEqual([refused.code, taken.code], [128, 0]);
  });

  it('git follows a redirect away only to a name that is refused', async () => {
    withFault({ kind: 'redirect', status: 302, to: 'https://evil.example{path}' });
    const strict = await tree.push(token, 'origin', 'HEAD:refs/heads/x');
    const from = sandbox.refused.length;
    const url = 'https://github.com/acme/app.git';
    const env = { ...tree.env, ...tokenHeader(url, token), GIT_CONFIG_COUNT: '1' };
    const lax = await runGit(tree.folder, ['push', 'origin', 'HEAD:refs/heads/x'], env);
    assert.deepEqual([strict.code, lax.code, sandbox.refused.slice(from)], [128, 128, ['evil.example:443']]);
  });

  it('a push whose answer is cut has still happened', async () => {
    withFault({ kind: 'cut', afterBytes: 10 }, { method: 'POST' });
    const outcome = await tree.push(token, 'origin', 'HEAD:refs/heads/cut');
    const { gitDir } = sandbox.registry.repository('acme/app')?.repository ?? { gitDir: '' };
    assert.deepEqual([outcome.code === 0, await shaOf(gitDir, 'refs/heads/cut')], [false, tree.sha]);
  });

  it('a request that is never answered stands in the log with status 0', async () => {
    withFault({ kind: 'hang' }, { path: /info\/refs/ });
    const patience = ['-c', 'http.lowSpeedLimit=1', '-c', 'http.lowSpeedTime=1'];
    const outcome = await runGit(tree.folder, [...patience, 'ls-remote', 'origin'], tree.env);
    await wait(50);
    const last = sandbox.log.at(-1);
    assert.deepEqual(
      [outcome.code, last?.path, last?.status],
      [128, '/acme/app.git/info/refs?service=git-upload-pack', 0],
    );
  });

  it('its folder is private while it runs and gone afterwards', async () => {
    const short = await startSandbox({ seed: false });
    const mode = (await stat(short.folder)).mode & 0o777;
    await short.close();
    assert.deepEqual([process.platform === 'win32' ? 0o700 : mode, existsSync(short.folder)], [0o700, false]);
  });
});
