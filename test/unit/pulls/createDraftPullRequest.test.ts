import assert from 'node:assert/strict';
import { createDraftPullRequest, type NewPullRequest } from '../../../src/pulls/createDraftPullRequest.ts';
import { Failure } from '../../../src/shared/failure.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { noAnswer, okAnswer, refusedAnswer, ScriptedGitHubApi } from '../../fakes/scriptedGitHubApi.ts';
import { makeSecret } from '../../fixtures/tokens.ts';

const credential = { host: githubCom.name, token: makeSecret('fine-grained-pat') };
const wanted: NewPullRequest = {
  repository: 'acme/app',
  headOwner: 'acme',
  branch: 'fix/login',
  base: 'main',
  title: 'Login',
  body: 'Why.',
  draft: true,
};
const pull = (facts: object = {}) => ({
  number: 7,
  html_url: 'https://evil.example/',
  title: 'Login',
  state: 'open',
  draft: true,
  base: { ref: 'main' },
  head: { ref: 'fix/login', user: { login: 'Acme' } },
  ...facts,
});
const shown = {
  repository: 'acme/app',
  number: 7,
  url: 'https://github.com/acme/app/pull/7',
  title: 'Login',
  draft: true,
  base: 'main',
  state: 'open',
  body: '',
  author: undefined,
  labels: [],
  assignees: [],
  reviewers: [],
  teams: [],
  milestone: undefined,
  nodeId: undefined,
};
const nothingElse = { undone: [], newLabels: [] };
const none = okAnswer([]);
const made = okAnswer(pull(), {}, 201);
const refusal = (message: string) =>
  refusedAnswer(422, 'Validation Failed', {}, [{ code: 'custom', message }]);

const look = 'GET /repos/{owner}/{repo}/pulls';
const send = 'POST /repos/{owner}/{repo}/pulls';

/** The outcome (result kind or problem) and the operations of one run. */
async function run(
  api: ScriptedGitHubApi,
  change: Partial<NewPullRequest> = {},
): Promise<readonly unknown[]> {
  const outcome = await createDraftPullRequest(api, credential, { ...wanted, ...change }).catch(
    (error: unknown) => {
      assert.ok(Failure.is(error), String(error));
      return error.problem;
    },
  );
  return [outcome, api.operations];
}

