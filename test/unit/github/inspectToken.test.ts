import assert from 'node:assert/strict';
import type { ApiHeaders } from '../../../src/github/apiAnswer.ts';
import { operations } from '../../../src/github/apiAnswer.ts';
import { inspectToken } from '../../../src/github/inspectToken.ts';
import { readRepository } from '../../../src/github/repository.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { TokenKind } from '../../../src/tokens/kind.ts';
import {
  answeredAt,
  noAnswer,
  okAnswer,
  refusedAnswer,
  ScriptedGitHubApi,
} from '../../fakes/scriptedGitHubApi.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const credential = { host: githubCom.name, token: makeSecret('fine-grained-pat') };
const date = new Date(answeredAt).toUTCString();

async function aliveFacts(kind: TokenKind, headers: ApiHeaders) {
  const api = new ScriptedGitHubApi(okAnswer({ login: 'mona' }, { date, ...headers }));
  const inspected = await inspectToken(api, { credential, kind });
  assert.ok(inspected.kind === 'inspected' && inspected.inspection.kind === 'alive');
  return inspected.inspection;
}

async function problemOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => assert.fail('it succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.ok(Failure.is(error), String(error));
  return error.problem;
}

describe('inspectToken', () => {
  it('one GET /user tells login, expiry, scopes and rate', async () => {
    const headers = {
      date,
      'x-oauth-scopes': 'repo, gist',
      'github-authentication-token-expiration': '2026-12-03 10:00:00 UTC',
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4998',
      'x-ratelimit-reset': String(answeredAt / 1000 + 60),
    };
    const api = new ScriptedGitHubApi(okAnswer({ login: 'mona', id: 1 }, headers));
    assert.deepEqual(await inspectToken(api, { credential, kind: 'classic-pat' }), {
      kind: 'inspected',
      inspection: {
        kind: 'alive',
        at: answeredAt,
        login: 'mona',
        expiry: { kind: 'at', at: Date.UTC(2026, 11, 3, 10) },
        scopes: { kind: 'listed', scopes: ['repo', 'gist'] },
        sso: { kind: 'notSeen' },
      },
      rate: { limit: 5000, remaining: 4998, resetAt: answeredAt + 60_000 },
    });
    assert.deepEqual(api.operations, ['GET /user']);
  });

  it('G06 each form of the expiry header is read or unknown, and never "never" unless absent', async () => {
    const values: readonly (readonly [string | undefined, unknown])[] = [
      ['2026-12-03 10:00:00 UTC', { kind: 'at', at: Date.UTC(2026, 11, 3, 10) }],
      ['2026-12-03 15:00:00 +0500', { kind: 'at', at: Date.UTC(2026, 11, 3, 10) }],
      ['2020-01-01 00:00:00 UTC', { kind: 'at', at: Date.UTC(2020, 0, 1) }],
      ['2026-11-20 12:01:00 UTC', { kind: 'notReported', why: 'nearNow' }],
      ['soon', { kind: 'notReported', why: 'malformed' }],
      ['', { kind: 'notReported', why: 'malformed' }],
      [undefined, { kind: 'never' }],
    ];
    const read = await Promise.all(
      values.map(async ([value]) => {
        const headers = value === undefined ? {} : { 'github-authentication-token-expiration': value };
        return (await aliveFacts('fine-grained-pat', headers)).expiry;
      }),
    );
    assert.deepEqual(
      read,
      values.map(([, expiry]) => expiry),
    );
  });

  it('G06 near now is measured by the clock of the server, not by ours', async () => {
    const { expiry } = await aliveFacts('fine-grained-pat', {
      date: 'Sun, 20 Dec 2026 08:00:00 GMT',
      'github-authentication-token-expiration': '2026-12-20 08:00:30 UTC',
    });
    assert.deepEqual(expiry, { kind: 'notReported', why: 'nearNow' });
  });

  it('an absent expiry is "never" only for kinds that report one', async () => {
    const kinds: TokenKind[] = [
      'classic-pat',
      'fine-grained-pat',
      'oauth-token',
      'app-user-token',
      'unknown',
    ];
    const expiries = await Promise.all(kinds.map(async (kind) => (await aliveFacts(kind, {})).expiry.kind));
    assert.deepEqual(expiries, ['never', 'never', 'notReported', 'notReported', 'notReported']);
  });

  it('G07 scopes that are absent, empty and listed are three answers', async () => {
    const values: ApiHeaders[] = [{}, { 'x-oauth-scopes': '' }, { 'x-oauth-scopes': 'repo' }];
    const scopes = await Promise.all(
      values.map(async (headers) => (await aliveFacts('classic-pat', headers)).scopes),
    );
    assert.deepEqual(scopes, [
      { kind: 'notListed' },
      { kind: 'listed', scopes: [] },
      { kind: 'listed', scopes: ['repo'] },
    ]);
  });

  it('G03 a 401 is the answer "dead" after exactly one request', async () => {
    const api = new ScriptedGitHubApi(refusedAnswer(401, 'Bad credentials'));
    const { inspection } = (await inspectToken(api, { credential, kind: 'classic-pat' })) as {
      inspection: unknown;
    };
    assert.deepEqual(inspection, { kind: 'dead', at: answeredAt });
    assert.equal(api.requests.length, 1);
  });

  it('G02 an outage, a lost connection and foreign JSON prove nothing about a token', async () => {
    const scripts = [
      refusedAnswer(503, ''),
      noAnswer({ kind: 'offline', code: 'ENOTFOUND' }),
      okAnswer({ message: 'sign in to the hotel' }),
      okAnswer({ login: '<script>' }),
      okAnswer('text'),
      okAnswer(null),
    ];
    const kinds = scripts.map(async (line) => {
      const api = new ScriptedGitHubApi(line);
      return ((await problemOf(inspectToken(api, { credential, kind: 'classic-pat' }))) as { kind: string })
        .kind;
    });
    assert.deepEqual(await Promise.all(kinds), [
      'serverError',
      'offline',
      'unexpectedShape',
      'unexpectedShape',
      'unexpectedShape',
      'unexpectedShape',
    ]);
  });

  it('S0-10 an installation token is asked about the repository at hand and nothing is listed', async () => {
    const api = new ScriptedGitHubApi(okAnswer({}, { date }), refusedAnswer(404, 'Not Found', { date }));
    const request = { credential, kind: 'installation-token', repository: 'acme/app' } as const;
    const seen = await inspectToken(api, request);
    const hidden = await inspectToken(api, request);
    const alive = {
      kind: 'alive',
      at: answeredAt,
      login: undefined,
      expiry: { kind: 'notReported', why: 'absent' },
      scopes: { kind: 'notListed' },
      sso: { kind: 'notSeen' },
    };
    assert.deepEqual(
      [seen, hidden],
      [
        { kind: 'inspected', inspection: alive, rate: undefined },
        { kind: 'inspected', inspection: alive, rate: undefined },
      ],
    );
    assert.deepEqual(
      api.requests.map(({ operation, parameters }) => [operation, parameters]),
      [
        ['GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'app' }],
        ['GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'app' }],
      ],
    );
  });

  it('S0-10 no operation exists that lists what a token reaches, but the one list a run of probes asks for', () => {
    const lists =
      /^GET \/(?:user\/(?:repos|orgs|installations)|orgs|repositories|installation\/repositories)/;
    assert.deepEqual(
      operations.filter((operation) => lists.test(operation)),
      ['GET /user/installations'],
    );
  });

  it('without a repository an installation token stays unchecked, and a refresh token is never sent', async () => {
    const api = new ScriptedGitHubApi();
    assert.deepEqual(
      [
        await inspectToken(api, { credential, kind: 'installation-token' }),
        await inspectToken(api, { credential, kind: 'refresh-token' }),
      ],
      [
        { kind: 'unchecked', why: 'needsRepository' },
        { kind: 'unchecked', why: 'doesNotAuthenticate' },
      ],
    );
    assert.equal(api.requests.length, 0);
  });
});

describe('readRepository', () => {
  const data = { full_name: 'acme/app', default_branch: 'main', private: true, archived: false };

  it('gives the present name, the default branch and nothing about the role of the person', async () => {
    const api = new ScriptedGitHubApi(okAnswer({ ...data, permissions: { admin: true } }));
    assert.deepEqual(await readRepository(api, credential, 'acme/old-app'), {
      fullName: 'acme/app',
      defaultBranch: 'main',
      archived: false,
    });
  });

  it('fields of another shape are refused', async () => {
    const wrong = [
      { ...data, full_name: '../../x' },
      { ...data, default_branch: 'a b' },
      { ...data, default_branch: 'a\u0000b' },
      { ...data, archived: 'no' },
      [],
    ];
    const problems = wrong.map((body) => {
      return problemOf(readRepository(new ScriptedGitHubApi(okAnswer(body)), credential, 'acme/app'));
    });
    assert.deepEqual(
      await Promise.all(problems),
      wrong.map(() => ({ kind: 'unexpectedShape' })),
    );
  });

  it('a name that would change the path of the request is refused before any request', async () => {
    const api = new ScriptedGitHubApi();
    const names = ['acme', 'acme/..', 'acme/app/pulls', '../app', 'acme/a?b', 'acme/ap p', ''];
    assert.deepEqual(
      await Promise.all(names.map((name) => problemOf(readRepository(api, credential, name)))),
      names.map(() => ({ kind: 'unexpectedShape' })),
    );
    assert.equal(api.requests.length, 0);
  });
});
