import assert from 'node:assert/strict';
import { proveApp } from '../../../src/apps/keys/proveApp.ts';
import { dayMs, hourMs } from '../../../src/shared/clock.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { failureOf } from '../../fakes/failureOf.ts';
import {
  answeredAt,
  noAnswer,
  okAnswer,
  refusedAnswer,
  ScriptedGitHubApi,
} from '../../fakes/scriptedGitHubApi.ts';

const answer = {
  slug: 'deployer',
  owner: { login: 'acme', type: 'Organization' },
  permissions: { contents: 'write', pull_requests: 'write', 'made:up': 'write', metadata: 'read' },
  installations_count: 3,
};

function prove(...script: ConstructorParameters<typeof ScriptedGitHubApi>) {
  const api = new ScriptedGitHubApi(...script);
  const learned: Secret[] = [];
  const proved = proveApp(
    {
      api,
      clock: { now: () => answeredAt },
      learn: (secret) => learned.push(secret),
      sign: (claims) => ({ jwt: new Secret(`signed for ${claims.iss}`), fingerprint: 'f' }),
    },
    { host: githubCom.name, clientId: '12345', pem: new Secret('the key') },
  );
  return { api, learned, proved };
}

describe('proving the key of an App', () => {
  it('asks GitHub once in the name of the App, and reads whose it is and what it may do', async () => {
    const { api, proved, learned } = prove(okAnswer(answer));
    assert.deepEqual(await proved, {
      slug: 'deployer',
      owner: 'acme',
      ownerKind: 'organisation',
      permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
      installations: 3,
    });
    assert.deepEqual(api.operations, ['GET /app']);
    assert.equal(api.requests[0]?.credential.host, 'github.com');
    assert.deepEqual(
      learned.map((secret) => secret.reveal()),
      ['signed for 12345'],
    );
  });

  it('reads the App of a person, and one of which a server says less', async () => {
    assert.deepEqual(await prove(okAnswer({ slug: 'own', owner: { login: 'mona', type: 'User' } })).proved, {
      slug: 'own',
      owner: 'mona',
      ownerKind: 'user',
      permissions: {},
      installations: undefined,
    });
  });

  it('G13 says for a wrong id and for a wrong key that the two do not belong together', async () => {
    for (const refusal of [
      refusedAnswer(401, 'A JSON web token could not be decoded'),
      refusedAnswer(401, 'Bad credentials'),
      refusedAnswer(404, 'Integration not found'),
      refusedAnswer(404, 'Not Found'),
    ]) {
      const { proved, api } = prove(refusal);
      assert.equal((await failureOf(proved)).problem.kind, 'appKey');
      assert.equal(api.requests.length, 1);
    }
  });

  it('takes nobody else’s word: an answer of another shape, a limit, and no answer at all prove nothing', async () => {
    assert.equal(
      (await failureOf(prove(okAnswer({ login: 'portal' })).proved)).problem.kind,
      'unexpectedShape',
    );
    assert.equal(
      (await failureOf(prove(okAnswer({ ...answer, slug: '../../settings' })).proved)).problem.kind,
      'unexpectedShape',
    );
    assert.equal((await failureOf(prove(refusedAnswer(500, 'oops')).proved)).problem.kind, 'serverError');
    assert.equal(
      (await failureOf(prove(noAnswer({ kind: 'offline', code: 'ENOTFOUND' })).proved)).problem.kind,
      'offline',
    );
    assert.ok(Failure.is(await failureOf(prove(refusedAnswer(403, 'API rate limit exceeded')).proved)));
  });

  it('G12 signs nothing for a time of the server’s that is days away: it could be kept and used then', async () => {
    const told = "'Expiration time' claim ('exp') must be a numeric value representing the future time";
    const at = async (ms: number) => {
      const date = new Date(answeredAt + ms).toUTCString();
      const { api, proved } = prove(refusedAnswer(401, told, { date }), okAnswer(answer));
      const kind = await proved.then(
        () => 'proved',
        () => 'refused',
      );
      return `${kind} ${api.operations.length}`;
    };
    assert.deepEqual(
      await Promise.all([14 * hourMs, -14 * hourMs, 3 * dayMs, 365 * dayMs, -365 * dayMs].map(at)),
      ['proved 2', 'proved 2', 'refused 1', 'refused 1', 'refused 1'],
    );
  });
});
