import assert from 'node:assert/strict';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import { OpenApiCheck } from '../sandbox/openapi.ts';
import { expiryText } from '../sandbox/rest/tokenHeaders.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { makeTokenString, type TokenKind } from '../sandbox/tokenStrings.ts';

const api = 'https://api.github.com';

describe('the sandbox: REST API', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: SandboxClient;

  before(async () => {
    sandbox = await startSandbox({ extra: ['ghe.com', 'ghes', 'apps', 'policies'] });
    client = sandboxClient(sandbox);
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });
  afterEach('every answer is one that GitHub describes', () => {
    sandbox.registry.unlockLogins();
    assert.deepEqual(sandbox.violations, []);
  });

  const ask = async (token: string | undefined, path: string, method = 'GET', base = api) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await client.fetch(`${base}${path}`, { method, headers, redirect: 'manual' });
    const text = await response.text();
    const body = (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown> | undefined;
    return { status: response.status, headers: response.headers, body };
  };
  const refusal = async (token: string | undefined, path: string, method = 'GET') => {
    const { status, body } = await ask(token, path, method);
    return [status, body?.message];
  };
  const ready = (at: number) => sandbox.readyTokens[at]?.token.value ?? '';
  const mint = sandboxMint(() => sandbox);

  describe('GET /user tells a token about itself', () => {
    const told = ['x-oauth-scopes', 'x-accepted-oauth-scopes', 'x-accepted-github-permissions'];
    const expiry = 'github-authentication-token-expiration';
    const cases: readonly (readonly [TokenKind, Record<string, string | null>])[] = [
      ['classic', { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': '', expiry: 'utc' }],
      ['oauth', { 'x-oauth-scopes': 'repo', 'x-accepted-oauth-scopes': '' }],
      [
        'fine-grained',
        { 'x-accepted-github-permissions': 'allows_permissionless_access=true', expiry: 'utc' },
      ],
      ['app-user', { 'x-accepted-github-permissions': 'allows_permissionless_access=true' }],
    ];
    for (const [kind, wanted] of cases) {
      it(`${kind}: scopes only where the kind has scopes`, async () => {
        const token = mint({
          kind,
          scopes: kind === 'classic' || kind === 'oauth' ? ['repo'] : [],
          expiresInDays: 20,
        });
        const { status, headers, body } = await ask(token.value, '/user');
        const found = Object.fromEntries(
          told.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)]] : [])),
        );
        const { expiry: format, ...names } = wanted;
        const date = format && token.expiresAt ? expiryText(token.expiresAt, 'utc') : null;
        assert.deepEqual([status, body?.login, found, headers.get(expiry)], [200, 'mona', names, date]);
      });
    }

    it('the expiry comes in both of GitHub formats and both mean the same instant', async () => {
      const offset = (await ask(ready(0), '/user')).headers.get(expiry) ?? '';
      assert.match(offset, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -0500$/);
      const instant = new Date(offset.replace(/^(\S+) (\S+) (-\d\d)(\d\d)$/, '$1T$2$3:$4'));
      assert.deepEqual(instant, sandbox.readyTokens[0]?.token.expiresAt);
    });

    it('a token without expiry has no expiry header', async () => {
      assert.equal((await ask(ready(1), '/user')).headers.get(expiry), null);
    });

    it('an empty scope list is a header with nothing in it, not a missing one', async () => {
      const { headers } = await ask(mint({ kind: 'classic' }).value, '/user');
      assert.equal(headers.get('x-oauth-scopes'), '');
    });

    it('the server clock, the budget and a request id come with every answer', async () => {
      const { headers } = await ask(ready(0), '/user');
      const budget = ['limit', 'resource'].map((name) => headers.get(`x-ratelimit-${name}`));
      assert.deepEqual(budget, ['5000', 'core']);
      const sum = Number(headers.get('x-ratelimit-used')) + Number(headers.get('x-ratelimit-remaining'));
      assert.equal(sum, 5000);
      assert.ok(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now()) < 5000);
      assert.match(headers.get('x-github-request-id') ?? '', /^[0-9A-F]{4}(:[0-9A-F]{4}){3}$/);
    });

    it('GHE.com and GHES answer at their own addresses, GHES with its version', async () => {
      const tokenFor = (host: string) =>
        sandbox.readyTokens.find((one) => one.token.host === host)?.token.value;
      const ghe = await ask(tokenFor('acme.ghe.com'), '/user', 'GET', 'https://api.acme.ghe.com');
      const ghes = await ask(
        tokenFor('github.corp.example'),
        '/user',
        'GET',
        'https://github.corp.example/api/v3',
      );
      const version = 'x-github-enterprise-version';
      const found = [ghe, ghes].map(({ status, headers, body }) => [status, headers.get(version), body?.url]);
      assert.deepEqual(found, [
        [200, null, 'https://api.acme.ghe.com/users/mona'],
        [200, '3.19.0', 'https://github.corp.example/api/v3/users/mona'],
      ]);
    });

    it('an installation token is no user', async () => {
      const { value } = mint({ kind: 'installation', expiresInDays: 1 });
      assert.deepEqual(await refusal(value, '/user'), [403, 'Resource not accessible by integration']);
    });
  });

  describe('refusals', () => {
    it('expired, revoked, unknown, foreign and refresh tokens are all "Bad credentials"', async () => {
      const revoked = mint({ kind: 'classic' });
      sandbox.registry.revoke(revoked.id);
      const foreign = mint({ kind: 'classic', host: 'acme.ghe.com' });
      const dead = [
        ready(2),
        revoked.value,
        makeTokenString('classic'),
        foreign.value,
        mint({ kind: 'refresh' }).value,
      ];
      for (const value of dead) assert.deepEqual(await refusal(value, '/user'), [401, 'Bad credentials']);
    });

    it('Basic takes any user name but the empty one, with the token as password', async () => {
      const basic = (user: string) => `Basic ${Buffer.from(`${user}:${ready(0)}`).toString('base64')}`;
      const answers = ['mona', 'x-access-token', ''].map((user) =>
        client.fetch(`${api}/user`, { headers: { authorization: basic(user) } }),
      );
      const found = (await Promise.all(answers)).map(({ status }) => status);
      assert.deepEqual(found, [200, 200, 401]);
    });

    it('a token in an address is not kept in the log', async () => {
      await ask(undefined, `/rate_limit?access_token=${ready(1)}`);
      const { path } = sandbox.log.at(-1) ?? {};
      assert.equal(path, `/rate_limit?access_token=<${sandbox.readyTokens[1]?.token.id}>`);
    });

    it('no header at all is "Requires authentication"', async () => {
      assert.deepEqual(await refusal(undefined, '/user'), [401, 'Requires authentication']);
    });

    it('several bad logins lock out the good ones too', async () => {
      for (let at = 0; at < sandbox.registry.failedLoginLimit; at += 1) await ask('nonsense', '/user');
      const message = 'Maximum number of login attempts exceeded. Please try again later.';
      assert.deepEqual(await refusal(ready(0), '/user'), [403, message]);
      sandbox.registry.unlockLogins();
      assert.equal((await ask(ready(0), '/user')).status, 200);
    });

    it('a missing permission is named by kind and by header', async () => {
      const permissions = { contents: 'write' } as const;
      const fine = mint({ kind: 'fine-grained', owner: 'acme', permissions, expiresInDays: 9 }).value;
      const app = mint({ kind: 'installation', owner: 'acme', permissions, expiresInDays: 1 }).value;
      const path = '/repos/acme/app/pulls';
      const answer = await ask(fine, path, 'POST');
      assert.deepEqual(
        [answer.status, answer.body?.message, answer.headers.get('x-accepted-github-permissions')],
        [403, 'Resource not accessible by personal access token', 'pull_requests=write'],
      );
      assert.deepEqual(await refusal(app, path, 'POST'), [403, 'Resource not accessible by integration']);
    });

    it('what a token cannot see does not exist', async () => {
      const narrow = mint({
        kind: 'fine-grained',
        owner: 'acme',
        repositories: ['acme/docs'],
        expiresInDays: 9,
      });
      const noScope = mint({ kind: 'classic', scopes: ['public_repo'] });
      const stranger = mint({ kind: 'classic', login: 'nobody', scopes: ['repo'] });
      for (const value of [undefined, narrow.value, noScope.value, stranger.value]) {
        assert.deepEqual(await refusal(value, '/repos/acme/app'), [404, 'Not Found']);
      }
    });

    it('public repositories are readable with any token and without one', async () => {
      const elsewhere = mint({ kind: 'fine-grained', owner: 'mona', expiresInDays: 9 });
      const found = [undefined, elsewhere.value, ready(0)].map(
        async (value) => (await ask(value, '/repos/acme/docs')).status,
      );
      assert.deepEqual(await Promise.all(found), [200, 200, 200]);
    });

    it('single sign-on names the page that authorises the token', async () => {
      const { status, body, headers } = await ask(ready(3), '/repos/sso-corp/vault');
      assert.deepEqual(
        [status, body?.message, headers.get('x-github-sso')],
        [
          403,
          'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
          'required; url=https://github.com/orgs/sso-corp/sso?authorization_request=sandbox-sso-corp',
        ],
      );
    });

    it('an organisation may forbid classic tokens, cap lifetimes or ask for approval', async () => {
      const classic = mint({ kind: 'classic', scopes: ['repo'] }).value;
      const facts = { kind: 'fine-grained', permissions: { contents: 'read' } } as const;
      const long = mint({ ...facts, owner: 'short-lived', expiresInDays: 90 });
      const short = mint({ ...facts, owner: 'short-lived', expiresInDays: 30 });
      const pending = mint({ ...facts, owner: 'asks-first', expiresInDays: 30, approval: 'pending' });
      const number = long.id.replace('token-', '');
      assert.deepEqual(
        [
          await refusal(classic, '/repos/no-classic/app'),
          await refusal(long.value, '/repos/short-lived/app'),
          (await refusal(short.value, '/repos/short-lived/app'))[0],
          await refusal(pending.value, '/repos/asks-first/app'),
        ],
        [
          [
            403,
            '`no-classic` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
          ],
          [
            403,
            `The 'short-lived' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 30 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/${number}`,
          ],
          200,
          [404, 'Not Found'],
        ],
      );
    });

    it('an API version nobody knows is a 400', async () => {
      const headers = { 'x-github-api-version': '1999-01-01' };
      assert.equal((await client.fetch(`${api}/rate_limit`, { headers })).status, 400);
    });
  });

  it('a renamed repository answers 301 and then 200 at the address it names', async () => {
    const { id } = await sandbox.registry.addRepository('acme/before', { collaborators: { mona: 'write' } });
    sandbox.registry.changeRepository(id, { name: 'after' });
    const moved = await ask(ready(1), '/repos/acme/before');
    const location = moved.headers.get('location') ?? '';
    const there = await ask(ready(1), location.replace(api, ''));
    assert.deepEqual(
      [moved.status, location, there.body?.full_name],
      [301, `${api}/repositories/${id}`, 'acme/after'],
    );
  });

  it('a wrong answer of the sandbox would be noticed', () => {
    const check = new OpenApiCheck();
    check.check('github.com', 'users/get-authenticated', 200, { login: 'mona', id: 'seven' });
    check.check('github.com', 'users/get-authenticated', 401, { message: 7 });
    check.check('github.com', 'users/no-such-operation', 200, {});
    check.check('ghes', 'rate-limit/get', 200, {});
    const found = check.violations.map(({ operation, status }) => `${operation} ${status}`);
    assert.deepEqual(found, [
      'users/get-authenticated 200',
      'users/get-authenticated 401',
      'users/no-such-operation 200',
      'rate-limit/get 200',
    ]);
  });
});

function sandboxMint(sandbox: () => Sandbox) {
  type Facts = Partial<Parameters<Sandbox['registry']['mint']>[0]> & { readonly kind: TokenKind };
  return (facts: Facts) => sandbox().registry.mint({ login: 'mona', ...facts });
}
