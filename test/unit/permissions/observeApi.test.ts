import assert from 'node:assert/strict';
import type { ApiAnswer, ApiRequest } from '../../../src/github/apiAnswer.ts';
import { observeApi } from '../../../src/permissions/observeApi.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { Issued } from '../../../src/tokens/issued.ts';
import {
  answeredAt as at,
  noAnswer,
  okAnswer,
  refusedAnswer,
  ScriptedGitHubApi,
} from '../../fakes/scriptedGitHubApi.ts';

const token = new Secret('one of ours');
const parameters = { owner: 'acme', repo: 'app' } as const;
const accepts = { 'x-accepted-github-permissions': 'pull_requests=read' };
const pulls: ApiRequest = {
  credential: { host: githubCom.name, token },
  operation: 'GET /repos/{owner}/{repo}/pulls',
  parameters,
};
const repository: ApiRequest = { ...pulls, operation: 'GET /repos/{owner}/{repo}' };
const seen = { operation: pulls.operation, repository: 'acme/app', at } as const;

function observed(
  script: readonly (ApiAnswer | Failure)[],
  issued: Issued | undefined = { id: 'e1', secretSince: 1 },
) {
  const inner = new ScriptedGitHubApi(...script);
  return { inner, ...observeApi(inner, (given) => (given === token ? issued : undefined)) };
}

describe('an API that notes what its answers show', () => {
  it('notes a success with what GitHub accepts, and whether everyone may read the repository', async () => {
    const { api, take, entries } = observed([okAnswer({ private: true }), okAnswer([], accepts)]);
    await api.request(repository);
    await api.request(pulls);
    assert.deepEqual(entries(), ['e1']);
    assert.deepEqual(take('e1'), {
      secretSince: 1,
      deadAt: undefined,
      calls: [
        { ...seen, operation: repository.operation, evidence: 'worked', open: false },
        { ...seen, evidence: 'worked', open: false, accepts: [{ pull_requests: 'read' }] },
      ],
    });
  });

  it('notes a refusal by its cause where it is about the token, and none that is about the request', async () => {
    const noted = async (answer: ApiAnswer, request = pulls) => {
      const { api, take } = observed([answer]);
      await api.request(request);
      return take('e1')?.calls.map(({ because }) => because);
    };
    const missing = 'Resource not accessible by personal access token';
    assert.deepEqual(await noted(refusedAnswer(403, missing, accepts)), ['missingPermission']);
    assert.deepEqual(await noted(refusedAnswer(403, 'x', { 'x-github-sso': 'required' })), ['ssoRequired']);
    assert.deepEqual(await noted(refusedAnswer(404, 'Not Found'), repository), ['notFoundOrHidden']);
    for (const answer of [
      refusedAnswer(404, 'Not Found', accepts),
      refusedAnswer(422, 'Validation Failed'),
      refusedAnswer(500, 'Server Error'),
      refusedAnswer(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }),
      refusedAnswer(403, 'Must have admin rights to Repository.'),
    ]) {
      assert.equal(await noted(answer), undefined, `${answer.status}`);
    }
  });

  it('notes a 401 as the end of the token, also where no repository was named', async () => {
    const { api, take } = observed([refusedAnswer(401, 'Bad credentials')]);
    await api.request({ ...pulls, operation: 'GET /user', parameters: {} });
    assert.deepEqual(take('e1'), { secretSince: 1, deadAt: at, calls: [] });
  });

  it('notes nothing of a token that is no entry’s, and nothing of a probe’s empty body', async () => {
    const { api, entries } = observed([okAnswer([]), refusedAnswer(401, 'Bad credentials'), okAnswer([])]);
    const foreign = { ...pulls.credential, token: new Secret('one of ours') };
    await api.request({ ...pulls, credential: foreign });
    await api.request({ ...pulls, credential: foreign });
    await api.request({ ...pulls, emptyBody: true });
    assert.deepEqual(entries(), []);
  });

  it('hands over once, the latest of each question, and nothing of a secret that was rotated away', async () => {
    let issued: Issued = { id: 'e1', secretSince: 1 };
    const inner = new ScriptedGitHubApi(okAnswer([]), okAnswer([], accepts), okAnswer([], accepts));
    const { api, take } = observeApi(inner, () => issued);
    await api.request(pulls);
    await api.request({ ...pulls, parameters: { owner: 'Acme', repo: 'App' } });
    assert.equal(take('e1')?.calls.length, 1);
    assert.equal(take('e1'), undefined);
    await api.request(pulls).then(() => {
      issued = { id: 'e1', secretSince: 2 };
      inner.requests.length = 0;
    });
    assert.equal(take('e1')?.secretSince, 1);
  });

  it('keeps no list that a server made endless: whole or not at all', async () => {
    const many = Array.from({ length: 20 }, (_, i) => `p${i}=read`).join('; ');
    const { api, take } = observed([okAnswer([], { 'x-accepted-github-permissions': many })]);
    await api.request(pulls);
    assert.deepEqual(take('e1')?.calls, [{ ...seen, evidence: 'worked' }]);
  });

  it('hands through every answer and every failure as it is', async () => {
    const failure = noAnswer({ kind: 'offline', code: 'ENOTFOUND' });
    const answer = refusedAnswer(401, 'Bad credentials');
    const { api, entries } = observed([answer, failure]);
    assert.equal(await api.request(pulls), answer);
    await assert.rejects(api.request(pulls), (error) => error === failure && Failure.is(error));
    assert.deepEqual(entries(), ['e1']);
  });
});
