import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PushProblem } from '../../src/push/problems.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { FaultRule } from '../sandbox/faults.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('a refused push', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage({ pushTimeoutMs: 2_000 });
  });
  after(() => stage.close());
  afterEach(async () => {
    stage.sandbox.faults.clear();
    assert.deepEqual(await stage.leftovers(), [], 'an isolated repository was left behind');
  });

  const repository = () => {
    const found = stage.sandbox.registry.repository('acme/app', 'github.com')?.repository;
    if (found === undefined) throw new Error('the seed has acme/app');
    return found;
  };
  const mint = (facts: Partial<NewToken>) =>
    new Secret(
      stage.sandbox.registry.mint({
        kind: 'fine-grained',
        login: 'mona',
        owner: 'acme',
        expiresInDays: 30,
        ...facts,
      }).value,
    );

  it('H01 names a branch that moved on, and the tracking ref is not lied about', async () => {
    const ours = await stage.tree('moved');
    const theirs = await stage.tree('moved', { 'other.txt': 'first\n' });
    await stage.push(theirs);
    const refused = await stage.refusal(ours);
    assert.deepEqual(refused.problem, { kind: 'nonFastForward' });
    assert.equal((await ours.git('for-each-ref', 'refs/remotes/origin/moved')).stdout, '');
    assert.equal((await ours.git('config', '--get', 'branch.moved.remote')).stdout, '');
  });

  const workflow = { '.github/workflows/new.yml': 'name: new\non: push\njobs: {}\n' };

  it('names the workflow file, in the vocabulary of the token, and knew of it beforehand', async () => {
    const tree = await stage.tree('workflow', workflow);
    const plan = await stage.ready(tree);
    assert.deepEqual([...plan.workflowFiles], ['.github/workflows/new.yml']);
    const app = mint({ kind: 'installation', login: 'bot', permissions: { contents: 'write' } });
    const oauth = mint({ kind: 'oauth', scopes: ['repo'] });
    const problems: PushProblem[] = [];
    for (const secret of [stage.secret, oauth, app]) {
      problems.push((await stage.refusal(tree, { secret })).problem as PushProblem);
    }
    const path = '.github/workflows/new.yml';
    assert.deepEqual(problems, [
      { kind: 'workflowScope', path, actor: 'personal-token' },
      { kind: 'workflowScope', path, actor: 'oauth-app' },
      { kind: 'workflowScope', path, actor: 'github-app' },
    ]);
  });

  it("H01 explains GH006 and GH013 and keeps GitHub's words for the details", async () => {
    const { registry } = stage.sandbox;
    registry.changeRepository(repository().id, {
      protectedBranches: { guarded: ['Required status check "ci" is expected.'] },
      rules: [{ branch: 'ruled', type: 'pull_request' }],
    });
    const guarded = await stage.refusal(await stage.tree('guarded'));
    const ruled = await stage.refusal(await stage.tree('ruled'));
    assert.deepEqual(
      [guarded.problem, ruled.problem],
      [
        { kind: 'protectedBranch', ref: 'refs/heads/guarded' },
        { kind: 'repoRules', ref: 'refs/heads/ruled', rules: ['pull-request'] },
      ],
    );
    assert.match(guarded.details, /Required status check "ci" is expected/);
    assert.match(ruled.details, /Changes must be made through a pull request/);
  });

  const tokens: readonly (readonly [string, () => Secret, PushProblem])[] = [
    [
      'an expired token',
      () => mint({ permissions: { contents: 'write' }, expiresInDays: -1 }),
      { kind: 'badCredentials' },
    ],
    [
      'a token without write permission',
      () => mint({ permissions: { contents: 'read' } }),
      { kind: 'writeNotGranted' },
    ],
    [
      'a token for other repositories',
      () => mint({ permissions: { contents: 'write' }, repositories: ['acme/docs'] }),
      { kind: 'writeNotGranted' },
    ],
    [
      'a token without expiry, where the organisation limits the lifetime',
      () =>
        new Secret(
          stage.sandbox.registry.mint({
            kind: 'fine-grained',
            login: 'mona',
            owner: 'acme',
            permissions: { contents: 'write' },
          }).value,
        ),
      { kind: 'tokenForbidden', why: 'lifetime', days: 366 },
    ],
    [
      'a user who may only read',
      () => mint({ login: 'hubot', kind: 'classic', scopes: ['repo'] }),
      { kind: 'writeNotGranted' },
    ],
    [
      'a token that cannot see the repository',
      () => mint({ kind: 'classic', scopes: [] }),
      { kind: 'repositoryNotFound' },
    ],
  ];
  for (const [title, secret, problem] of tokens) {
    it(`${title}: one cause, asked once`, async () => {
      const tree = await stage.tree(`token-${tokens.findIndex(([each]) => each === title)}`);
      const before = stage.sandbox.log.length;
      assert.deepEqual((await stage.refusal(tree, { secret: secret() })).problem, problem);
      assert.equal(stage.sandbox.log.length - before, 1);
    });
  }

  it('names the organisation whose single sign-on is asked for', async () => {
    const tree = await stage.tree('sso');
    await tree.git('remote', 'set-url', 'origin', 'https://github.com/sso-corp/vault.git');
    const secret = mint({ kind: 'classic', scopes: ['repo'] });
    assert.deepEqual((await stage.refusal(tree, { secret })).problem, {
      kind: 'ssoRequired',
      organisation: 'sso-corp',
    });
  });

  it('a renamed repository is a redirect and is refused, an archived one is said', async () => {
    const { registry } = stage.sandbox;
    const tree = await stage.tree('renamed');
    registry.changeRepository(repository().id, { archived: true });
    const archived = await stage.refusal(tree);
    registry.changeRepository(repository().id, { archived: false, name: 'application' });
    const renamed = await stage.refusal(tree);
    registry.changeRepository(registry.repository('acme/application', 'github.com')?.repository.id ?? 0, {
      name: 'app',
    });
    assert.deepEqual(
      [archived.problem, renamed.problem],
      [{ kind: 'repositoryArchived' }, { kind: 'redirectRefused' }],
    );
  });

  const faults: readonly (readonly [string, Omit<FaultRule, 'times'>, PushProblem])[] = [
    ['an untrusted certificate', { fault: { kind: 'untrusted-certificate' } }, { kind: 'tlsUntrusted' }],
    ['a 503', { fault: { kind: 'status', status: 503 } }, { kind: 'serverError', status: 503 }],
    ['a 429', { fault: { kind: 'status', status: 429, retryAfter: '60' } }, { kind: 'rateLimited' }],
    ['a bare 403', { fault: { kind: 'status', status: 403 } }, { kind: 'forbidden' }],
    [
      'an answer cut in the middle',
      { method: 'POST', fault: { kind: 'cut', afterBytes: 3 } },
      { kind: 'connectionLost' },
    ],
    [
      'a 500 after the pack',
      { method: 'POST', fault: { kind: 'status', status: 500 } },
      { kind: 'serverError', status: 500 },
    ],
    ['a server that never answers', { fault: { kind: 'hang' } }, { kind: 'timeout', seconds: 2 }],
  ];
  for (const [title, rule, problem] of faults) {
    it(`${title}: explained, and the tracking ref does not move`, async () => {
      const branch = `fault-${faults.findIndex(([each]) => each === title)}`;
      const tree = await stage.tree(branch);
      stage.sandbox.faults.add(rule);
      assert.deepEqual((await stage.refusal(tree)).problem, problem);
      assert.equal((await tree.git('for-each-ref', `refs/remotes/origin/${branch}`)).stdout, '');
      stage.sandbox.faults.clear();
      // The server may have taken the push before the connection was cut: a second one then says so.
      const again = rule.fault.kind === 'cut' ? 'upToDate' : 'pushed';
      assert.equal((await stage.push(tree)).kind, again, 'the push can be done again');
    });
  }

  it('a proxy that is gone, refuses or wants a password is said, and never gone around', async () => {
    const tree = await stage.tree('proxied');
    const withProxy = async (proxy: string) => {
      await writeFile(join(stage.env.HOME ?? '', 'proxy.config'), `[http]\n\tproxy = ${proxy}\n`);
      await tree.git('config', '--global', 'include.path', 'proxy.config');
      const outcome = await stage.refusal(tree);
      await tree.git('config', '--global', '--unset', 'include.path');
      return outcome.problem;
    };
    const { createServer } = await import('node:http');
    const server = createServer();
    let status = '407 Proxy Authentication Required';
    server.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const before = stage.sandbox.log.length;
    const asked = await withProxy(url);
    status = '403 Forbidden';
    const refused = await withProxy(url);
    await new Promise((resolve) => server.close(resolve));
    const gone = await withProxy(url);
    assert.deepEqual(
      [asked, refused, gone],
      [{ kind: 'proxyRefused', status: 407 }, { kind: 'proxyRefused', status: 403 }, { kind: 'offline' }],
    );
    assert.equal(stage.sandbox.log.length, before);
  });
});
