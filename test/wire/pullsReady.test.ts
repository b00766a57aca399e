import assert from 'node:assert/strict';
import { readPullRequest } from '../../src/pulls/openPullRequest.ts';
import { setDraftState } from '../../src/pulls/setDraftState.ts';
import { problemOf } from './apiStage.ts';
import { PullsStage } from './pullsStage.ts';

const hosts = ['github.com', 'acme.ghe.com', 'github.corp.example'] as const;

describe('a draft made ready for review', function () {
  // Silence is waited for, on a busy machine.
  this.timeout(60_000);

  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
  });
  afterEach(() => stage.sandbox.faults.clear());
  after(() => stage.close());

  async function opened(...facts: Parameters<PullsStage['scene']>) {
    const scene = await stage.scene(...facts);
    await scene.create();
    scene.forget();
    const seen = { repository: scene.wanted.repository, number: 1 };
    const set = (draft: boolean, timeoutMs?: number) =>
      setDraftState(stage.slow(timeoutMs), scene.credential, seen, draft);
    const isDraft = () => scene.pulls()[0]?.draft;
    return { ...scene, set, isDraft, seen };
  }

  for (const host of hosts) {
    it(`on ${host} by one mutation each way, and by none when it is so already`, async () => {
      const { set, isDraft, writes } = await opened({ host });
      const ready = await set(false);
      assert.deepEqual([ready.draft, isDraft()], [false, false]);
      assert.equal((await set(false)).draft, false);
      assert.equal(writes().length, 1);
      assert.deepEqual([(await set(true)).draft, isDraft()], [true, true]);
      const path = host === 'github.corp.example' ? '/api/graphql' : '/graphql';
      assert.deepEqual(writes(), [`POST ${path}`, `POST ${path}`]);
    });
  }

  it('a token that may only read is told the permission that would do, also a classic one', async () => {
    const { seen, isDraft } = await opened({ private: false });
    const { registry } = stage.sandbox;
    const reader = registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { pull_requests: 'read' },
      expiresInDays: 9,
    });
    const classic = registry.mint({ kind: 'classic', login: 'mona', scopes: ['gist'] });
    for (const token of [reader, classic]) {
      const problem = await problemOf(setDraftState(stage.api, stage.credential(token), seen, false));
      assert.deepEqual(problem, {
        kind: 'missingPermission',
        accepted: [{ pull_requests: 'write' }],
        scopes: ['repo'],
      });
    }
    assert.equal(isDraft(), true);
  });

  it('a plan without drafts takes none back', async () => {
    const { set, repository } = await opened();
    await set(false);
    stage.sandbox.registry.changeRepository(repository.id, { draftsSupported: false });
    assert.deepEqual(await problemOf(set(true)), { kind: 'draftUnsupported' });
  });

  it('one that was closed meanwhile is not touched', async () => {
    const { set, pulls, writes } = await opened();
    stage.sandbox.registry.changePull(pulls()[0]?.id ?? 0, { state: 'closed' });
    assert.deepEqual(await problemOf(set(false)), { kind: 'closedMeanwhile', number: 1, merged: false });
    assert.deepEqual(writes(), []);
  });

  it('a mutation is sent once: cut, hung or failed inside GitHub, it is looked up and never repeated', async () => {
    const trouble =
      '{"data":null,"errors":[{"message":"Something went wrong while executing your query. Please include `ABCD` when reporting this issue."}]}';
    const faults = [
      { fault: { kind: 'cut', afterBytes: 10 }, after: 'ready' },
      { fault: { kind: 'status', status: 200, body: trouble }, after: 'serverError' },
      { fault: { kind: 'status', status: 502 }, after: 'serverError' },
      { fault: { kind: 'hang' }, after: 'timeout' },
    ] as const;
    for (const { fault, after } of faults) {
      const { set, isDraft, writes } = await opened();
      stage.sandbox.faults.add({ method: 'POST', path: /graphql/, fault });
      const outcome = await set(false, after === 'timeout' ? 1500 : undefined).then(
        () => 'ready',
        (error) => error.problem,
      );
      if (after === 'ready') assert.deepEqual([outcome, isDraft()], ['ready', false]);
      else assert.deepEqual([outcome.kind, outcome.cause.kind, isDraft()], ['notUpdated', after, true]);
      assert.equal(writes().length, 1, after);
      stage.sandbox.faults.clear();
    }
  });

  it('the limit of GraphQL is told as a limit, and REST goes on', async () => {
    const { credential, seen, writes } = await opened();
    const limited =
      '{"errors":[{"type":"RATE_LIMITED","message":"API rate limit already exceeded for user ID 1."}]}';
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '4102444800',
      'x-ratelimit-resource': 'graphql',
    };
    stage.sandbox.faults.add({
      path: /graphql/,
      fault: {
        kind: 'status',
        status: 200,
        body: limited,
        headers: { ...headers, 'content-type': 'application/json' },
      },
    });
    const api = stage.oneClient();
    assert.equal((await problemOf(setDraftState(api, credential, seen, false))).kind, 'rateLimited');
    assert.equal((await readPullRequest(api, credential, seen)).draft, true);
    assert.equal(writes().length, 1);
  });

  it('B05 B07 a redirect of GraphQL is not followed, and a token goes to no other path beside REST', async () => {
    const { set, isDraft, writes } = await opened({ host: 'github.corp.example' });
    stage.sandbox.faults.add({
      path: /graphql/,
      fault: { kind: 'redirect', status: 307, to: 'https://github.corp.example/api/v3/repos/acme/app' },
    });
    assert.deepEqual(await problemOf(set(false)), { kind: 'redirectRefused' });
    assert.deepEqual([isDraft(), writes()], [true, ['POST /api/graphql']]);
  });
});
