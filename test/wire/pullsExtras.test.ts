import assert from 'node:assert/strict';
import { PullsStage } from './pullsStage.ts';

const everything = {
  labels: ['bug', 'Documentation'],
  milestone: 2,
  assignees: ['hubot'],
  reviewers: ['hubot', 'grace'],
  teams: ['core'],
};

describe('what a pull request gets after it was opened', function () {
  this.timeout(60_000);

  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
  });
  afterEach(() => stage.sandbox.faults.clear());
  after(() => stage.close());

  it('S4-03 labels, milestone, assignees, reviewers and teams are set one after the other, reviewers last', async () => {
    const scene = await stage.scene();
    const outcome = await scene.create(everything);
    const [made] = scene.pulls();
    assert.deepEqual(outcome.kind === 'created' && outcome.undone, []);
    assert.deepEqual(
      [made?.labels, made?.milestone, made?.assignees, made?.reviewers, made?.teams],
      [['bug', 'Documentation'], 2, ['hubot'], ['hubot', 'grace'], ['core']],
    );
    assert.deepEqual(scene.writes(), [
      'POST /pulls',
      'POST /issues/1/labels',
      'PATCH /issues/1',
      'POST /issues/1/assignees',
      'POST /pulls/1/requested_reviewers',
      'POST /pulls/1/requested_reviewers',
      'POST /pulls/1/requested_reviewers',
    ]);
  });

  it('S4-03 a reviewer without access is named; the pull request and the other reviewers stay', async () => {
    const scene = await stage.scene();
    const outcome = await scene.create({ reviewers: ['stranger', 'hubot'], teams: ['no-team'] });
    const undone = outcome.kind === 'created' ? outcome.undone : [];
    assert.deepEqual(
      undone.map(({ what, problem }) => [what, problem]),
      [
        [
          { kind: 'reviewer', name: 'stranger' },
          { kind: 'notCollaborator', name: 'stranger' },
        ],
        [
          { kind: 'team', name: 'no-team' },
          { kind: 'notCollaborator', name: 'no-team' },
        ],
      ],
    );
    assert.match(undone[0]?.details ?? '', /^Reviews may only be requested from collaborators\./);
    assert.deepEqual(
      scene.pulls().map(({ state, reviewers }) => [state, reviewers]),
      [['open', ['hubot']]],
    );
  });

  it('the author is not asked for a review, and nothing is asked twice', async () => {
    const scene = await stage.scene();
    const outcome = await scene.create({ reviewers: ['Mona', 'hubot', 'HUBOT'] });
    assert.deepEqual(outcome.kind === 'created' && outcome.undone, []);
    assert.deepEqual(scene.pulls()[0]?.reviewers, ['hubot']);
    assert.equal(scene.writes().length, 2);
  });

  it('a label the repository does not have is made by GitHub, and that is told', async () => {
    const scene = await stage.scene();
    const outcome = await scene.create({ labels: ['BUG', 'brand new/é'] });
    assert.deepEqual(outcome.kind === 'created' && [outcome.newLabels, outcome.undone], [
      ['brand new/é'],
      [],
    ]);
    assert.ok(
      stage.sandbox.registry
        .repositoryById('github.com', scene.repository.id)
        ?.labels.includes('brand new/é'),
    );
  });

  it('an assignee that GitHub leaves out and a milestone that is gone are told', async () => {
    const scene = await stage.scene();
    const outcome = await scene.create({ milestone: 9, assignees: ['hubot', 'stranger'] });
    assert.deepEqual(
      outcome.kind === 'created' && outcome.undone.map(({ what, problem }) => [what.kind, problem]),
      [
        [
          'milestone',
          {
            kind: 'refused',
            errors: [{ resource: 'Issue', field: 'milestone', code: 'invalid', message: '' }],
          },
        ],
        ['assignees', { kind: 'leftOut', names: ['stranger'] }],
      ],
    );
    assert.deepEqual(scene.pulls()[0]?.assignees, ['hubot']);
  });

  it('S4-03 a token that dies in between is not used again, and everything not done is listed', async () => {
    const scene = await stage.scene();
    stage.sandbox.faults.add({
      path: /\/labels$/,
      method: 'POST',
      fault: { kind: 'status', status: 401, body: '{"message":"Bad credentials"}' },
    });
    const outcome = await scene.create(everything);
    const dead = { kind: 'badCredentials' };
    assert.deepEqual(
      outcome.kind === 'created' && outcome.undone.map(({ what, problem }) => [what.kind, problem]),
      ['labels', 'milestone', 'assignees', 'reviewer', 'reviewer', 'team'].map((kind) => [kind, dead]),
    );
    assert.deepEqual(scene.writes(), ['POST /pulls', 'POST /issues/1/labels']);
    assert.equal(scene.pulls()[0]?.state, 'open');
  });

  it('S4-03 what the role of the person forbids is noted, and the next thing is tried', async () => {
    const scene = await stage.scene(
      { private: false, collaborators: { grace: 'read' } },
      { login: 'grace', kind: 'classic', scopes: ['public_repo'] },
    );
    const outcome = await scene.create({ labels: ['bug'], reviewers: ['acme'] });
    assert.deepEqual(outcome.kind === 'created' && outcome.undone.map(({ problem }) => problem), [
      { kind: 'accountLacksAccess' },
      { kind: 'accountLacksAccess' },
    ]);
    assert.equal(scene.writes().length, 3);
  });

  it('the limit for writes ends the rest, and says until when', async () => {
    const scene = await stage.scene();
    stage.sandbox.faults.add({
      path: /\/labels$/,
      method: 'POST',
      fault: {
        kind: 'status',
        status: 403,
        retryAfter: '60',
        body: '{"message":"You have exceeded a secondary rate limit"}',
      },
    });
    const outcome = await scene.create({ labels: ['bug'], reviewers: ['hubot'] });
    assert.deepEqual(outcome.kind === 'created' && outcome.undone.map(({ problem }) => problem.kind), [
      'secondaryRateLimit',
      'secondaryRateLimit',
    ]);
    assert.deepEqual(scene.writes(), ['POST /pulls', 'POST /issues/1/labels']);
  });

  it('nothing the sandbox said was outside of what GitHub describes', () => {
    assert.deepEqual(stage.sandbox.violations, []);
  });
});
