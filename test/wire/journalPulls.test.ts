import assert from 'node:assert/strict';
import { listLabelledPulls } from '../../src/github/labelledPulls.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type ApiStage, apiStage, problemOf } from './apiStage.ts';

const day = 86_400_000;

describe('the pull requests of a token’s time, at GitHub', () => {
  let sandbox: Sandbox;
  let stage: ApiStage;
  before(async () => {
    sandbox = await startSandbox();
    stage = apiStage(sandbox);
  });
  after(async () => {
    await stage.close();
    await sandbox.close();
  });

  it('S0-13 are found with a token that may do nothing but pull requests, by one request that changes nothing', async () => {
    const repository = await sandbox.registry.addRepository('acme/history', {
      private: true,
      collaborators: { mona: 'write' },
      commits: [{ branch: 'main', message: 'First', date: new Date(0), files: { a: '1' } }],
    });
    const now = sandbox.registry.now().getTime();
    const add = (
      title: string,
      age: number,
      labels: readonly string[],
      state: 'open' | 'closed' = 'open',
    ) => {
      const facts = {
        repositoryId: repository.id,
        title,
        body: null,
        draft: true,
        head: 'main',
        base: 'main',
      };
      const made = sandbox.registry.addPull({ ...facts, state, author: 'mona', labels, reviewers: [] });
      sandbox.registry.changePull(made.id, { createdAt: new Date(now - age * day) });
    };
    add('before its time', 12, ['agent:auto']);
    add('closed in it', 9, ['agent:auto'], 'closed');
    add('by a person', 8, ['bug']);
    add('in it', 7, ['bug', 'agent:auto']);
    add('after it', 2, ['agent:auto']);
    const token = sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { pull_requests: 'read' },
      expiresInDays: 9,
    });
    const query = {
      repository: 'acme/history',
      labels: ['agent:auto'],
      from: now - 10 * day,
      to: now - 5 * day,
    };
    const found = await listLabelledPulls(stage.api, stage.credential(token), query, 1);
    assert.deepEqual(
      [found.pulls.map(({ title, open }) => [title, open]), found.more],
      [
        [
          ['in it', true],
          ['closed in it', false],
        ],
        false,
      ],
    );
    const mine = sandbox.log.filter(({ tokenId }) => tokenId === token.id);
    assert.deepEqual(
      mine.map(({ method }) => method),
      ['GET'],
    );
    assert.deepEqual(sandbox.violations, []);

    const narrow = sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { contents: 'read' },
      expiresInDays: 9,
    });
    const refused = listLabelledPulls(stage.another(), stage.credential(narrow), query, 1);
    assert.equal((await problemOf(refused)).kind, 'missingPermission');
  });
});
