import assert from 'node:assert/strict';
import { createDraftPullRequest, type NewPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { findOpenPullRequest } from '../../src/pulls/openPullRequest.ts';
import { readTarget } from '../../src/pulls/readTarget.ts';
import { updatePullRequest } from '../../src/pulls/updatePullRequest.ts';
import { Secret } from '../../src/shared/secret.ts';
import { githubCom } from '../../src/tokens/host.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type EmulateStage, startEmulateStage } from './emulateStage.ts';

const repository = 'acme/app';

/** What it does not play (refusals of commits and reviewers, assignees of a pull request, GraphQL) is not asked of it. */
describe('the pull request against an emulator of GitHub that somebody else wrote', function () {
  this.timeout(60_000);
  let stage: EmulateStage;
  const token = makeToken('classic-pat');
  const credential = { host: githubCom.name, token: new Secret(token) };

  before(async () => {
    stage = await startEmulateStage({
      tokens: { [token]: { login: 'mona', scopes: ['repo'] } },
      github: {
        users: [{ login: 'mona' }, { login: 'hubot' }],
        orgs: [{ login: 'acme', members: [{ login: 'mona', role: 'admin' }, { login: 'hubot' }] }],
        repos: [{ owner: 'acme', name: 'app', auto_init: true }],
      },
    });
  });
  after(() => stage?.close());

  it('is opened as a draft with labels and reviewers, found again, and updated', async () => {
    const { api, seen } = stage;
    const target = await readTarget(api, credential, repository);
    const wanted: NewPullRequest = {
      repository: target.repository,
      headOwner: target.owner,
      branch: 'topic',
      base: target.defaultBranch,
      title: 'More of it',
      body: 'Because.',
      draft: true,
      labels: ['bug', 'made here'],
      reviewers: ['hubot', 'mona'],
    };
    const outcome = await createDraftPullRequest(api, credential, wanted);
    assert.ok(outcome.kind === 'created', outcome.kind);
    assert.deepEqual(
      [outcome.undone, outcome.pull.draft, outcome.pull.author, outcome.pull.url],
      [[], true, 'mona', `https://github.com/acme/app/pull/${outcome.pull.number}`],
    );
    const found = await findOpenPullRequest(api, credential, wanted);
    assert.deepEqual(
      [found?.number, found?.title, found?.body, found?.base, found?.labels, found?.reviewers],
      [outcome.pull.number, 'More of it', 'Because.', target.defaultBranch, ['bug', 'made here'], ['hubot']],
    );
    assert.equal((await createDraftPullRequest(api, credential, wanted)).kind, 'existing');
    assert.equal(seen.filter((line) => line === 'POST /repos/acme/app/pulls').length, 1);
    assert.ok(found);
    const change = { title: 'Better', labels: ['bug'] };
    const updated = await updatePullRequest(api, credential, { seen: found, wanted: change });
    const after = await findOpenPullRequest(api, credential, wanted);
    assert.deepEqual(
      [updated.kind, updated.undone, after?.title, after?.labels],
      ['updated', [], 'Better', ['bug']],
    );
  });
});
