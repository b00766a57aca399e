import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { makeTokenString, type TokenKind } from '../sandbox/tokenStrings.ts';

const api = 'https://api.github.com';

describe('the sandbox: ending tokens', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: SandboxClient;

  before(async () => {
    sandbox = await startSandbox();
    client = sandboxClient(sandbox);
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });
  afterEach('every answer is one that GitHub describes', () => assert.deepEqual(sandbox.violations, []));

  const ask = async (token: string, path: string, method = 'GET') => {
    const response = await client.fetch(`${api}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await response.text();
    const body = (text === '' ? undefined : JSON.parse(text)) as
      | { readonly total_count?: number }
      | undefined;
    return { status: response.status, body };
  };
  const mint = (facts: Partial<NewToken> & { readonly kind: TokenKind }) =>
    sandbox.registry.mint({ login: 'mona', ...facts });
  const revoke = (credentials: unknown, headers: Record<string, string> = {}) =>
    client.fetch(`${api}/credentials/revoke`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ credentials }),
    });

  it('POST /credentials/revoke ends a token, without authentication only', async () => {
    const { value } = mint({ kind: 'classic' });
    const signedIn = await revoke([value], { authorization: `Bearer ${value}` });
    const alive = await ask(value, '/user');
    const accepted = await revoke([value]);
    const dead = await ask(value, '/user');
    assert.deepEqual([signedIn.status, alive.status, accepted.status, dead.status], [403, 200, 202, 401]);
  });

  it('it takes no installation token, no empty list and no nonsense', async () => {
    const { value } = mint({ kind: 'installation', expiresInDays: 1 });
    const answers = await Promise.all([[value], [], 'x', [1]].map((list) => revoke(list)));
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [422, 422, 422, 422],
    );
  });

  it('DELETE /installation/token ends the token that asks', async () => {
    const { value } = mint({
      kind: 'installation-opaque',
      owner: 'acme',
      repositories: ['acme/docs'],
      expiresInDays: 1,
    });
    const list = await ask(value, '/installation/repositories');
    const ended = await ask(value, '/installation/token', 'DELETE');
    const again = await ask(value, '/installation/token', 'DELETE');
    assert.deepEqual([list.body?.total_count, ended.status, again.status], [1, 204, 401]);
  });

  it('regenerating kills the old value at once', async () => {
    const old = mint({ kind: 'fine-grained', expiresInDays: 9 });
    const next = sandbox.registry.regenerate(old.id);
    const found = [old, next].map(async (token) => (await ask(token.value, '/user')).status);
    assert.deepEqual(await Promise.all(found), [401, 200]);
  });
});

describe('the sandbox: token strings', () => {
  const shapes: readonly (readonly [TokenKind, RegExp])[] = [
    ['classic', /^ghp_[A-Za-z0-9]{36}$/],
    ['oauth', /^gho_[A-Za-z0-9]{36}$/],
    ['app-user', /^ghu_[A-Za-z0-9]{36}$/],
    ['installation-opaque', /^ghs_[A-Za-z0-9]{36}$/],
    ['refresh', /^ghr_[A-Za-z0-9]{76}$/],
    ['fine-grained', /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/],
    ['installation', /^ghs_[0-9]{1,20}_eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
  ];
  for (const [kind, shape] of shapes) {
    it(`${kind} has GitHub's shape`, () => assert.match(makeTokenString(kind), shape));
  }

  it('the last six characters are the checksum of the thirty before them', () => {
    const value = makeTokenString('classic');
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const sum = [...value.slice(-6)].reduce((total, digit) => total * 62 + digits.indexOf(digit), 0);
    assert.equal(sum, crc32(value.slice(4, 34)));
  });
});
