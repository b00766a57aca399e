import assert from 'node:assert/strict';
import type { ApiRequest, CancelSignal } from '../../../src/github/apiAnswer.ts';
import { writesInTurn } from '../../../src/node/writesInTurn.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { okAnswer } from '../../fakes/scriptedGitHubApi.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const credential = { host: githubCom.name, token: makeSecret('classic-pat', 'turns') };
const write = (signal?: CancelSignal): ApiRequest => ({
  credential,
  operation: 'POST /repos/{owner}/{repo}/pulls',
  signal,
});
const read: ApiRequest = { credential, operation: 'GET /user' };

/** An API whose requests end when told. */
function held() {
  const begun: { readonly operation: string; readonly end: (failure?: Failure) => void }[] = [];
  const api = writesInTurn({
    request: ({ operation }) =>
      new Promise((resolve, reject) => {
        const end = (failure?: Failure) => (failure ? reject(failure) : resolve(okAnswer({})));
        begun.push({ operation, end });
      }),
  });
  return { api, begun };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('writes to GitHub', () => {
  it('S2-38 wait for the one before, also when that failed; reading waits for nobody', async () => {
    const { api, begun } = held();
    const first = api.request(write()).catch((error: Failure) => error.problem.kind);
    const second = api.request(write());
    const third = api.request(read);
    await settled();
    assert.deepEqual(
      begun.map(({ operation }) => operation),
      [read.operation, write().operation],
    );
    begun[1]?.end(new Failure({ kind: 'timeout' }));
    begun[0]?.end();
    await settled();
    assert.equal(begun.length, 3);
    begun[2]?.end();
    assert.deepEqual([await first, (await second).kind, (await third).kind], ['timeout', 'ok', 'ok']);
  });

  it('are not sent any more when the person left while they waited', async () => {
    const { api, begun } = held();
    const controller = new AbortController();
    const first = api.request(write());
    const second = api.request(write(controller.signal)).catch((error: Failure) => error.problem.kind);
    await settled();
    controller.abort();
    begun[0]?.end();
    await first;
    assert.deepEqual([await second, begun.length], ['cancelled', 1]);
  });
});
