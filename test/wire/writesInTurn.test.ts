import assert from 'node:assert/strict';
import type { ApiRequest } from '../../src/github/apiAnswer.ts';
import { operations } from '../../src/github/apiAnswer.ts';
import { createGitHubApi } from '../../src/node/githubApi.ts';
import { sandboxClient } from '../sandbox/client.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage, problemOf } from './apiStage.ts';

describe('writing to GitHub', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let stage: ApiStage;
  before(async () => {
    sandbox = await startSandbox({ validate: false });
    stage = apiStage(sandbox);
  });
  after(async () => {
    await stage.close();
    await sandbox.close();
  });
  afterEach(() => sandbox.faults.clear());

  const post = (title: string): ApiRequest => {
    const token = sandbox.registry.mint({ kind: 'classic', login: 'mona', scopes: ['repo'] });
    return {
      credential: stage.credential(token),
      operation: 'POST /repos/{owner}/{repo}/pulls',
      parameters: { owner: 'acme', repo: 'app', title, head: 'nowhere', base: 'main', draft: true },
    };
  };
  const posts = () => sandbox.log.filter(({ method }) => method === 'POST').length;

  it('S2-38 goes one request at a time, each once, also when several are wanted at once', async () => {
    const client = sandboxClient(sandbox);
    let inFlight = 0;
    let most = 0;
    const api = createGitHubApi({
      fetch: async (url, init) => {
        inFlight++;
        most = Math.max(most, inFlight);
        return client.fetch(url, init).finally(() => {
          inFlight--;
        });
      },
      userAgent: 'token-warden/test',
      clock: { now: () => Date.now() },
      random: () => 0,
      log: () => undefined,
      clean: (text) => text,
    });
    sandbox.faults.add({ method: 'POST', fault: { kind: 'latency', ms: 4000 } });
    const before = posts();
    const answers = await Promise.all([api.request(post('one')), api.request(post('two'))]);
    await client.close();
    assert.deepEqual([answers.map(({ status }) => status), most, posts() - before], [[422, 422], 1, 2]);
  });

  it('begins them a second apart, and what notifies people three', async () => {
    const client = sandboxClient(sandbox);
    const before = performance.now();
    const begun: number[] = [];
    const api = createGitHubApi({
      fetch: (url, init) => {
        begun.push(performance.now() - before);
        return client.fetch(url, init);
      },
      userAgent: 'token-warden/test',
      clock: { now: () => Date.now() },
      random: () => 0,
      log: () => undefined,
      clean: (text) => text,
    });
    const opening = post('three');
    const parameters = { owner: 'acme', repo: 'app', issue_number: 1, labels: ['bug'] };
    const operation = 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels';
    const labelling: ApiRequest = { credential: opening.credential, operation, parameters };
    for (const request of [labelling, labelling, opening, opening]) await api.request(request);
    await client.close();
    const [, second = 0, third = 0, fourth = 0] = begun;
    // From the very beginning: a busy machine begins late, never early.
    assert.deepEqual([second > 990, third > 1990, fourth > 4990], [true, true, true], begun.join());
  });

  it('S2-38 G05 each window asks once after a limit, then stays silent; none asks how much is left', async () => {
    sandbox.faults.add({
      method: 'POST',
      fault: {
        kind: 'status',
        status: 403,
        retryAfter: '3600',
        body: 'You have exceeded a secondary rate limit.',
      },
    });
    const request = post('limited');
    const before = posts();
    for (const window of [stage.another(), stage.another()]) {
      assert.equal((await window.request(request)).status, 403);
      for (let again = 0; again < 3; again++) {
        assert.equal((await problemOf(window.request(request))).kind, 'secondaryRateLimit');
        const reading = { credential: request.credential, operation: 'GET /user' } as const;
        assert.equal((await problemOf(window.request(reading))).kind, 'secondaryRateLimit');
      }
    }
    assert.equal(posts() - before, 2);
    assert.deepEqual(
      sandbox.log.filter(({ path }) => path.startsWith('/rate_limit')),
      [],
    );
    assert.deepEqual(
      operations.filter((operation) => operation.includes('rate_limit')),
      [],
    );
  });
});