describe('createDraftPullRequest', () => {
  it('looks for an open one, then sends one draft', async () => {
    const api = new ScriptedGitHubApi(none, made);
    assert.deepEqual(await run(api), [{ kind: 'created', pull: shown, ...nothingElse }, [look, send]]);
    assert.deepEqual(
      api.requests.map(({ parameters }) => parameters),
      [
        { owner: 'acme', repo: 'app', head: 'acme:fix/login', state: 'open', per_page: 10 },
        {
          owner: 'acme',
          repo: 'app',
          title: 'Login',
          body: 'Why.',
          head: 'fix/login',
          base: 'main',
          draft: true,
        },
      ],
    );
  });

  it('B06 the page is made from the number, never taken from the answer', async () => {
    const [outcome] = await run(new ScriptedGitHubApi(none, made));
    assert.equal((outcome as { pull: { url: string } }).pull.url, 'https://github.com/acme/app/pull/7');
  });

  it('G17 an open one is shown instead of a second', async () => {
    const open = okAnswer([pull({ draft: false, base: { ref: 'release' } })]);
    assert.deepEqual(await run(new ScriptedGitHubApi(open)), [
      { kind: 'existing', pull: { ...shown, draft: false, base: 'release' } },
      [look],
    ]);
  });

  it("other people's pull requests in the list are not taken for ours", async () => {
    const others = okAnswer([
      pull({ head: { ref: 'fix/login', user: { login: 'someone' } } }),
      pull({ head: { ref: 'fix/login-2', user: { login: 'acme' } } }),
      pull({ head: { ref: 'fix/login', user: null } }),
      pull({ state: 'closed' }),
    ]);
    assert.deepEqual(await run(new ScriptedGitHubApi(others, made)), [
      { kind: 'created', pull: shown, ...nothingElse },
      [look, send],
    ]);
  });

  it('the branch of a fork is named with its owner', async () => {
    const api = new ScriptedGitHubApi(none, made);
    await run(api, { headOwner: 'mona' });
    assert.deepEqual(
      api.requests.map(({ parameters }) => parameters?.head),
      ['mona:fix/login', 'mona:fix/login'],
    );
  });

  it('G17 each refusal has its own cause, and nothing is sent twice', async () => {
    const head = 'fix/login';
    const cases: readonly (readonly [ReturnType<typeof refusedAnswer>, object])[] = [
      [refusal('Draft pull requests are not supported in this repository.'), { kind: 'draftUnsupported' }],
      [
        refusedAnswer(422, 'Draft pull requests are not supported in this repository.'),
        { kind: 'draftUnsupported' },
      ],
      [refusal('No commits between main and fix/login'), { kind: 'noCommits', base: 'main', head }],
      [refusedAnswer(422, '', {}, [{ field: 'head', code: 'invalid' }]), { kind: 'headInvalid', head }],
      [
        refusedAnswer(422, '', {}, [{ field: 'base', code: 'invalid' }]),
        { kind: 'baseInvalid', base: 'main' },
      ],
      [refusedAnswer(404, 'Not Found'), { kind: 'notFoundOrHidden', accepted: [], scopes: [] }],
      [
        refusedAnswer(403, 'Resource not accessible by personal access token', {
          'x-accepted-github-permissions': 'pull_requests=write',
        }),
        { kind: 'missingPermission', accepted: [{ pull_requests: 'write' }], scopes: [] },
      ],
      [refusedAnswer(401, 'Bad credentials'), { kind: 'badCredentials' }],
    ];
    for (const [answer, problem] of cases) {
      assert.deepEqual(await run(new ScriptedGitHubApi(none, answer)), [problem, [look, send]]);
    }
  });

  it('a refusal nobody foresaw keeps the words of the server', async () => {
    const errors = [{ resource: 'PullRequest', field: 'title', code: 'missing_field', message: '' }];
    const answer = refusedAnswer(422, 'Validation Failed', {}, errors);
    assert.deepEqual(await run(new ScriptedGitHubApi(none, answer)), [
      { kind: 'refused', errors },
      [look, send],
    ]);
  });

  it('G17 one that appeared in between is found and shown', async () => {
    const exists = refusal('A pull request already exists for acme:fix/login.');
    assert.deepEqual(await run(new ScriptedGitHubApi(none, exists, okAnswer([pull()]))), [
      { kind: 'existing', pull: shown },
      [look, send, look],
    ]);
    assert.deepEqual(await run(new ScriptedGitHubApi(none, exists, none)), [
      { kind: 'existsUnseen', head: 'fix/login' },
      [look, send, look],
    ]);
  });

  it('after a cut connection it looks again and never sends again', async () => {
    const cuts = [
      noAnswer({ kind: 'offline', code: 'ECONNRESET' }),
      noAnswer({ kind: 'timeout' }),
      noAnswer({ kind: 'cancelled' }),
      noAnswer({ kind: 'tooLarge', maxBytes: 1 }),
      noAnswer({ kind: 'notJson' }),
      refusedAnswer(502, ''),
      okAnswer({ unreadable: true }, {}, 201),
    ];
    for (const cut of cuts) {
      assert.deepEqual(await run(new ScriptedGitHubApi(none, cut, okAnswer([pull()]))), [
        { kind: 'createdUnseen', pull: shown, ...nothingElse },
        [look, send, look],
      ]);
    }
  });

  it('a cut connection that left nothing is said as that, and an unknown outcome as unknown', async () => {
    const cut = noAnswer({ kind: 'timeout' });
    const offline = noAnswer({ kind: 'offline', code: 'ENOTFOUND' });
    assert.deepEqual(await run(new ScriptedGitHubApi(none, cut, none)), [
      { kind: 'notCreated', cause: { kind: 'timeout' } },
      [look, send, look],
    ]);
    assert.deepEqual(await run(new ScriptedGitHubApi(none, cut, offline)), [
      { kind: 'unconfirmed', cause: { kind: 'timeout' } },
      [look, send, look],
    ]);
  });

  it('what surely did not arrive is not looked for', async () => {
    const problems = [
      { kind: 'rateLimited', until: 1 },
      { kind: 'tlsUntrusted', code: 'X' },
      { kind: 'redirectRefused' },
      { kind: 'proxyRefused' },
    ] as const;
    for (const problem of problems) {
      assert.deepEqual(await run(new ScriptedGitHubApi(none, noAnswer(problem))), [problem, [look, send]]);
    }
  });

  it('when looking fails, nothing is sent', async () => {
    const offline = noAnswer({ kind: 'offline', code: 'ENOTFOUND' });
    assert.deepEqual(await run(new ScriptedGitHubApi(offline)), [
      { kind: 'offline', code: 'ENOTFOUND' },
      [look],
    ]);
    assert.deepEqual(await run(new ScriptedGitHubApi(okAnswer([{}]))), [{ kind: 'unexpectedShape' }, [look]]);
  });

  it('a pull request of a branch into itself is refused without a request', async () => {
    assert.deepEqual(await run(new ScriptedGitHubApi(), { branch: 'main' }), [
      { kind: 'headIsBase', branch: 'main' },
      [],
    ]);
    const [fork] = await run(new ScriptedGitHubApi(none, made), { branch: 'main', headOwner: 'mona' });
    assert.equal((fork as { kind: string }).kind, 'created');
  });

  it('an ordinary pull request is sent only when the caller says so', async () => {
    const api = new ScriptedGitHubApi(none, made);
    await run(api, { draft: false });
    assert.equal(api.requests[1]?.parameters?.draft, false);
  });

  it('the title of an existing one is shown without control characters and bounded', async () => {
    const open = okAnswer([pull({ title: `a\u001b[31mb\u202ec${'x'.repeat(900)}` })]);
    const [outcome] = await run(new ScriptedGitHubApi(open));
    const { title } = (outcome as { pull: { title: string } }).pull;
    assert.deepEqual([title.slice(0, 4), title.length], ['abcx', 256]);
  });
});
