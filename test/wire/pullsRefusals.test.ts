import assert from 'node:assert/strict';
import type { GitHubApi } from '../../src/github/apiAnswer.ts';
import { createDraftPullRequest, type NewPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import type { PullProblem } from '../../src/pulls/problems.ts';
import { writeCommits } from '../sandbox/git/gitObjects.ts';
import type { NewRepository } from '../sandbox/newThings.ts';
import { problemOf } from './apiStage.ts';
import { addBranch, PullsStage } from './pullsStage.ts';

interface Case {
  readonly facts?: NewRepository;
  readonly change: Partial<NewPullRequest>;
  readonly problem: PullProblem;
}

const head = 'topic';

/** Every 422 that opening a pull request can meet, as the sandbox says it in GitHub's words. */
const cases: Readonly<Record<string, Case>> = {
  'drafts on a plan without them': {
    facts: { draftsSupported: false },
    change: {},
    problem: { kind: 'draftUnsupported' },
  },
  'nothing new': { change: { base: 'same' }, problem: { kind: 'noCommits', base: 'same', head } },
  'a branch that is not there': {
    change: { branch: 'not-pushed' },
    problem: { kind: 'headInvalid', head: 'not-pushed' },
  },
  'a branch of somebody who has no fork': {
    change: { headOwner: 'hubot' },
    problem: { kind: 'headInvalid', head: 'hubot:topic' },
  },
  'a base that is not there': {
    change: { base: 'nowhere' },
    problem: { kind: 'baseInvalid', base: 'nowhere' },
  },
  'no history in common': {
    change: { branch: 'orphan' },
    problem: { kind: 'noCommonHistory', base: 'main', head: 'orphan' },
  },
  'a title that is too long': {
    change: { title: 'x'.repeat(257) },
    problem: { kind: 'tooLong', field: 'title', most: 256 },
  },
  'a body that is too long': {
    change: { body: 'x'.repeat(65_537) },
    problem: { kind: 'tooLong', field: 'body', most: 65_536 },
  },
  'a title of spaces': {
    change: { title: '  ' },
    problem: {
      kind: 'refused',
      errors: [{ resource: 'PullRequest', field: 'title', code: 'missing_field', message: '' }],
    },
  },
};

describe('a pull request that GitHub refuses', function () {
  this.timeout(60_000);
  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
  });
  afterEach(() => stage.sandbox.faults.clear());
  after(() => stage.close());

  for (const [name, { facts, change, problem }] of Object.entries(cases)) {
    it(`G17 ${name}: its own cause, one request, nothing made`, async () => {
      const scene = await stage.scene(facts);
      await addBranch(scene.repository, 'same', 'topic');
      const date = new Date(5000);
      await writeCommits(scene.repository.gitDir, [
        { branch: 'orphan', from: 'nothing', message: 'Alone', date, files: { z: '1' } },
      ]);
      assert.deepEqual(await problemOf(scene.create({ ...change, labels: ['bug'] })), problem);
      assert.deepEqual([scene.pulls(), scene.writes()], [[], ['POST /pulls']]);
    });
  }

  it('G17 X-09 one that someone opened between looking and sending is shown, and no second made', async () => {
    const scene = await stage.scene();
    const { registry } = stage.sandbox;
    const inBetween: GitHubApi = {
      request: (request) => {
        if (request.operation === 'POST /repos/{owner}/{repo}/pulls') {
          registry.addPull({
            repositoryId: scene.repository.id,
            title: 'Theirs',
            body: null,
            state: 'open',
            draft: false,
            head: 'topic',
            base: 'main',
            author: 'hubot',
            labels: [],
            reviewers: [],
          });
        }
        return stage.api.request(request);
      },
    };
    const wanted = { ...scene.wanted, labels: ['bug'] };
    const outcome = await createDraftPullRequest(inBetween, scene.credential, wanted);
    assert.deepEqual(
      [outcome.kind, outcome.pull.title, outcome.pull.author],
      ['existing', 'Theirs', 'hubot'],
    );
    assert.deepEqual([scene.pulls().length, scene.pulls()[0]?.labels], [1, []]);
  });

  it('G17 one that GitHub says exists and does not show is said as that', async () => {
    const scene = await stage.scene();
    const error = {
      resource: 'PullRequest',
      code: 'custom',
      message: 'A pull request already exists for acme:topic.',
    };
    const body = JSON.stringify({ message: 'Validation Failed', errors: [error] });
    stage.sandbox.faults.add({ method: 'POST', fault: { kind: 'status', status: 422, body } });
    assert.deepEqual(await problemOf(scene.create()), { kind: 'existsUnseen', head: 'topic' });
  });

  it('nothing the sandbox said was outside of what GitHub describes', () => {
    assert.deepEqual(stage.sandbox.violations, []);
  });
});
