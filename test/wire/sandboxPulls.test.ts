import assert from 'node:assert/strict';
import { Octokit } from '@octokit/rest';
import { type SandboxClient, sandboxClient } from '../sandbox/client.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { makeWorkTree, type WorkTree } from '../sandbox/workTree.ts';

const acme = { owner: 'acme', repo: 'app' } as const;

describe('the sandbox: pull requests', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: SandboxClient;
  let octokit: Octokit;
  let tree: WorkTree;

  before(async () => {
    sandbox = await startSandbox();
    client = sandboxClient(sandbox);
    const auth = sandbox.readyTokens[0]?.token.value ?? '';
    octokit = new Octokit({ auth, request: { fetch: client.fetch }, log: silent });
    tree = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'feature/greet' });
    assert.equal((await tree.push(auth, 'origin', 'HEAD')).code, 0);
  });
  after(async () => {
    await client.close();
    await sandbox.close();
  });
  afterEach('every answer is one that GitHub describes', () => assert.deepEqual(sandbox.violations, []));

  const create = (over: object = {}) =>
    octokit.rest.pulls.create({
      ...acme,
      title: 'Greet',
      head: 'feature/greet',
      base: 'main',
      draft: true,
      ...over,
    });
  const failure = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => assert.fail('it should have been refused'),
      (reason: unknown) =>
        reason as { readonly status: number; readonly response: { readonly data: unknown } },
    );
    const { message, errors } = error.response.data as {
      readonly message: string;
      readonly errors?: unknown;
    };
    return { status: error.status, message, errors };
  };
  const custom = (message: string) => ({
    status: 422,
    message: 'Validation Failed',
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });
  const invalid = (field: string, code = 'invalid') => ({
    status: 422,
    message: 'Validation Failed',
    errors: [{ resource: 'PullRequest', field, code }],
  });

  it('bad requests are refused in GitHub words, and nothing is made', async () => {
    const { id } = sandbox.registry.repository('acme/app')?.repository ?? { id: 0 };
    assert.deepEqual(await failure(create({ title: ' ' })), invalid('title', 'missing_field'));
    assert.deepEqual(await failure(create({ head: 'nowhere' })), invalid('head'));
    assert.deepEqual(await failure(create({ head: 'stranger:feature/greet' })), invalid('head'));
    assert.deepEqual(await failure(create({ base: 'nowhere' })), invalid('base'));
    assert.deepEqual(await failure(create({ head: 'main' })), custom('No commits between main and main'));
    sandbox.registry.changeRepository(id, { draftsSupported: false });
    const drafts = custom('Draft pull requests are not supported in this repository.');
    assert.deepEqual(await failure(create()), drafts);
    sandbox.registry.changeRepository(id, { draftsSupported: true, archived: true });
    assert.equal((await failure(create())).message, 'Repository was archived so is read-only.');
    sandbox.registry.changeRepository(id, { archived: false });
    assert.deepEqual((await octokit.rest.pulls.list({ ...acme, state: 'all' })).data, []);
  });

  it('a draft is made, found by its head, and not made twice', async () => {
    const made = await create({ body: 'Because.' });
    const { number, draft, state, head, base, html_url, user, commits } = made.data;
    assert.deepEqual(
      {
        status: made.status,
        number,
        draft,
        state,
        sha: head.sha,
        base: base.ref,
        html_url,
        login: user.login,
        commits,
      },
      {
        status: 201,
        number: 1,
        draft: true,
        state: 'open',
        sha: tree.sha,
        base: 'main',
        html_url: 'https://github.com/acme/app/pull/1',
        login: 'mona',
        commits: 1,
      },
    );
    assert.deepEqual(
      await failure(create()),
      custom('A pull request already exists for acme:feature/greet.'),
    );
    const found = await octokit.rest.pulls.list({ ...acme, head: 'acme:feature/greet', state: 'open' });
    const other = await octokit.rest.pulls.list({ ...acme, head: 'acme:another', state: 'open' });
    assert.deepEqual([found.data.map((pull) => pull.number), other.data], [[1], []]);
  });

  it('labels, reviewers, title and state can be changed; strangers cannot review', async () => {
    const pull = { ...acme, pull_number: 1 };
    await octokit.rest.issues.addLabels({ ...acme, issue_number: 1, labels: ['bug'] });
    await octokit.rest.pulls.requestReviewers({ ...pull, reviewers: ['hubot'] });
    const refused = await failure(octokit.rest.pulls.requestReviewers({ ...pull, reviewers: ['nobody'] }));
    await octokit.rest.pulls.update({ ...pull, title: 'Greet well', state: 'closed' });
    const { data } = await octokit.rest.pulls.get(pull);
    const labels = data.labels.map((label) => label.name);
    const reviewers = data.requested_reviewers?.map((user) => user.login);
    assert.deepEqual(
      [data.title, data.state, labels, reviewers],
      ['Greet well', 'closed', ['bug'], ['hubot']],
    );
    assert.match(
      refused.message,
      /^Reviews may only be requested from collaborators\..*acme\/app repository\.$/,
    );
    const reopened = await create({ draft: false });
    assert.deepEqual([reopened.data.number, reopened.data.draft], [2, false]);
  });

  it('branches, rules and comparisons are read from the real repository', async () => {
    const { id } = sandbox.registry.repository('acme/app')?.repository ?? { id: 0 };
    const rules = [
      { branch: 'main', type: 'pull_request' },
      { branch: 'main', type: 'required_status_checks' },
      { branch: 'main', type: 'non_fast_forward' },
      { branch: 'main', type: 'update' },
    ] as const;
    sandbox.registry.changeRepository(id, { rules });
    const branch = await octokit.rest.repos.getBranch({ ...acme, branch: 'feature/greet' });
    const ruled = await octokit.rest.repos.getBranchRules({ ...acme, branch: 'main' });
    const free = await octokit.rest.repos.getBranchRules({ ...acme, branch: 'feature/greet' });
    const basehead = 'main...feature/greet';
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...acme, basehead });
    const missing = await failure(octokit.rest.repos.getBranch({ ...acme, branch: 'nowhere' }));
    sandbox.registry.changeRepository(id, { rules: [] });
    assert.deepEqual(
      {
        sha: branch.data.commit.sha,
        ruled: ruled.data.map((rule) => rule.type),
        free: free.data,
        status: data.status,
        ahead: data.ahead_by,
        messages: data.commits.map((one) => one.commit.message),
        files: data.files?.map(({ filename, status, additions }) => `${status} ${filename} +${additions}`),
        missing: [missing.status, missing.message],
      },
      {
        sha: tree.sha,
        ruled: rules.map((rule) => rule.type),
        free: [],
        status: 'ahead',
        ahead: 1,
        messages: ['Greet by the time of day'],
        files: ['modified src/greeting.js +1'],
        missing: [404, 'Branch not found'],
      },
    );
  });
});

const nothing = (): void => {};
/** Octokit prints every refusal; here refusals are what is wanted. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
