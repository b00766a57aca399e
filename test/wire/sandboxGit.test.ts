import assert from 'node:assert/strict';
import { shaOf } from '../sandbox/git/gitObjects.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import {
  type GitEnvironment,
  gitHome,
  makeWorkTree,
  runGit,
  tokenHeader,
  type WorkTree,
} from '../sandbox/workTree.ts';

const url = 'https://github.com/acme/app.git';
const fine = { kind: 'fine-grained', login: 'mona', owner: 'acme', expiresInDays: 30 } as const;

describe('the sandbox: git over HTTPS', function () {
  // Real processes on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let sandbox: Sandbox;
  let env: GitEnvironment;
  let tree: WorkTree;
  let good: string;
  let broad: string;

  before(async () => {
    sandbox = await startSandbox({ extra: ['ghe.com', 'ghes', 'apps'] });
    env = await gitHome(sandbox);
    tree = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'feature/greet', env });
    good = sandbox.readyTokens[0]?.token.value ?? '';
    broad = sandbox.readyTokens[1]?.token.value ?? '';
  });
  after(() => sandbox.close());

  const gitDir = () => sandbox.registry.repository('acme/app')?.repository.gitDir ?? '';
  const id = () => sandbox.registry.repository('acme/app')?.repository.id ?? 0;
  const seen = (from: number) =>
    sandbox.log
      .slice(from)
      .map(({ method, path, status, credential }) => `${method} ${path} ${status} ${credential}`);
  const lines = (text: string) => text.split('\n').map((line) => line.trimEnd());
  const pushTo = async (branch: string, token: string, from = tree) => {
    const outcome = await from.push(token, 'origin', `HEAD:refs/heads/${branch}`);
    return { code: outcome.code, lines: lines(outcome.stderr) };
  };
  const refusal = (...text: readonly string[]) => ({
    code: 128,
    lines: [
      ...text.map((line) => `remote: ${line}`),
      `fatal: unable to access '${url}/': The requested URL returned error: 403`,
      '',
    ],
  });

  it('a push with a good token takes two requests and moves the branch', async () => {
    const from = sandbox.log.length;
    const outcome = await tree.push(good, 'origin', 'HEAD');
    assert.deepEqual(
      { code: outcome.code, seen: seen(from), sha: await shaOf(gitDir(), 'refs/heads/feature/greet') },
      {
        code: 0,
        seen: [
          'GET /acme/app.git/info/refs?service=git-receive-pack 200 live',
          'POST /acme/app.git/git-receive-pack 200 live',
        ],
        sha: tree.sha,
      },
    );
  });

  it('the log names the token by its id and never by its value', () => {
    const text = JSON.stringify(sandbox.log);
    assert.ok(text.includes(sandbox.readyTokens[0]?.token.id ?? 'none'));
    assert.ok(!text.includes(good));
    assert.ok(!text.includes(Buffer.from(`x-access-token:${good}`).toString('base64')));
  });

  it('a non-fast-forward is refused by git itself', async () => {
    const other = await makeWorkTree({
      sandbox,
      repo: 'acme/app',
      branch: 'mine',
      env,
      message: 'Another change',
    });
    const outcome = await pushTo('feature/greet', good, other);
    assert.equal(outcome.code, 1);
    assert.match(outcome.lines[1] ?? '', /^ ! \[rejected\] +HEAD -> feature\/greet \(non-fast-forward\)$/);
  });

  it('a bad token is refused in words, and git then has nobody to ask', async () => {
    const expired = sandbox.readyTokens[2]?.token.value ?? '';
    const address = url.replace('https://', `https://x-access-token:${expired}@`);
    const from = sandbox.log.length;
    const outcome = await runGit(tree.folder, ['push', address, 'HEAD:refs/heads/x'], env);
    assert.deepEqual(
      { code: outcome.code, lines: lines(outcome.stderr.replaceAll(expired, '')), seen: seen(from) },
      {
        code: 128,
        lines: [
          'remote: Invalid username or token. Password authentication is not supported for Git operations.',
          `fatal: Authentication failed for '${url}/'`,
          '',
        ],
        seen: [
          'GET /acme/app.git/info/refs?service=git-receive-pack 401 none',
          'GET /acme/app.git/info/refs?service=git-receive-pack 401 bad',
        ],
      },
    );
  });

  it('a token is dead for git at the moment it is revoked', async () => {
    const token = sandbox.registry.mint({ kind: 'classic', login: 'mona', scopes: ['repo'] });
    const before = await pushTo('before', token.value);
    sandbox.registry.revoke(token.id);
    const after = await pushTo('after', token.value);
    assert.deepEqual([before.code, after.code], [0, 128]);
  });

  it('a token of one GitHub is nothing to another', async () => {
    const elsewhere = sandbox.registry.mint({
      kind: 'classic',
      login: 'mona',
      scopes: ['repo'],
      host: 'acme.ghe.com',
    });
    assert.equal((await pushTo('elsewhere', elsewhere.value)).code, 128);
  });

  it('GHE.com and GHES take a push by their own names', async () => {
    for (const host of ['acme.ghe.com', 'github.corp.example']) {
      const token = sandbox.readyTokens.find((ready) => ready.token.host === host)?.token.value ?? '';
      const there = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'greet', host, env });
      assert.deepEqual((await there.push(token, 'origin', 'HEAD')).code, 0, host);
    }
  });

  it('contents: read may clone and may not push', async () => {
    const permissions = { contents: 'read' } as const;
    const { value } = sandbox.registry.mint({ ...fine, permissions });
    const clone = await runGit(sandbox.folder, ['clone', '--quiet', url, 'read'], {
      ...env,
      ...tokenHeader(url, value),
    });
    assert.equal(clone.code, 0);
    assert.deepEqual(await pushTo('read', value), refusal('Write access to repository not granted.'));
  });

  it('a token made for other repositories may neither push nor fetch', async () => {
    const permissions = { contents: 'write' } as const;
    const { value } = sandbox.registry.mint({ ...fine, permissions, repositories: ['acme/docs'] });
    assert.deepEqual(await pushTo('other', value), refusal('Write access to repository not granted.'));
    const fetched = await runGit(tree.folder, ['fetch', 'origin'], { ...env, ...tokenHeader(url, value) });
    assert.equal(fetched.code, 128);
  });

  it('a person who may only read is named in the refusal, however wide the token', async () => {
    const wide = { scopes: ['repo'], permissions: { contents: 'write' } } as const;
    const classic = sandbox.registry.mint({ ...wide, kind: 'classic', login: 'hubot' });
    const narrow = sandbox.registry.mint({ ...fine, ...wide, login: 'hubot' });
    const denied = refusal('Permission to acme/app.git denied to hubot.');
    for (const { value } of [classic, narrow]) assert.deepEqual(await pushTo('hubot', value), denied);
  });

  it('a stranger to the repository hears that there is none', async () => {
    sandbox.registry.addUser('stranger', 'Stranger');
    const { value } = sandbox.registry.mint({ kind: 'classic', login: 'stranger', scopes: ['repo'] });
    assert.deepEqual(await pushTo('stranger', value), {
      code: 128,
      lines: ['remote: Repository not found.', `fatal: repository '${url}/' not found`, ''],
    });
  });

  it('a classic token without sign-on is sent to the page that authorises it', async () => {
    const vault = await makeWorkTree({ sandbox, repo: 'sso-corp/vault', branch: 'greet', env });
    const blocked = sandbox.readyTokens[3]?.token.value ?? '';
    const refused = await vault.push(blocked, 'origin', 'HEAD');
    const allowed = await vault.push(broad, 'origin', 'HEAD');
    assert.deepEqual(
      [lines(refused.stderr).slice(0, 2), allowed.code],
      [
        [
          "remote: The 'sso-corp' organization has enabled or enforced SAML SSO.",
          'remote: To access this repository, visit https://github.com/orgs/sso-corp/sso?authorization_request=sandbox-sso-corp and try your request again.',
        ],
        0,
      ],
    );
  });

  it('an archived repository is read-only', async () => {
    sandbox.registry.changeRepository(id(), { archived: true });
    const outcome = await pushTo('archived', good);
    sandbox.registry.changeRepository(id(), { archived: false });
    assert.deepEqual(outcome, refusal('This repository was archived so it is read-only.'));
  });

  it('a push larger than one buffer arrives whole', async () => {
    const files = { 'big.bin': Array.from({ length: 60_000 }, (_, at) => `${Math.sin(at)}`).join('\n') };
    const big = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'big', files, env });
    const small = { ...env, ...tokenHeader(url, good) };
    const outcome = await runGit(
      big.folder,
      ['-c', 'http.postBuffer=65536', 'push', 'origin', 'HEAD'],
      small,
    );
    assert.deepEqual([outcome.code, await shaOf(gitDir(), 'refs/heads/big')], [0, big.sha]);
  });

  it('anyone may fetch what is public, nobody may push without a token', async () => {
    const docs = await makeWorkTree({ sandbox, repo: 'acme/docs', branch: 'typo', env });
    const fetched = await docs.git('fetch', 'origin');
    const pushed = await docs.git('push', 'origin', 'HEAD');
    assert.deepEqual([fetched.code, pushed.code], [0, 128]);
    assert.match(
      pushed.stderr,
      /could not read Username for 'https:\/\/github.com': terminal prompts disabled/,
    );
  });

  it('a renamed repository answers 301, which git follows unless told not to', async () => {
    const renamed = await sandbox.registry.addRepository('acme/old-name', {
      collaborators: { mona: 'write' },
    });
    sandbox.registry.changeRepository(renamed.id, { name: 'new-name' });
    const old = 'https://github.com/acme/old-name.git';
    const follow = await runGit(sandbox.folder, ['ls-remote', old], env);
    const strict = await runGit(sandbox.folder, ['-c', 'http.followRedirects=false', 'ls-remote', old], env);
    assert.deepEqual(
      [follow.code, lines(follow.stderr)[0], strict.code],
      [0, 'warning: redirecting to https://github.com/acme/new-name.git/', 128],
    );
  });
});
