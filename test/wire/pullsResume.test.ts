import assert from 'node:assert/strict';
import type { GitHubApi } from '../../src/github/apiAnswer.ts';
import { createDraftPullRequest, type NewPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { Failure } from '../../src/shared/failure.ts';
import type { Fault } from '../sandbox/faults.ts';
import { PullsStage } from './pullsStage.ts';

const extras = { labels: ['bug'], milestone: 2, assignees: ['hubot'], reviewers: ['hubot'], teams: ['core'] };

/** What can happen to one request. `after` is our own end: the answer came, and nobody was left to read it. */
const ends: Readonly<Record<string, Fault | 'before' | 'after'>> = {
  'the connection is cut after GitHub acted': { kind: 'cut', afterBytes: 10 },
  'GitHub is out': { kind: 'status', status: 502 },
  'the window is closed before it is sent': 'before',
  'the window is closed before the answer is read': 'after',
};

const requests = [
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/labels/{name}',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
];

describe('a pull request that was interrupted', function () {
  this.timeout(60_000);
  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
  });
  after(() => stage.close());

  /** The client, whose request number `at` meets `end`; what was asked is kept. */
  function interrupted(at: number, end: Fault | 'before' | 'after') {
    const asked: string[] = [];
    const api: GitHubApi = {
      async request(request) {
        asked.push(request.operation);
        if (asked.length !== at + 1) return stage.api.request(request);
        if (end === 'before') throw new Error('closed');
        const off = typeof end === 'object' ? stage.sandbox.faults.add({ fault: end }) : () => undefined;
        const answer = await stage.api.request(request).finally(off);
        if (end === 'after') throw new Error('closed');
        return answer;
      },
    };
    return { api, asked };
  }

  it('the list of requests below is the whole path', async () => {
    const scene = await stage.scene();
    const { api, asked } = interrupted(-1, 'before');
    await createDraftPullRequest(api, scene.credential, { ...scene.wanted, ...extras });
    assert.deepEqual(asked, requests);
  });

  for (const [name, end] of Object.entries(ends)) {
    for (const [at, operation] of requests.entries()) {
      it(`X-09 ${name}, at request ${at + 1} (${operation}): begun again, it is whole and there is one`, async () => {
        const scene = await stage.scene();
        const wanted: NewPullRequest = { ...scene.wanted, ...extras };
        await createDraftPullRequest(interrupted(at, end).api, scene.credential, wanted).catch(
          (error: unknown) => {
            assert.ok(Failure.is(error) || (error as Error).message === 'closed', String(error));
          },
        );
        const second = await createDraftPullRequest(stage.api, scene.credential, wanted);
        const { length } = scene.pulls();
        const [made] = scene.pulls();
        assert.equal(length, 1);
        assert.deepEqual(
          [made?.labels, made?.milestone, made?.assignees, made?.reviewers, made?.teams],
          [['bug'], 2, ['hubot'], ['hubot'], ['core']],
        );
        // What GitHub had done the first time is not asked for again.
        const done = stage.sandbox.log.filter(
          ({ tokenId, method, status }) => tokenId === scene.token.id && method !== 'GET' && status < 300,
        );
        assert.equal(done.length, requests.length - 2, done.map(({ path }) => path).join(' '));
        assert.equal(done.filter(({ method, path }) => method === 'POST' && /\/pulls$/.test(path)).length, 1);
        if (second.kind !== 'existing') assert.deepEqual(second.undone, []);
      });
    }
  }

  it('an open one with another title or base is not continued by itself: it may be somebody else’s', async () => {
    for (const change of [{ title: 'Another' }, { base: 'release' }]) {
      const scene = await stage.scene();
      await scene.create();
      const outcome = await scene.create({ ...change, labels: ['bug'] });
      assert.deepEqual([outcome.kind, scene.pulls()[0]?.labels], ['existing', []]);
    }
  });
});
