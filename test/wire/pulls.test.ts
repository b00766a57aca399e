import assert from 'node:assert/strict';
import { createDraftPullRequest, type NewPullRequest } from '../../src/pulls/createDraftPullRequest.ts';
import { findOpenPullRequest } from '../../src/pulls/openPullRequest.ts';
import { readTarget } from '../../src/pulls/readTarget.ts';
import { writeCommits } from '../sandbox/git/gitObjects.ts';
import type { NewRepository } from '../sandbox/newThings.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { problemOf } from './apiStage.ts';
import { PullsStage } from './pullsStage.ts';

const hosts = ['github.com', 'acme.ghe.com', 'github.corp.example'] as const;

describe('draft pull requests on a real GitHub', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);

  let sandbox: Sandbox;
  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
    sandbox = stage.sandbox;
  });
  afterEach(() => sandbox.faults.clear());
  after(() => stage.close());

  async function arrange(facts: NewRepository = {}) {
    const { repository, credential, wanted, writes } = await stage.scene(facts);
    const create = (change: Partial<NewPullRequest> = {}, timeoutMs?: number) =>
      createDraftPullRequest(stage.slow(timeoutMs), credential, { ...wanted, ...change });
    const posts = () => writes().filter((line) => line.startsWith('POST ')).length;
    return { repository, credential, wanted, create, posts };
  }

  for (const host of hosts) {
    it(`G17 on ${host} a draft is opened once, and shown the second time`, async () => {
      const { repository, create, posts, credential, wanted } = await arrange({ host });
      const first = await create();
      const second = await create();
      const [made] = sandbox.registry.pulls(repository.id);
      assert.deepEqual(
        [first.kind, second, made?.draft, made?.body, posts()],
        ['created', { kind: 'existing', pull: first.pull }, true, 'Because.', 1],
      );
      assert.equal(first.pull.url, `https://${host}/acme/${repository.name}/pull/${made?.number}`);
      assert.deepEqual(await findOpenPullRequest(stage.api, credential, wanted), first.pull);
    });
  }

  it('G17 where drafts are not supported nothing is made until the person chooses', async () => {
    const { repository, create } = await arrange({ draftsSupported: false });
    assert.deepEqual(await problemOf(create()), { kind: 'draftUnsupported' });
    assert.equal(sandbox.registry.pulls(repository.id).length, 0);
    const chosen = await create({ draft: false });
    assert.deepEqual([chosen.kind, chosen.pull.draft], ['created', false]);
  });

  it('G17 no commits, a branch that is not there and a missing permission are told apart', async () => {
    const { create, repository, wanted } = await arrange();
    await writeCommits(repository.gitDir, [
      { branch: 'release', from: 'topic', message: 'Tag', date: new Date(2000), files: { c: '3' } },
    ]);
    assert.deepEqual(
      [
        await problemOf(create({ base: 'release' })),
        await problemOf(create({ branch: 'not-pushed' })),
        await problemOf(create({ base: 'nowhere' })),
      ],
      [
        { kind: 'noCommits', base: 'release', head: 'topic' },
        { kind: 'headInvalid', head: 'not-pushed' },
        { kind: 'baseInvalid', base: 'nowhere' },
      ],
    );
    const reader = sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { pull_requests: 'read' },
      expiresInDays: 9,
    });
    const problem = await problemOf(createDraftPullRequest(stage.api, stage.credential(reader), wanted));
    assert.deepEqual(problem, {
      kind: 'missingPermission',
      accepted: [{ pull_requests: 'write' }],
      scopes: [],
    });
  });

  it('a connection cut after GitHub acted leaves one pull request, and it is found', async () => {
    const { repository, create, posts } = await arrange();
    sandbox.faults.add({ method: 'POST', fault: { kind: 'cut', afterBytes: 30 } });
    const outcome = await create();
    assert.deepEqual(
      [outcome.kind, outcome.pull.number, posts(), sandbox.registry.pulls(repository.id).length],
      ['createdUnseen', sandbox.registry.pulls(repository.id)[0]?.number, 1, 1],
    );
  });

  it('an outage and a hang before GitHub acted leave none, and are not repeated', async () => {
    const { repository, create, posts } = await arrange();
    const off = sandbox.faults.add({ method: 'POST', fault: { kind: 'status', status: 502 } });
    assert.deepEqual(await problemOf(create()), {
      kind: 'notCreated',
      cause: { kind: 'serverError', status: 502, until: undefined },
    });
    off();
    sandbox.faults.add({ method: 'POST', fault: { kind: 'hang' } });
    assert.deepEqual(await problemOf(create({}, 1000)), { kind: 'notCreated', cause: { kind: 'timeout' } });
    assert.deepEqual([posts(), sandbox.registry.pulls(repository.id).length], [2, 0]);
  });

  it('a renamed repository is addressed by its present name, an archived one takes nothing', async () => {
    const { repository, credential, create } = await arrange();
    sandbox.registry.changeRepository(repository.id, { name: `${repository.name}-now` });
    const target = await readTarget(stage.api, credential, `acme/${repository.name}`);
    assert.deepEqual(target, {
      repository: `acme/${repository.name}-now`,
      owner: 'acme',
      defaultBranch: 'main',
    });
    assert.equal((await create({ repository: target.repository })).kind, 'created');
    sandbox.registry.changeRepository(repository.id, { archived: true });
    assert.deepEqual(await problemOf(readTarget(stage.api, credential, target.repository)), {
      kind: 'archived',
      repository: target.repository,
    });
  });

  it('nothing the sandbox said was outside of what GitHub describes', () => {
    assert.deepEqual(sandbox.violations, []);
  });
});
