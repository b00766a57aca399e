import assert from 'node:assert/strict';
import { createDraftPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { type ApiStage, apiStage } from './apiStage.ts';
import { appStage } from './appStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('a GitHub App against the sandbox', function () {
  this.timeout(60_000);
  let push: PushStage;
  let api: ApiStage;

  before(async () => {
    push = await startPushStage();
    api = apiStage(push.sandbox);
  });
  beforeEach(() => {
    push.sandbox.faults.clear();
    push.sandbox.registry.apps.lagMs = 0;
    push.sandbox.registry.apps.opaqueTokens = false;
    push.sandbox.registry.unlockLogins();
  });
  after(async () => {
    await api.close();
    await push.close();
  });

  const minted = () => push.sandbox.registry.tokens().filter(({ kind }) => kind.startsWith('installation'));

  for (const opaque of [false, true]) {
    it(`S0-14 S2-12 pushes and opens a draft with tokens of one repository and one action each (${opaque ? 'opaque' : 'stateless'})`, async () => {
      push.sandbox.registry.apps.opaqueTokens = opaque;
      const stage = appStage(push.sandbox, api);
      const branch = `by-app-${opaque}`;
      const tree = await push.tree(branch);
      const entry = await stage.offered();
      const secret = await stage.credentials.secretOf(entry, 'push');
      assert.equal((await push.push(tree, { secret })).kind, 'pushed');
      const token = await stage.credentials.secretOf(entry, 'open-draft-pr');
      const outcome = await createDraftPullRequest(
        stage.api,
        { host: entry.host, token },
        {
          repository: 'acme/app',
          headOwner: 'acme',
          branch,
          base: 'main',
          title: 'By the app',
          body: '',
          draft: true,
        },
      );
      assert.ok(outcome.kind === 'created', outcome.kind);
      assert.deepEqual([outcome.pull.draft, outcome.pull.author], [true, `${stage.app.slug}[bot]`]);
      const two = minted().slice(-2);
      assert.deepEqual(
        two.map(({ permissions, repositories }) => ({ permissions, repositories })),
        [
          { permissions: { metadata: 'read', contents: 'write' }, repositories: ['acme/app'] },
          {
            permissions: { metadata: 'read', pull_requests: 'write', contents: 'read' },
            repositories: ['acme/app'],
          },
        ],
      );
      assert.equal(two[0]?.value.split('.').length, opaque ? 1 : 3);
      assert.deepEqual(stage.noted, ['minted', 'minted']);
      await stage.credentials.over(entry);
      assert.deepEqual(
        minted()
          .slice(-2)
          .map(({ ended }) => ended),
        ['revoked', 'revoked'],
      );
    });
  }

  it('waits out the seconds in which no server knows a new token, before git is called', async () => {
    const { apps } = push.sandbox.registry;
    const stage = appStage(push.sandbox, api);
    const entry = await stage.offered();
    // Each pause is one in which GitHub's servers come to know it.
    apps.lagMs = 60_000;
    stage.onPause = () => {
      if (stage.pauses.length === 2) apps.lagMs = 0;
    };
    const secret = await stage.credentials.secretOf(entry, 'push');
    assert.deepEqual(stage.pauses, [1000, 2000]);
    const tree = await push.tree('after-lag');
    assert.equal((await push.push(tree, { secret })).kind, 'pushed');
  });
});
