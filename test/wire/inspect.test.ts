import assert from 'node:assert/strict';
import { inspectToken } from '../../src/github/inspectToken.ts';
import { readRepository } from '../../src/github/repository.ts';
import type { TokenKind } from '../../src/tokens/kind.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage, problemOf } from './apiStage.ts';

const day = 86_400_000;

describe('inspecting tokens of a real GitHub', () => {
  let sandbox: Sandbox;
  let stage: ApiStage;
  before(async () => {
    sandbox = await startSandbox({ extra: ['ghe.com', 'ghes', 'policies'] });
    stage = apiStage(sandbox);
  });
  afterEach(() => sandbox.faults.clear());
  after(async () => {
    await stage.close();
    await sandbox.close();
  });

  async function inspect(facts: NewToken, kind: TokenKind, repository?: string) {
    const token = sandbox.registry.mint(facts);
    const before = sandbox.log.length;
    const inspected = await inspectToken(stage.api, {
      credential: stage.credential(token),
      kind,
      repository,
    });
    return {
      inspected,
      requests: sandbox.log.slice(before).map(({ host, path }) => `${host}${path}`),
      token,
    };
  }

  const classic = { kind: 'classic', login: 'mona', scopes: ['repo', 'gist'], expiresInDays: 20 } as const;
  const fine = { kind: 'fine-grained', login: 'mona', owner: 'acme', expiresInDays: 9 } as const;

  for (const [host, address] of [
    ['github.com', 'api.github.com/user'],
    ['acme.ghe.com', 'api.acme.ghe.com/user'],
    ['github.corp.example', 'github.corp.example/api/v3/user'],
  ] as const) {
    it(`G06 G07 on ${host} one request tells login, expiry and scopes of classic and fine-grained`, async () => {
      const one = await inspect({ ...classic, host }, 'classic-pat');
      const two = await inspect({ ...fine, host, expiryFormat: 'offset' }, 'fine-grained-pat');
      assert.deepEqual([one.requests, two.requests], [[address], [address]]);
      const facts = [one, two].map(({ inspected }) => {
        assert.ok(inspected.kind === 'inspected' && inspected.inspection.kind === 'alive');
        const { login, expiry, scopes } = inspected.inspection;
        const days = expiry.kind === 'at' ? Math.round((expiry.at - Date.now()) / day) : expiry.kind;
        return { login, days, scopes, rate: inspected.rate?.limit };
      });
      const [first, second] = facts;
      assert.deepEqual(
        { ...first, scopes: first?.scopes.kind === 'listed' ? [...first.scopes.scopes].sort() : [] },
        { login: 'mona', days: 20, scopes: ['gist', 'repo'], rate: 5000 },
      );
      assert.deepEqual(second, { login: 'mona', days: 9, scopes: { kind: 'notListed' }, rate: 5000 });
    });
  }

  it('a token without an expiry never expires, one without scopes has an empty list', async () => {
    const { inspected } = await inspect({ kind: 'classic', login: 'mona' }, 'classic-pat');
    assert.ok(inspected.kind === 'inspected' && inspected.inspection.kind === 'alive');
    const { expiry, scopes } = inspected.inspection;
    assert.deepEqual([expiry, scopes], [{ kind: 'never' }, { kind: 'listed', scopes: [] }]);
  });

  it('OAuth, App user and both installation tokens are each alive after one request', async () => {
    const app = { login: 'mona', owner: 'acme', permissions: { contents: 'write' } } as const;
    const bot = { ...app, login: 'acme-release[bot]', expiresInDays: 1 / 24 } as const;
    const runs = [
      await inspect({ kind: 'oauth', login: 'mona', scopes: ['repo'] }, 'oauth-token'),
      await inspect({ ...app, kind: 'app-user', expiresInDays: 1 / 3 }, 'app-user-token'),
      await inspect({ ...bot, kind: 'installation' }, 'installation-token', 'acme/app'),
      await inspect({ ...bot, kind: 'installation-opaque' }, 'installation-token', 'acme/app'),
    ];
    const seen = runs.map(({ inspected, requests }) => [
      inspected.kind === 'inspected' ? inspected.inspection.kind : inspected.kind,
      inspected.kind === 'inspected' && inspected.inspection.kind === 'alive' && inspected.inspection.login,
      requests,
    ]);
    assert.deepEqual(seen, [
      ['alive', 'mona', ['api.github.com/user']],
      ['alive', 'mona', ['api.github.com/user']],
      ['alive', undefined, ['api.github.com/repos/acme/app']],
      ['alive', undefined, ['api.github.com/repos/acme/app']],
    ]);
  });

  it('G03 expired, revoked and never issued tokens are dead after one request each', async () => {
    const expired = sandbox.registry.mint({ ...fine, expiresInDays: -1 });
    const revoked = sandbox.registry.mint(classic);
    sandbox.registry.revoke(revoked.id);
    const unknown = { host: 'github.com', value: makeToken('classic-pat', 'never issued') };
    const before = sandbox.log.length;
    const seen: string[] = [];
    for (const [token, kind] of [
      [expired, 'fine-grained-pat'],
      [revoked, 'classic-pat'],
      [unknown, 'classic-pat'],
    ] as const) {
      const inspected = await inspectToken(stage.api, { credential: stage.credential(token), kind });
      seen.push(inspected.kind === 'inspected' ? inspected.inspection.kind : inspected.kind);
    }
    assert.deepEqual([seen, sandbox.log.length - before], [['dead', 'dead', 'dead'], 3]);
  });

  it('G03 an organisation that wants single sign-on is named, with its page', async () => {
    const credential = stage.credential(sandbox.registry.mint(classic));
    const problem = await problemOf(readRepository(stage.api, credential, 'sso-corp/vault'));
    assert.deepEqual(
      { ...problem, url: 'url' in problem && String(problem.url).replace(/\?.*/, '') },
      { kind: 'ssoRequired', organisation: 'sso-corp', url: 'https://github.com/orgs/sso-corp/sso' },
    );
  });

  it('the policies of organisations reach us as their own causes', async () => {
    const long = { ...fine, owner: 'short-lived', expiresInDays: 300 };
    const problems = [
      [sandbox.registry.mint(classic), 'no-classic/app'],
      [sandbox.registry.mint(long), 'short-lived/app'],
    ] as const;
    const seen = problems.map(([token, name]) => {
      return problemOf(readRepository(stage.api, stage.credential(token), name));
    });
    const page = /^https:\/\/github\.com\/settings\/personal-access-tokens\/\d+$/;
    assert.deepEqual(
      (await Promise.all(seen)).map((problem) => {
        return 'url' in problem ? { ...problem, url: page.test(String(problem.url)) } : problem;
      }),
      [
        { kind: 'classicForbidden', organisation: 'no-classic' },
        { kind: 'lifetimeForbidden', organisation: 'short-lived', days: 30, url: true },
      ],
    );
  });

  it('G06 odd expiry headers are "not reported", never "never"', async () => {
    const seen: unknown[] = [];
    for (const value of [
      new Date().toISOString().slice(0, 19).replace('T', ' ').concat(' UTC'),
      'soon',
      '',
    ]) {
      sandbox.faults.add({
        times: 1,
        fault: { kind: 'header', name: 'github-authentication-token-expiration', value },
      });
      const { inspected } = await inspect(fine, 'fine-grained-pat');
      assert.ok(inspected.kind === 'inspected' && inspected.inspection.kind === 'alive');
      seen.push(inspected.inspection.expiry);
    }
    assert.deepEqual(seen, [
      { kind: 'notReported', why: 'nearNow' },
      { kind: 'notReported', why: 'malformed' },
      { kind: 'notReported', why: 'malformed' },
    ]);
  });

  it('nothing the sandbox said was outside of what GitHub describes', () => {
    assert.deepEqual(sandbox.violations, []);
  });
});
