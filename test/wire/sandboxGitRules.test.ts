import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type GitEnvironment, gitHome, makeWorkTree, type WorkTree } from '../sandbox/workTree.ts';

const url = 'https://github.com/acme/app.git';

describe('the sandbox: rules that decline a push', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let env: GitEnvironment;
  let tree: WorkTree;
  let good: string;

  before(async () => {
    sandbox = await startSandbox();
    env = await gitHome(sandbox);
    tree = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'feature/greet', env });
    good = sandbox.readyTokens[0]?.token.value ?? '';
  });
  after(() => sandbox.close());

  const id = () => sandbox.registry.repository('acme/app')?.repository.id ?? 0;
  const lines = (text: string) => text.split('\n').map((line) => line.trimEnd());
  const pushTo = async (branch: string, token: string, from = tree) => {
    const outcome = await from.push(token, 'origin', `HEAD:refs/heads/${branch}`);
    return { code: outcome.code, lines: lines(outcome.stderr) };
  };

  describe('a workflow file', () => {
    const path = '.github/workflows/release.yml';
    let workflow: WorkTree;
    before(async () => {
      const files = { [path]: 'name: release\non: push\njobs: {}\n' };
      workflow = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'release', files, env });
    });

    const cases = [
      { kind: 'classic', who: 'a Personal Access Token', grant: '`workflow` scope' },
      { kind: 'fine-grained', who: 'a Personal Access Token', grant: '`workflow` scope' },
      { kind: 'oauth', who: 'an OAuth App', grant: '`workflow` scope' },
      { kind: 'installation', who: 'a GitHub App', grant: '`workflows` permission' },
      { kind: 'app-user', who: 'a GitHub App', grant: '`workflows` permission' },
    ] as const;
    for (const { kind, who, grant } of cases) {
      it(`is refused to ${kind} in GitHub's words`, async () => {
        const permissions = { contents: 'write' } as const;
        const facts = {
          kind,
          login: 'mona',
          owner: 'acme',
          permissions,
          scopes: ['repo'],
          expiresInDays: 30,
        };
        const { value } = sandbox.registry.mint(facts);
        const outcome = await pushTo('release', value, workflow);
        assert.deepEqual(outcome, {
          code: 1,
          lines: [
            `To ${url}`,
            ` ! [remote rejected] HEAD -> release (refusing to allow ${who} to create or update workflow \`${path}\` without ${grant})`,
            `error: failed to push some refs to '${url}'`,
            '',
          ],
        });
      });
    }

    it('is taken with the grant, and then anyone may push the same content to another branch', async () => {
      const facts = { kind: 'classic', login: 'mona' } as const;
      const withGrant = sandbox.registry.mint({ ...facts, scopes: ['repo', 'workflow'] }).value;
      const without = sandbox.registry.mint({ ...facts, scopes: ['repo'] }).value;
      const first = await pushTo('release', withGrant, workflow);
      // Another commit with the same file: were it the same commit, there would be nothing new to judge.
      await workflow.git('commit', '--quiet', '--amend', '-m', 'The same release, told differently');
      const again = await pushTo('release-copy', without, workflow);
      assert.deepEqual([first.code, again.code], [0, 0]);
    });
  });

  it('a protected branch answers GH006', async () => {
    const reason = 'Required status check "ci" is expected.';
    sandbox.registry.changeRepository(id(), { protectedBranches: { main: [reason] } });
    const outcome = await pushTo('main', good);
    sandbox.registry.changeRepository(id(), { protectedBranches: {} });
    assert.deepEqual(outcome, {
      code: 1,
      lines: [
        'remote: error: GH006: Protected branch update failed for refs/heads/main.',
        `remote: error: ${reason}`,
        `To ${url}`,
        ' ! [remote rejected] HEAD -> main (protected branch hook declined)',
        `error: failed to push some refs to '${url}'`,
        '',
      ],
    });
  });

  it('a ruleset answers GH013', async () => {
    sandbox.registry.changeRepository(id(), { rules: [{ branch: 'main', type: 'pull_request' }] });
    const outcome = await pushTo('main', good);
    sandbox.registry.changeRepository(id(), { rules: [] });
    assert.deepEqual(outcome, {
      code: 1,
      lines: [
        'remote: error: GH013: Repository rule violations found for refs/heads/main.',
        'remote: Review all repository rules at https://github.com/acme/app/rules?ref=refs%2Fheads%2Fmain',
        'remote:',
        'remote: - Changes must be made through a pull request.',
        'remote:',
        `To ${url}`,
        ' ! [remote rejected] HEAD -> main (push declined due to repository rule violations)',
        `error: failed to push some refs to '${url}'`,
        '',
      ],
    });
  });

  it('a rule against force pushes lets a fast-forward pass', async () => {
    sandbox.registry.changeRepository(id(), { rules: [{ branch: 'linear', type: 'non_fast_forward' }] });
    const first = await pushTo('linear', good);
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'Next');
    const forward = await pushTo('linear', good);
    await tree.git('reset', '--quiet', '--hard', 'HEAD~2');
    const forced = await tree.push(good, '--force', 'origin', 'HEAD:refs/heads/linear');
    await tree.git('reset', '--quiet', '--hard', tree.sha);
    sandbox.registry.changeRepository(id(), { rules: [] });
    assert.deepEqual([first.code, forward.code, forced.code], [0, 0, 1]);
    assert.match(forced.stderr, /remote: - Cannot force-push to this branch/);
  });

  it('of two refs in one push only the offending one is named as the reason', async () => {
    sandbox.registry.changeRepository(id(), { protectedBranches: { main: ['No.'] } });
    const outcome = await tree.push(good, 'origin', 'HEAD:refs/heads/main', 'HEAD:refs/heads/beside');
    sandbox.registry.changeRepository(id(), { protectedBranches: {} });
    const rejected = lines(outcome.stderr).filter((line) => line.startsWith(' !'));
    assert.deepEqual(rejected, [
      ' ! [remote rejected] HEAD -> main (protected branch hook declined)',
      ' ! [remote rejected] HEAD -> beside (pre-receive hook declined)',
    ]);
  });
});
