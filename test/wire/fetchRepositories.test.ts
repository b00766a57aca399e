import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitFetch } from '../../src/node/git/gitFetch.ts';
import { readRepository } from '../../src/node/git/readRepository.ts';
import { fetchBranch, prepareFetch } from '../../src/push/fetchBranch.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Redactor } from '../../src/shared/redactor.ts';
import { Secret } from '../../src/shared/secret.ts';
import { parseHost } from '../../src/tokens/host.ts';
import { askGit, writeCommits } from '../sandbox/git/gitObjects.ts';
import { runGit } from '../sandbox/workTree.ts';
import { startEvilListener } from './evilListener.ts';
import { type FetchStage, startFetchStage } from './fetchStage.ts';

const url = 'https://github.com/acme/app.git';

describe('a fetch into every kind of repository a person may have', function () {
  this.timeout(60_000);
  let stage: FetchStage;
  before(async () => {
    stage = await startFetchStage();
  });
  after(() => stage.close());
  afterEach(async () => {
    stage.stage.sandbox.faults.clear();
    assert.deepEqual(await stage.stage.leftovers(), [], 'an isolated repository was left behind');
  });

  const sandboxFolder = () => stage.stage.sandbox.folder;
  const git = (folder: string, ...args: readonly string[]) => runGit(folder, args, stage.stage.env);
  const later = (branch: string, name: string) =>
    stage.serverCommits({ branch, from: 'main', message: name, files: { [name]: name } });
  const problemOf = (error: unknown) => (Failure.is(error) ? error.problem : error);

  async function cloned(name: string, ...args: readonly string[]): Promise<string> {
    const folder = join(sandboxFolder(), name);
    const made = await git(sandboxFolder(), 'clone', '--quiet', ...args, `file://${stage.server}`, folder);
    assert.equal(made.code, 0, made.stderr);
    await git(folder, 'remote', 'set-url', 'origin', url);
    return folder;
  }

  it('H05 a shallow clone stays as shallow as it was, and gets what git fetch would bring', async () => {
    await stage.serverCommits(
      { branch: 'main', message: 'One', files: { one: '1' } },
      { branch: 'main', message: 'Two', files: { two: '2' } },
    );
    const folder = await cloned('shallow', '--depth=1', '--no-single-branch');
    await later('main', 'three');
    await later('new-in-shallow', 'four');
    // It begins where the clone's history is cut off: the server must know that its base is not here.
    await stage.onServer('update-ref', 'refs/heads/below', 'main~3');
    await stage.serverCommits({ branch: 'below', message: 'Below', files: { below: 'below' } });
    const cut = (await git(folder, 'rev-parse', '--is-shallow-repository')).stdout.trim();
    const before = await stage.look(folder);
    const twin = await stage.look(await stage.witness({ folder }));
    const result = await stage.fetch({ folder });
    const after = await stage.look(folder);
    assert.deepEqual([cut, result.current?.missing], ['true', 1]);
    assert.deepEqual([after.tracking, after.rest], [twin.tracking, before.rest]);
    assert.equal((await git(folder, 'rev-list', '--count', 'origin/main')).stdout.trim(), '2');
    assert.equal((await git(folder, 'fsck')).code, 0);
  });

  it('H05 a partial clone is refused with the reason, before the network', async () => {
    await askGit(stage.server, ['config', 'uploadpack.allowFilter', 'true']);
    const folder = await cloned('partial', '--filter=blob:none');
    const before = stage.stage.sandbox.log.length;
    assert.deepEqual(await stage.plan({ folder }), { kind: 'refused', problem: { kind: 'partialClone' } });
    assert.equal(stage.stage.sandbox.log.length, before);
  });

  it('H05 a linked worktree, a detached HEAD and an unborn branch fetch too', async () => {
    const tree = await stage.stage.tree('trees');
    const linked = join(tree.folder, '..', 'linked worktree of a fetch');
    await tree.git('worktree', 'add', '--quiet', '-b', 'in-linked', linked);
    await later('in-linked', 'linked.txt');
    const inLinked = await stage.fetch({ folder: linked });
    await later('for-detached', 'detached.txt');
    await git(linked, 'switch', '--quiet', '--detach');
    const detached = await stage.fetch({ folder: linked });
    await later('for-unborn', 'unborn.txt');
    await git(linked, 'switch', '--quiet', '--orphan', 'unborn');
    const unborn = await stage.fetch({ folder: linked });
    assert.deepEqual(
      [inLinked.current?.missing, detached.current, unborn.current],
      [1, undefined, undefined],
    );
    assert.deepEqual(
      [detached, unborn].map(({ moved }) => moved.map(({ ref }) => ref)),
      [['refs/remotes/origin/for-detached'], ['refs/remotes/origin/for-unborn']],
    );
  });

  it('H06 packed refs, borrowed objects and odd folder names fetch too', async () => {
    const lender = await stage.stage.tree('fetch-lender');
    const folder = join(sandboxFolder(), 'b "quoted" folder # ünï');
    const made = await git(sandboxFolder(), 'clone', '--quiet', '--shared', lender.folder, folder);
    assert.equal(made.code, 0, made.stderr);
    await git(folder, 'remote', 'set-url', 'origin', url);
    await git(folder, 'pack-refs', '--all');
    await later('borrowed', 'borrowed.txt');
    await stage.fetch({ folder });
    assert.equal(
      (await git(folder, 'rev-parse', 'origin/borrowed')).stdout.trim(),
      await stage.onServer('rev-parse', 'borrowed'),
    );
  });

  it('H06 a SHA-256 repository fetches from a server that has one', async () => {
    const server =
      stage.stage.sandbox.registry.repository('acme/docs', 'github.com')?.repository.gitDir ?? '';
    const long = join(sandboxFolder(), 'long.git');
    await git(sandboxFolder(), 'init', '--quiet', '--bare', '--object-format=sha256', '-b', 'main', long);
    await writeCommits(long, [{ branch: 'main', message: 'Long', files: { long: 'long' } }]);
    await git(sandboxFolder(), 'clone', '--quiet', long, 'sha256-clone');
    const folder = join(sandboxFolder(), 'sha256-clone');
    await git(folder, 'remote', 'set-url', 'origin', 'https://github.com/acme/docs.git');
    await writeCommits(long, [{ branch: 'main', message: 'Longer', files: { longer: 'longer' } }]);
    await rm(server, { recursive: true });
    await rename(long, server);
    const result = await stage.fetch({ folder });
    const sha = (await git(folder, 'rev-parse', 'origin/main')).stdout.trim();
    assert.deepEqual([sha.length, result.current?.missing], [64, 1]);
    assert.equal(await askGit(server, ['rev-parse', 'main']), sha);
  });

  it('H07 a held index and a held configuration do not matter', async () => {
    const tree = await stage.stage.tree('held');
    await later('held', 'held.txt');
    for (const name of ['index.lock', 'config.lock'])
      await writeFile(join(tree.folder, '.git', name), 'held');
    assert.equal((await stage.fetch(tree)).current?.missing, 1);
  });

  it('H08 branches keep the bytes of their names', async () => {
    const names = [
      'feature/ünï-cødé',
      'emoji-🚀/x',
      'a$(touch>pwned)b',
      'semi;colon&amp|pipe',
      'x--upload-pack=touch',
    ];
    const tree = await stage.stage.tree('names');
    await stage.serverCommits({ branch: 'for-names', from: 'main', message: 'Names', files: { n: 'n' } });
    for (const name of names) await stage.onServer('update-ref', `refs/heads/${name}`, 'for-names');
    const twin = await stage.look(await stage.witness(tree));
    const result = await stage.fetch(tree);
    for (const name of names) await stage.onServer('update-ref', '-d', `refs/heads/${name}`);
    assert.equal((await stage.look(tree.folder)).tracking, twin.tracking);
    assert.deepEqual([result.skipped, result.moved.length], [0, names.length + 1]);
  });

  it('files kept by LFS do not stand in its way: nothing is checked out', async () => {
    const tree = await stage.stage.tree('with-lfs', { '.gitattributes': '*.bin filter=lfs\n' });
    await later('with-lfs', 'theirs.txt');
    assert.equal((await stage.fetch(tree)).current?.missing, 1);
  });

  it('A15 an SSH remote is fetched over HTTPS and stays an SSH remote; an alias is asked about', async () => {
    const tree = await stage.stage.tree('by-ssh');
    await later('by-ssh', 'ssh.txt');
    await tree.git('remote', 'set-url', 'origin', 'git@github.com:acme/app.git');
    const result = await stage.fetch(tree);
    const kept = (await tree.git('remote', 'get-url', 'origin')).stdout.trim();
    await tree.git('remote', 'set-url', 'origin', 'github-work:acme/app.git');
    assert.deepEqual(
      [result.fetch.url, kept, await stage.plan(tree)],
      [url, 'git@github.com:acme/app.git', { kind: 'askAlias', remote: 'origin', alias: 'github-work' }],
    );
  });

  it('A05 the repository cannot say where a host is', async () => {
    const evil = await startEvilListener();
    const tree = await stage.stage.tree('fetch-resolved');
    const host = `github.corp.example:${evil.port}`;
    await tree.git('remote', 'set-url', 'origin', `https://${host}/acme/app.git`);
    await tree.git('config', 'http.proxy', '');
    await tree.git('config', 'http.curloptResolve', `${host}:127.0.0.1`);
    await tree.git('config', 'http.sslVerify', 'false');
    const parsed = parseHost(host);
    const hosts = parsed.kind === 'host' ? [parsed.host] : [];
    const context = {
      git: stage.stage.git,
      env: stage.stage.env,
      workspaceFolders: [],
      tempFolder: stage.stage.tempFolder,
      redactor: new Redactor(),
      pushTimeoutMs: 5_000,
    };
    const reader = { read: (folder: string) => readRepository(context, folder) };
    const plan = await prepareFetch(tree.folder, { known: { hosts, aliases: {} } }, reader);
    assert.equal(plan.kind, 'fetch');
    if (plan.kind !== 'fetch') return;
    const outcome = await fetchBranch(plan, stage.stage.secret, new GitFetch(context)).catch(problemOf);
    const heard = evil.connections();
    await evil.close();
    assert.deepEqual([(outcome as { kind: string }).kind, heard], ['proxyRefused', 0]);
  });

  it('H14 fetches from the confirmed address, whatever the configuration says since', async () => {
    const tree = await stage.stage.tree('fetch-confirmed');
    await later('fetch-confirmed', 'c.txt');
    const ready = await stage.ready(tree);
    await tree.git('remote', 'set-url', 'origin', 'https://github.com/acme/docs.git');
    await tree.git('config', 'remote.origin.fetch', '+refs/*:refs/*');
    const before = stage.stage.sandbox.log.length;
    const result = await fetchBranch(ready, stage.stage.secret, stage.fetcher());
    const paths = stage.stage.sandbox.log
      .slice(before)
      .map(({ path }) => path.split('/').slice(1, 3).join('/'));
    assert.deepEqual([result.current?.missing, [...new Set(paths)]], [1, ['acme/app.git']]);
  });

  it('a token that may only read is enough', async () => {
    const tree = await stage.stage.tree('read-only');
    await later('read-only', 'r.txt');
    const minted = stage.stage.sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      expiresInDays: 30,
      permissions: { contents: 'read', metadata: 'read' },
    });
    const result = await stage.fetch(tree, { secret: new Secret(minted.value) });
    assert.equal(result.current?.missing, 1);
  });
});
