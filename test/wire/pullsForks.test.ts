import assert from 'node:assert/strict';
import { findOpenPullRequest } from '../../src/pulls/openPullRequest.ts';
import { readTarget } from '../../src/pulls/readTarget.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { problemOf } from './apiStage.ts';
import { addBranch, PullsStage } from './pullsStage.ts';

const classic: Partial<NewToken> = { kind: 'classic', login: 'mona', scopes: ['public_repo'] };

describe('a pull request from a fork', function () {
  this.timeout(60_000);
  let stage: PullsStage;
  before(async () => {
    stage = await PullsStage.open();
  });
  after(() => stage.close());

  /** A public repository of acme, and mona's fork of it with a branch of the same name. */
  async function forked(as: Partial<NewToken> = classic) {
    const scene = await stage.scene({ private: false, collaborators: {} }, as);
    const fork = await addFork(scene.repository, 'mona');
    const name = `mona/${scene.repository.name}`;
    const wanted = { ...scene.wanted, headOwner: 'mona', headRepository: name, branch: 'mine' };
    return {
      ...scene,
      fork,
      name,
      wanted,
      create: (change: object = {}) => scene.create({ ...wanted, ...change }),
    };
  }

  async function addFork(of: { readonly id: number; readonly name: string }, owner: string, name = of.name) {
    const fork = await stage.sandbox.registry.addRepository(`${owner}/${name}`, {
      forkOf: of.id,
      commits: [{ branch: 'main', message: 'First', date: new Date(0), files: { a: '1' } }],
    });
    await addBranch(fork, 'mine');
    return fork;
  }

  it('the repository it was forked from is known, and the original has none', async () => {
    const { credential, name, repository } = await forked();
    const original = `acme/${repository.name}`;
    assert.equal((await readTarget(stage.api, credential, name)).parent, original);
    assert.equal('parent' in (await readTarget(stage.api, credential, original)), false);
  });

  it('goes into the original with the owner before the branch, and is found there and nowhere else', async () => {
    const { create, pulls, credential, wanted, fork, writes } = await forked();
    const outcome = await create({ maintainerCanModify: true });
    const [made] = pulls();
    assert.deepEqual(
      [outcome.kind, made?.head, made?.headRepositoryId, made?.maintainerCanModify, writes()],
      ['created', 'mine', fork.id, true, ['POST /pulls']],
    );
    assert.equal((await create()).kind, 'existing');
    assert.equal((await findOpenPullRequest(stage.api, credential, wanted))?.number, 1);
    const here = { repository: wanted.headRepository, headOwner: 'mona', branch: 'mine' };
    assert.equal(await findOpenPullRequest(stage.api, credential, here), undefined);
  });

  it('a branch of the same name in the original or in another fork is not taken for it', async () => {
    const { create, credential, wanted, repository, pulls } = await forked();
    await create();
    await addBranch(repository, 'mine');
    const original = { repository: wanted.repository, headOwner: 'acme', branch: 'mine' };
    assert.equal(await findOpenPullRequest(stage.api, credential, original), undefined);
    const second = { ...wanted, headRepository: 'mona/second-fork' };
    assert.equal(await findOpenPullRequest(stage.api, credential, second), undefined);
    assert.equal(pulls().length, 1);
  });

  it('a branch may have the name of the base', async () => {
    const { create, fork, pulls } = await forked();
    await addBranch(fork, 'main');
    assert.equal((await create({ branch: 'main' })).kind, 'created');
    assert.deepEqual([pulls()[0]?.head, pulls()[0]?.base], ['main', 'main']);
  });

  it('a fork with the same owner is named by its repository', async () => {
    const scene = await stage.scene();
    const fork = await addFork(scene.repository, 'acme', `${scene.repository.name}-fork`);
    const headRepository = `acme/${fork.name}`;
    const outcome = await scene.create({ branch: 'mine', headRepository });
    assert.deepEqual([outcome.kind, scene.pulls()[0]?.headRepositoryId], ['created', fork.id]);
  });

  it('edits by maintainers are asked for from a fork only, and a refusal of them has its own cause', async () => {
    const scene = await stage.scene();
    assert.equal((await scene.create({ maintainerCanModify: true })).kind, 'created');
    const { repository, create } = await forked();
    await addFork(repository, 'hubot');
    const theirs = { headOwner: 'hubot', headRepository: `hubot/${repository.name}` };
    assert.deepEqual(await problemOf(create({ ...theirs, maintainerCanModify: true })), {
      kind: 'maintainerEditsRefused',
    });
  });

  it('an outsider whose fine-grained token stops at the fork gets the form of GitHub, filled in', async () => {
    const { create, pulls, repository, writes } = await forked({ login: 'mona', owner: 'mona' });
    const problem = await problemOf(
      create({ title: 'Räume & mehr', body: 'Why?\n\nSo.', labels: ['bug', 'help wanted'] }),
    );
    assert.deepEqual(problem, {
      kind: 'outsider',
      repository: `acme/${repository.name}`,
      page:
        `https://github.com/acme/${repository.name}/compare/main...mona:mine?expand=1` +
        '&title=R%C3%A4ume%20%26%20mehr&labels=bug%2Chelp%20wanted&body=Why%3F%0A%0ASo.',
      leftOut: [],
    });
    assert.deepEqual([pulls(), writes()], [[], ['POST /pulls']]);
  });

  it('also when the original is hidden from the token; a dead token stays a dead token', async () => {
    const { create, repository, token } = await forked({ login: 'mona', owner: 'mona' });
    stage.sandbox.registry.changeRepository(repository.id, { private: true });
    assert.equal((await problemOf(create())).kind, 'outsider');
    stage.sandbox.registry.revoke(token.id);
    assert.equal((await problemOf(create())).kind, 'badCredentials');
  });

  it('in one’s own repository a missing permission is no matter of the outside', async () => {
    const scene = await stage.scene({}, { permissions: { pull_requests: 'read' } });
    assert.equal((await problemOf(scene.create())).kind, 'missingPermission');
  });

  it('a body that makes the address too long is left out, and a token never gets into it', async () => {
    const { create } = await forked({ login: 'mona', owner: 'mona' });
    const long = (await problemOf(create({ body: 'ü'.repeat(3000), title: 'T' }))) as {
      readonly page?: string;
      readonly leftOut?: unknown;
    };
    assert.deepEqual([long.leftOut, long.page?.endsWith('&title=T')], [['body'], true]);
    const secret = makeToken('classic-pat');
    const held = JSON.stringify(await problemOf(create({ body: `see ${secret}`, title: secret })));
    assert.equal(held.includes(secret), false);
    assert.match(held, /"leftOut":\["title","body"\]/);
  });

  it('nothing the sandbox said was outside of what GitHub describes', () => {
    assert.deepEqual(stage.sandbox.violations, []);
  });
});
