import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOffers } from '../../src/node/git/readOffers.ts';
import type { ReadyPush } from '../../src/push/planPush.ts';
import { pushBranch } from '../../src/push/pushBranch.ts';
import { type PushChoices, type PushOffers, plainPush, type TagRef } from '../../src/push/pushChoices.ts';
import { Failure } from '../../src/shared/failure.ts';
import { askGit, writeCommits } from '../sandbox/git/gitObjects.ts';
import { runGit, type WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, standing, startPushStage } from './pushStage.ts';

describe('a push with what the person chose', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  const server = () => stage.sandbox.registry.repository('acme/app', 'github.com')?.repository.gitDir ?? '';
  const onServer = (ref: string) => askGit(server(), ['rev-parse', '--verify', '--quiet', ref]);
  const requestsSince = (count: number) =>
    stage.sandbox.log
      .slice(count)
      .map(({ method, path }) => `${method} ${path.replace('/acme/app.git', '')}`);

  async function choose(
    tree: WorkTree,
    choices: (offers: PushOffers) => Partial<PushChoices>,
  ): Promise<{ readonly push: ReadyPush; readonly offers: PushOffers }> {
    const push = await stage.ready(tree);
    const offers = await readOffers({ git: stage.git, env: stage.env, workspaceFolders: [] }, push);
    return { offers, push: { ...push, choices: { ...plainPush, ...choices(offers) } } };
  }

  async function outcome(push: ReadyPush): Promise<unknown> {
    return pushBranch(push, stage.secret, stage.pusher()).then(
      ({ kind }) => kind,
      (error: unknown) => (Failure.is(error) ? error.problem : error),
    );
  }

  /** Two commits pushed, then one of them written anew here: one commit of GitHub's is not in ours. */
  async function diverged(branch: string): Promise<{ readonly tree: WorkTree; readonly theirs: string }> {
    const tree = await stage.tree(branch);
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'First try');
    await stage.push(tree);
    const theirs = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await tree.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'Second try');
    return { tree, theirs };
  }

  it('overwrites a branch that diverged, and leaves the repository as git push --force-with-lease does', async () => {
    const { tree, theirs } = await diverged('rewritten');
    const { offers, push } = await choose(tree, ({ overwrite }) => ({ overwrite }));
    assert.deepEqual(offers.overwrite, { expected: theirs, dropped: 1 });
    assert.deepEqual(await outcome({ ...push, choices: plainPush }), { kind: 'nonFastForward' });
    assert.equal(await onServer('refs/heads/rewritten'), theirs);
    const before = stage.sandbox.log.length;
    assert.equal(await outcome(push), 'pushed');
    assert.equal(requestsSince(before).length, 2);
    assert.equal(await onServer('refs/heads/rewritten'), push.target.sha);
    const ours = await standing(tree, 'rewritten');
    await tree.git('update-ref', 'refs/remotes/origin/rewritten', theirs);
    await askGit(server(), ['update-ref', 'refs/heads/rewritten', theirs]);
    const plain = await tree.push(stage.token.value, '--quiet', '--force-with-lease', 'origin', 'rewritten');
    assert.equal(plain.code, 0, plain.stderr);
    const { reflog: _ours, ...left } = ours;
    const { reflog, ...theirLeft } = await standing(tree, 'rewritten');
    assert.deepEqual(left, theirLeft);
    assert.deepEqual(reflog?.split('\n')[0], ours.reflog?.split('\n')[0]);
  });

  it('H01 overwrites nothing that came to GitHub after the person looked', async () => {
    const { tree, theirs } = await diverged('raced');
    const { push } = await choose(tree, ({ overwrite }) => ({ overwrite }));
    await writeCommits(server(), [{ branch: 'raced', message: 'Theirs', files: { 'theirs.txt': 'x' } }]);
    const other = await onServer('refs/heads/raced');
    assert.notEqual(other, theirs);
    assert.deepEqual(await outcome(push), { kind: 'staleLease' });
    const tracking = (await tree.git('rev-parse', 'refs/remotes/origin/raced')).stdout.trim();
    assert.deepEqual([await onServer('refs/heads/raced'), tracking], [other, theirs]);
  });

  it('offers to overwrite only a branch that is known to have diverged', async () => {
    const fresh = await stage.tree('never-pushed');
    const ahead = await stage.tree('ahead');
    await stage.push(ahead);
    await ahead.git('commit', '--quiet', '--allow-empty', '-m', 'More');
    for (const tree of [fresh, ahead]) {
      assert.deepEqual((await choose(tree, () => ({}))).offers, {
        overwrite: undefined,
        tags: [],
        hook: false,
      });
    }
  });

  async function tagged(branch: string): Promise<WorkTree> {
    // A file of its own: in the same second, a commit like that of another test would be on the server already.
    const tree = await stage.tree(branch, { [`${branch}.txt`]: branch });
    await tree.git('tag', `${branch}-light`);
    await tree.git('tag', '-a', '-m', 'Release', `${branch}-annotated`);
    return tree;
  }
  const oidOf = async (tree: WorkTree, tag: string) =>
    (await tree.git('rev-parse', `refs/tags/${tag}`)).stdout.trim();
  const byName = (one: TagRef, other: TagRef) => one.name.localeCompare(other.name);

  it('A20 H08 takes the tags of its commits along in the same push, whatever they are called', async () => {
    const tree = await tagged('released');
    await tree.git('tag', 'rel-🚀/$(touch>pwned)', 'HEAD');
    await tree.git('tag', 'old', 'HEAD~1');
    await tree.git('tag', 'of-a-file', 'HEAD:README.md');
    await tree.git(
      'tag',
      'elsewhere',
      (await tree.git('commit-tree', '-m', 'x', 'HEAD^{tree}')).stdout.trim(),
    );
    const { offers, push } = await choose(tree, ({ tags }) => ({ tags }));
    const names = ['rel-🚀/$(touch>pwned)', 'released-annotated', 'released-light'];
    const expected = await Promise.all(names.map(async (name) => ({ name, oid: await oidOf(tree, name) })));
    assert.deepEqual(offers.tags.toSorted(byName), expected.toSorted(byName));
    const before = stage.sandbox.log.length;
    assert.equal(await outcome(push), 'pushed');
    assert.deepEqual(requestsSince(before), [
      'GET /info/refs?service=git-receive-pack',
      'POST /git-receive-pack',
    ]);
    for (const { name, oid } of expected) assert.equal(await onServer(`refs/tags/${name}`), oid);
    assert.equal(await onServer('refs/heads/released'), tree.sha);
    assert.equal(await onServer('refs/tags/old'), undefined);
  });

  it('never moves a tag that GitHub has: then nothing at all is pushed', async () => {
    const tree = await tagged('clash');
    const main = (await onServer('refs/heads/main')) ?? '';
    await askGit(server(), ['update-ref', 'refs/tags/clash-light', main]);
    const { push } = await choose(tree, ({ tags }) => ({ tags }));
    assert.deepEqual(await outcome(push), { kind: 'tagExists', tag: 'clash-light' });
    assert.deepEqual(
      [
        await onServer('refs/tags/clash-light'),
        await onServer('refs/tags/clash-annotated'),
        await onServer('refs/heads/clash'),
      ],
      [main, undefined, undefined],
    );
    assert.equal((await tree.git('for-each-ref', 'refs/remotes/origin/clash')).stdout, '');
  });

  it('pushes nothing to a server that would take the branch without its tags', async () => {
    const tree = await tagged('halves');
    const { push } = await choose(tree, ({ tags }) => ({ tags }));
    await askGit(server(), ['config', 'receive.advertiseAtomic', 'false']);
    const before = stage.sandbox.log.length;
    const refused = await outcome(push);
    await askGit(server(), ['config', '--unset', 'receive.advertiseAtomic']);
    assert.deepEqual(
      [refused, requestsSince(before)],
      [{ kind: 'atomicUnsupported' }, ['GET /info/refs?service=git-receive-pack']],
    );
  });

  it('tells a refusal of the server about the tag as the one cause', async () => {
    const tree = await tagged('ruled');
    const { push } = await choose(tree, ({ tags }) => ({ tags }));
    const rule = join(server(), 'hooks', 'update');
    await writeFile(rule, '#!/bin/sh\n[ "$1" != refs/tags/ruled-light ]\n');
    await chmod(rule, 0o755);
    const refused = await outcome(push);
    await rm(rule);
    assert.deepEqual([refused, await onServer('refs/heads/ruled')], [{ kind: 'remoteRejected' }, undefined]);
  });

  const note = '#!/bin/sh\ncat >> "$HOME/heard"\n[ ! -e "$HOME/veto" ]\n';

  async function hooked(tree: WorkTree): Promise<() => Promise<string>> {
    const hook = join(tree.folder, '.git', 'hooks', 'pre-push');
    await mkdir(join(hook, '..'), { recursive: true });
    await writeFile(hook, note);
    await chmod(hook, 0o755);
    const heard = join(stage.env.HOME ?? '', 'heard');
    await rm(heard, { force: true });
    return () => readFile(heard, 'utf8').catch(() => '');
  }

  it('H03 tells the hook of branch and tags what git tells it', async function () {
    if (process.platform === 'win32') this.skip();
    const tree = await tagged('told');
    const heard = await hooked(tree);
    const refs = ['told', 'refs/tags/told-annotated', 'refs/tags/told-light'];
    const { push } = await choose(tree, ({ tags }) => ({ tags: tags.toSorted(byName) }));
    assert.equal(await outcome(push), 'pushed');
    const ours = await heard();
    for (const ref of ['refs/heads/told', ...refs.slice(1)])
      await askGit(server(), ['update-ref', '-d', ref]);
    await rm(join(stage.env.HOME ?? '', 'heard'));
    const plain = await tree.push(stage.token.value, '--quiet', '--atomic', 'origin', ...refs);
    assert.equal(plain.code, 0, plain.stderr);
    assert.equal(ours, await heard());
    assert.equal(ours.split('\n').length, 4);
  });

  it('H03 a hook that says no is gone around only by choice, and only that once', async function () {
    if (process.platform === 'win32') this.skip();
    const tree = await stage.tree('around');
    const heard = await hooked(tree);
    await writeFile(join(stage.env.HOME ?? '', 'veto'), '');
    const { offers, push } = await choose(tree, () => ({ skipHook: true }));
    const vetoed = await outcome({ ...push, choices: plainPush });
    const first = await heard();
    const around = await outcome(push);
    assert.deepEqual(
      [offers.hook, vetoed, around, first !== '' && first === (await heard())],
      [true, { kind: 'hookRefused', exitCode: 1 }, 'pushed', true],
    );
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'Again');
    assert.deepEqual((await stage.refusal(tree)).problem, { kind: 'hookRefused', exitCode: 1 });
    await rm(join(stage.env.HOME ?? '', 'veto'));
  });

  it('A11 takes no tag along that was not chosen, whatever the repository asks for', async () => {
    const tree = await tagged('plain');
    await tree.git('config', 'push.followTags', 'true');
    await tree.git('config', 'remote.origin.push', '+refs/*:refs/*');
    await tree.git('config', 'remote.origin.mirror', 'true');
    await stage.push(tree);
    const tags = await runGit(server(), ['--git-dir', server(), 'tag', '--list', 'plain*'], stage.env);
    assert.deepEqual([await onServer('refs/heads/plain'), tags.stdout], [tree.sha, '']);
  });
});
