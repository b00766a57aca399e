import assert from 'node:assert/strict';
import type { FetchProblem } from '../../src/push/fetchProblems.ts';
import { Secret } from '../../src/shared/secret.ts';
import { askGit } from '../sandbox/git/gitObjects.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type FetchStage, startFetchStage } from './fetchStage.ts';

describe('a refused fetch', function () {
  this.timeout(60_000);
  let stage: FetchStage;
  before(async () => {
    stage = await startFetchStage();
  });
  after(() => stage.close());

  const mint = (facts: Partial<NewToken>) =>
    new Secret(
      stage.stage.sandbox.registry.mint({
        kind: 'fine-grained',
        login: 'mona',
        owner: 'acme',
        expiresInDays: 30,
        ...facts,
      }).value,
    );

  const tokens: readonly (readonly [string, () => Secret, FetchProblem['kind'], string])[] = [
    [
      'an expired token',
      () => mint({ permissions: { contents: 'read' }, expiresInDays: -1 }),
      'badCredentials',
      '',
    ],
    [
      'a token that cannot see the repository',
      () => mint({ kind: 'classic', scopes: [] }),
      'repositoryNotFound',
      '',
    ],
    [
      'an organization that asks for single sign-on',
      () => mint({ kind: 'classic', scopes: ['repo'] }),
      'ssoRequired',
      'https://github.com/sso-corp/vault.git',
    ],
  ];
  for (const [index, [title, secret, kind, url]] of tokens.entries()) {
    it(`${title}: one cause, asked once, and nothing moved`, async () => {
      const tree = await stage.stage.tree(`refused-${index}`);
      if (url !== '') await tree.git('remote', 'set-url', 'origin', url);
      const before = await stage.look(tree.folder);
      const requests = stage.stage.sandbox.log.length;
      const refused = await stage.refusal(tree, { secret: secret() });
      assert.deepEqual([refused.problem.kind, stage.stage.sandbox.log.length - requests], [kind, 1]);
      assert.deepEqual(await stage.look(tree.folder), before);
    });
  }

  it('a renamed repository is a redirect and is refused; an archived one can still be fetched', async () => {
    const { registry } = stage.stage.sandbox;
    const tree = await stage.stage.tree('moved-away');
    const repository = registry.repository('acme/app', 'github.com')?.repository;
    registry.changeRepository(repository?.id ?? 0, { archived: true });
    await stage.serverCommits({ branch: 'moved-away', from: 'main', message: 'M', files: { m: 'm' } });
    const archived = await stage.fetch(tree);
    registry.changeRepository(repository?.id ?? 0, { archived: false, name: 'application' });
    const renamed = await stage.refusal(tree);
    registry.changeRepository(repository?.id ?? 0, { name: 'app' });
    assert.deepEqual([archived.current?.missing, renamed.problem], [1, { kind: 'redirectRefused' }]);
  });

  it('a repository without a commit brings nothing and is no error', async () => {
    const tree = await stage.stage.tree('of-empty');
    const { registry } = stage.stage.sandbox;
    const docs = registry.repository('acme/docs', 'github.com')?.repository.gitDir ?? '';
    await askGit(docs, ['update-ref', '-d', 'refs/heads/main']);
    assert.equal(await askGit(docs, ['for-each-ref']), '');
    await tree.git('remote', 'set-url', 'origin', 'https://github.com/acme/docs.git');
    const before = await stage.look(tree.folder);
    const result = await stage.fetch(tree);
    assert.deepEqual([result.moved, result.skipped], [[], 0]);
    assert.deepEqual(await stage.look(tree.folder), before);
  });
});
