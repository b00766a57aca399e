import assert from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspectorOf } from '../../src/node/git/inspectOutgoing.ts';
import type { ReadyPush } from '../../src/push/planPush.ts';
import { pushBranch } from '../../src/push/pushBranch.ts';
import { Failure } from '../../src/shared/failure.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { askGit, writeCommits } from '../sandbox/git/gitObjects.ts';
import { runGit, type WorkTree } from '../sandbox/workTree.ts';
import { forgeParents } from './commitGraph.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('a repository that says more is on GitHub than is there', function () {
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

  async function commit(tree: WorkTree, name: string, content: string): Promise<string> {
    await writeFile(join(tree.folder, name), content);
    await tree.git('add', '--all');
    await tree.git('commit', '--quiet', '-m', `Change ${name}`);
    return (await tree.git('rev-parse', 'HEAD')).stdout.trim();
  }

  /** A commit with a token, and one after it that takes it away: only the history has it. */
  async function leaking(branch: string, pushed = false) {
    const tree = await stage.tree(branch, { [`${branch}.txt`]: branch });
    if (pushed) await stage.push(tree);
    const base = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    const leak = await commit(tree, 'notes.txt', `${branch}: ${makeToken('classic-pat', branch)}\n`);
    const blob = (await tree.git('rev-parse', 'HEAD:notes.txt')).stdout.trim();
    const head = await commit(tree, 'notes.txt', `${branch}: nothing\n`);
    return { tree, base, leak, blob, head };
  }

  /** As the extension does it: judged first, pushed then, judged again when the push asks for it. */
  async function judgedPush(tree: WorkTree, between: () => Promise<unknown> = async () => undefined) {
    const inspector = inspectorOf({ git: stage.git, env: stage.env, workspaceFolders: [] });
    let judged = 0;
    const passes = async ({ facts, target }: ReadyPush) => {
      judged++;
      const { tokens, complete } = await inspector.outgoing(facts, target);
      return tokens.length === 0 && complete;
    };
    const push = await stage.ready(tree);
    const first = await passes(push);
    await between();
    const end = first
      ? await pushBranch(push, stage.secret, stage.pusher(), { judgeAgain: passes }).then(
          ({ kind }) => kind,
          (error: unknown) => (Failure.is(error) ? error.problem.kind : String(error)),
        )
      : 'held';
    return { end, judged };
  }

  /** Whether the server took the object, in whatever way. */
  async function reachedServer(oid: string): Promise<boolean> {
    return (await runGit(server(), ['--git-dir', server(), 'cat-file', '-e', oid], stage.env)).code === 0;
  }

  const forge = (ref: string, sha: string) => (tree: WorkTree) => tree.git('update-ref', ref, sha);
  type Forgery = (tree: WorkTree, at: Awaited<ReturnType<typeof leaking>>) => Promise<unknown>;
  const forgeries: readonly (readonly [string, boolean, Forgery])[] = [
    ['of the branch itself', true, (tree, { leak }) => forge('refs/remotes/origin/forged-0', leak)(tree)],
    ['of another branch', true, (tree, { leak }) => forge('refs/remotes/origin/other', leak)(tree)],
    [
      'of another branch, for a new one',
      false,
      (tree, { leak }) => forge('refs/remotes/origin/x', leak)(tree),
    ],
    ['of a new branch', false, (tree, { leak }) => forge('refs/remotes/origin/forged-3', leak)(tree)],
    ['of the default branch', false, (tree, { leak }) => forge('refs/remotes/origin/main', leak)(tree)],
    ['at the very commit', false, (tree, { head }) => forge('refs/remotes/origin/x', head)(tree)],
    [
      'that is packed',
      false,
      async (tree, { leak }) => {
        await forge('refs/remotes/origin/x', leak)(tree);
        await tree.git('pack-refs', '--all');
      },
    ],
    [
      'that is symbolic',
      false,
      async (tree, { leak }) => {
        await tree.git('branch', 'kept', leak);
        await tree.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/heads/kept');
      },
    ],
    [
      'with the objects lent by another folder',
      false,
      async (tree, { leak }) => {
        await forge('refs/remotes/origin/x', leak)(tree);
        const objects = join(tree.folder, '.git', 'objects');
        await rename(objects, join(tree.folder, '.git', 'lent'));
        await mkdir(join(objects, 'info'), { recursive: true });
        await writeFile(join(objects, 'info', 'alternates'), '../lent\n');
      },
    ],
  ];
  for (const [index, [title, pushed, arrange]] of forgeries.entries()) {
    it(`H14 a remote-tracking ref ${title} hides no commit from the rules`, async () => {
      const at = await leaking(`forged-${index}`, pushed);
      await arrange(at.tree, at);
      const before = stage.sandbox.log.length;
      assert.deepEqual(await judgedPush(at.tree), { end: 'knownNotThere', judged: 2 });
      assert.deepEqual(
        [await onServer(`refs/heads/forged-${index}`), await reachedServer(at.blob)],
        [pushed ? at.base : undefined, false],
      );
      assert.equal(requestsSince(before).includes('POST /git-receive-pack'), false);
    });
  }

  it('H14 one that is there while the rules look and gone when the push begins hides nothing', async () => {
    for (const pushed of [false, true]) {
      const { tree, leak, blob } = await leaking(`gone-${pushed}`, pushed);
      const ref = 'refs/remotes/origin/x';
      await forge(ref, leak)(tree);
      const remove = () => tree.git('update-ref', '-d', ref);
      assert.deepEqual(await judgedPush(tree, remove), { end: 'knownNotThere', judged: 2 });
      assert.equal(await reachedServer(blob), false);
    }
  });

  it('H14 one that comes after the plan changes nothing of what is judged', async () => {
    const { tree, head } = await leaking('late');
    const push = await stage.ready(tree);
    await forge('refs/remotes/origin/x', head)(tree);
    const inspector = inspectorOf({ git: stage.git, env: stage.env, workspaceFolders: [] });
    assert.equal((await inspector.outgoing(push.facts, push.target)).tokens.length, 1);
  });

  it('H14 a commit graph that leaves a commit out hides nothing from the rules', async () => {
    const { tree, base, head } = await leaking('graph');
    const top = await commit(tree, 'top.txt', 'top');
    await tree.git('commit-graph', 'write', '--reachable');
    await forgeParents(join(tree.folder, '.git'), head, [base]);
    const shown = (await tree.git('rev-list', '--count', `${base}..${top}`)).stdout.trim();
    assert.equal(shown, '2', 'git itself believes the file');
    assert.deepEqual(await judgedPush(tree), { end: 'held', judged: 1 });
  });

  it('H14 a commit graph that adds a commit sends nothing that was not judged', async () => {
    const { tree, base, leak, blob } = await leaking('added');
    await tree.git('branch', 'aside', leak);
    await tree.git('reset', '--quiet', '--hard', base);
    const head = await commit(tree, 'clean.txt', 'clean\n');
    const top = await commit(tree, 'top.txt', 'top');
    await tree.git('commit-graph', 'write', '--reachable');
    await forgeParents(join(tree.folder, '.git'), head, [base, leak]);
    assert.deepEqual(await judgedPush(tree), { end: 'pushed', judged: 1 });
    assert.deepEqual([await onServer('refs/heads/added'), await reachedServer(blob)], [top, false]);
  });

  it('H14 a history that is cut short while the rules look hides nothing', async () => {
    const { tree, head, blob } = await leaking('cut');
    const shallow = join(tree.folder, '.git', 'shallow');
    await writeFile(shallow, `${head}\n`);
    assert.deepEqual(await judgedPush(tree, () => writeFile(shallow, '')), { end: 'held', judged: 1 });
    assert.equal(await reachedServer(blob), false);
  });

  it('an ordinary push takes two requests: of a new branch, and of one that is there', async () => {
    const tree = await stage.tree('ordinary', { 'ordinary.txt': '1' });
    for (const content of ['2', '3']) {
      await commit(tree, 'ordinary.txt', content);
      const before = stage.sandbox.log.length;
      assert.deepEqual(await judgedPush(tree), { end: 'pushed', judged: 1 });
      assert.deepEqual(requestsSince(before), [
        'GET /info/refs?service=git-receive-pack',
        'POST /git-receive-pack',
      ]);
    }
  });

  it('a new branch whose base moved on is pushed without a question to the person, and nothing else is moved', async () => {
    const tree = await stage.tree('from-old-main', { 'old.txt': '1' });
    await writeCommits(server(), [{ branch: 'main', message: 'Theirs', files: { 'theirs.txt': 'x' } }]);
    const theirs = await onServer('refs/heads/main');
    const before = stage.sandbox.log.length;
    assert.deepEqual(await judgedPush(tree), { end: 'pushed', judged: 1 });
    assert.deepEqual(requestsSince(before), [
      'GET /info/refs?service=git-receive-pack',
      'GET /info/refs?service=git-upload-pack',
      'POST /git-upload-pack',
      'GET /info/refs?service=git-receive-pack',
      'POST /git-receive-pack',
    ]);
    assert.deepEqual(
      [await onServer('refs/heads/from-old-main'), await onServer('refs/heads/main')],
      [tree.sha, theirs],
    );
  });

  it('a branch that was deleted or set back on GitHub is pushed as git would', async () => {
    for (const branch of ['deleted', 'set-back']) {
      const tree = await stage.tree(branch, { [`${branch}.txt`]: '1' });
      await commit(tree, 'more.txt', branch);
      await stage.push(tree);
      const old = branch === 'deleted' ? ['-d', `refs/heads/${branch}`] : [`refs/heads/${branch}`, tree.sha];
      await askGit(server(), ['update-ref', ...old]);
      const head = await commit(tree, 'more.txt', `${branch} again`);
      assert.deepEqual(await judgedPush(tree), { end: 'pushed', judged: 1 });
      assert.equal(await onServer(`refs/heads/${branch}`), head);
    }
  });

  it('what GitHub no longer has is judged with the rest, and pushed when nothing is found', async () => {
    const tree = await stage.tree('unknown-base', { 'base.txt': 'base' });
    await forge('refs/remotes/origin/removed', tree.sha)(tree);
    const head = await commit(tree, 'next.txt', 'next');
    assert.deepEqual(await judgedPush(tree), { end: 'pushed', judged: 2 });
    assert.equal(await onServer('refs/heads/unknown-base'), head);
  });
});
