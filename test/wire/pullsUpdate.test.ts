import assert from 'node:assert/strict';
import type { GitHubApi } from '../../src/github/apiAnswer.ts';
import { findOpenPullRequest } from '../../src/pulls/openPullRequest.ts';
import { type PullChange, updatePullRequest } from '../../src/pulls/updatePullRequest.ts';
import { problemOf } from './apiStage.ts';
import { addBranch, PullsStage, type Scene } from './pullsStage.ts';

describe('updating a pull request instead of opening a second', function () {
  this.timeout(60_000);

  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
  });
  afterEach(() => stage.sandbox.faults.clear());
  after(() => stage.close());

  /** An open one with a label and a reviewer, as it was seen. */
  async function opened() {
    const scene = await stage.scene();
    await scene.create({ labels: ['bug'], reviewers: ['hubot'] });
    await addBranch(scene.repository, 'release', 'main');
    const seen = await findOpenPullRequest(stage.api, scene.credential, scene.wanted);
    assert.ok(seen);
    scene.forget();
    const update = (wanted: PullChange) => updatePullRequest(stage.api, scene.credential, { seen, wanted });
    return { ...scene, seen, update, change: changer(scene) };
  }

  /** Changes it behind our back. */
  function changer({ pulls }: Scene) {
    return (change: object) => stage.sandbox.registry.changePull(pulls()[0]?.id ?? 0, change);
  }

  it('S4-02 X-09 only what differs is sent, and the one pull request stays one', async () => {
    const { update, writes, pulls } = await opened();
    const outcome = await update({
      title: 'Better',
      body: 'Because.\r\n',
      base: 'release',
      labels: ['bug', 'enhancement'],
      reviewers: ['hubot', 'grace'],
    });
    assert.deepEqual(
      [outcome.kind, outcome.undone, outcome.pull.title, outcome.pull.base],
      ['updated', [], 'Better', 'release'],
    );
    assert.deepEqual(writes(), [
      'PATCH /pulls/1',
      'POST /issues/1/labels',
      'POST /pulls/1/requested_reviewers',
    ]);
    const all = pulls().map(({ title, body, base, labels, reviewers }) => ({
      title,
      body,
      base,
      labels,
      reviewers,
    }));
    assert.deepEqual(all, [
      {
        title: 'Better',
        body: 'Because.',
        base: 'release',
        labels: ['bug', 'enhancement'],
        reviewers: ['hubot', 'grace'],
      },
    ]);
  });

  it('S4-02 where nothing differs nothing is sent', async () => {
    const { update, writes } = await opened();
    const outcome = await update({ title: 'More of it', body: 'Because.', base: 'main', labels: ['BUG'] });
    assert.deepEqual([outcome.kind, writes()], ['unchanged', []]);
  });

  it('S4-02 what the person took away is removed, and what someone else added stays', async () => {
    const { update, writes, pulls, change } = await opened();
    change({ labels: ['bug', 'theirs'], reviewers: ['hubot', 'grace'] });
    const outcome = await update({ labels: [], reviewers: [] });
    assert.deepEqual([outcome.kind, outcome.undone], ['updated', []]);
    assert.deepEqual([pulls()[0]?.labels, pulls()[0]?.reviewers], [['theirs'], ['grace']]);
    assert.deepEqual(writes(), ['DELETE /issues/1/labels/bug', 'DELETE /pulls/1/requested_reviewers']);
  });

  it('a label that is gone already is no failure; a classic token without the scope is one', async () => {
    const scene = await stage.scene({ private: false });
    const { registry } = stage.sandbox;
    await scene.create({ labels: ['bug'], reviewers: ['hubot'] });
    const seen = await findOpenPullRequest(stage.api, scene.credential, scene.wanted);
    assert.ok(seen);
    const gone: GitHubApi = {
      request: (request) => {
        if (request.operation.startsWith('DELETE'))
          registry.changePull(scene.pulls()[0]?.id ?? 0, { labels: [] });
        return stage.api.request(request);
      },
    };
    const wanted = { labels: [] };
    assert.deepEqual((await updatePullRequest(gone, scene.credential, { seen, wanted })).undone, []);
    registry.changePull(scene.pulls()[0]?.id ?? 0, { labels: ['bug'] });
    const narrow = stage.credential(registry.mint({ kind: 'classic', login: 'mona', scopes: ['gist'] }));
    const { undone } = await updatePullRequest(stage.api, narrow, {
      seen,
      wanted: { labels: [], reviewers: [] },
    });
    assert.deepEqual(
      undone.map(({ what, problem }) => [what.kind, problem.kind]),
      [
        ['labels', 'notFoundOrHidden'],
        ['reviewer', 'notFoundOrHidden'],
      ],
    );
    assert.deepEqual(scene.pulls()[0]?.labels, ['bug']);
  });

  it('H14 a text that someone changed since it was read is not overwritten', async () => {
    const { update, writes, pulls, change } = await opened();
    change({ body: 'Reworded by a reviewer.' });
    assert.deepEqual(await problemOf(update({ title: 'Better', body: 'Mine.' })), {
      kind: 'changedMeanwhile',
      fields: ['body'],
    });
    assert.deepEqual(
      [pulls()[0]?.body, pulls()[0]?.title, writes()],
      ['Reworded by a reviewer.', 'More of it', []],
    );
    // The title alone is no conflict: nobody else touched it, and the body is not sent.
    await update({ title: 'Better' });
    assert.deepEqual([pulls()[0]?.body, pulls()[0]?.title], ['Reworded by a reviewer.', 'Better']);
  });

  it('one that was closed or merged in between is said, and left alone', async () => {
    const { update, writes, change } = await opened();
    change({ state: 'closed', closedAt: new Date() });
    const closed = await problemOf(update({ title: 'Better' }));
    change({ mergedAt: new Date() });
    const merged = await problemOf(update({ title: 'Better' }));
    assert.deepEqual(
      [closed, merged, writes()],
      [
        { kind: 'closedMeanwhile', number: 1, merged: false },
        { kind: 'closedMeanwhile', number: 1, merged: true },
        [],
      ],
    );
  });

  it('a base that is not there is refused before labels are touched', async () => {
    const { update, writes } = await opened();
    assert.deepEqual(await problemOf(update({ base: 'nowhere', labels: ['enhancement'] })), {
      kind: 'baseInvalid',
      base: 'nowhere',
    });
    assert.deepEqual(writes(), ['PATCH /pulls/1']);
  });

  it('after a cut connection it looks, and believes what GitHub shows', async () => {
    const cut = await opened();
    stage.sandbox.faults.add({ method: 'PATCH', times: 1, fault: { kind: 'cut', afterBytes: 30 } });
    assert.equal((await cut.update({ title: 'Better' })).kind, 'updated');
    stage.sandbox.faults.clear();
    assert.deepEqual([cut.pulls()[0]?.title, cut.writes()], ['Better', ['PATCH /pulls/1']]);

    const outage = await opened();
    stage.sandbox.faults.add({ method: 'PATCH', times: 1, fault: { kind: 'status', status: 502 } });
    assert.deepEqual(await problemOf(outage.update({ title: 'Better' })), {
      kind: 'notUpdated',
      cause: { kind: 'serverError', status: 502, until: undefined },
    });
    assert.deepEqual([outage.pulls()[0]?.title, outage.writes()], ['More of it', ['PATCH /pulls/1']]);
  });

  it('begun again after it was cut off, it does the rest and not the whole', async () => {
    const { update, writes, pulls } = await opened();
    const wanted = { title: 'Better', labels: ['bug', 'enhancement'] };
    stage.sandbox.faults.add({ method: 'POST', times: 1, fault: { kind: 'status', status: 502 } });
    const first = await update(wanted);
    assert.deepEqual(
      first.undone.map(({ what }) => what.kind),
      ['labels'],
    );
    const second = await update(wanted);
    assert.deepEqual([second.undone, pulls()[0]?.labels], [[], ['bug', 'enhancement']]);
    assert.deepEqual(writes(), ['PATCH /pulls/1', 'POST /issues/1/labels', 'POST /issues/1/labels']);
  });

  it('nothing the sandbox said was outside of what GitHub describes', () => {
    assert.deepEqual(stage.sandbox.violations, []);
  });
});
