import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommitFacts } from '../../src/node/git/readCommitFacts.ts';
import { readDrift } from '../../src/node/git/readDrift.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const workflow = '.github/workflows/new.yml';
const text = 'name: new\non: push\njobs: {}\n';

describe('what the preflight reads of the commits', function () {
  // Real git on a busy machine: slow is not wrong.
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  const context = () => ({ git: stage.git, env: stage.env, workspaceFolders: [] });
  const read = async (tree: WorkTree) => readCommitFacts(context(), await stage.ready(tree));

  async function commit(tree: WorkTree, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(tree.folder, path, '..'), { recursive: true });
      await writeFile(join(tree.folder, path), content);
    }
    await tree.git('add', '--all');
    await tree.git('commit', '--quiet', '-m', 'More');
  }

  const narrow = () =>
    new Secret(
      stage.sandbox.registry.mint({
        kind: 'fine-grained',
        login: 'mona',
        owner: 'acme',
        permissions: { contents: 'write' },
        expiresInDays: 30,
      }).value,
    );

  it('S0-07 a workflow file that another branch of the remote has in the same words needs nothing, as GitHub sees it', async () => {
    const other = await stage.tree('has-workflow', { [workflow]: text });
    assert.equal((await other.push(wide(), 'origin', 'HEAD')).code, 0);
    const tree = await stage.tree('same-words', { [workflow]: text, 'beside.txt': 'x' });
    assert.deepEqual((await read(tree)).workflows, [{ path: workflow, elsewhere: 'yes' }]);
    // GitHub itself is the witness: a token without the permission may push it.
    assert.equal((await stage.push(tree, { secret: narrow() })).kind, 'pushed');
  });

  it('S0-07 in other words, at another path, or on the pushed branch alone, it needs the permission', async () => {
    const tree = await stage.tree('other-words', { [workflow]: `${text}# changed\n` });
    await commit(tree, { '.github/workflows/moved.yml': text });
    const { workflows } = await read(tree);
    assert.deepEqual(workflows, [
      { path: '.github/workflows/moved.yml', elsewhere: 'no' },
      { path: workflow, elsewhere: 'no' },
    ]);
    const refused = await stage.refusal(tree, { secret: narrow() });
    assert.equal(refused.problem.kind, 'workflowScope');
    // Taken away and brought back: that its own branch has it is not that another has.
    const back = await stage.tree('brought-back', { [workflow]: `${text}# its own\n` });
    await back.git('update-ref', 'refs/remotes/origin/brought-back', 'HEAD');
    await back.git('rm', '--quiet', workflow);
    await back.git('commit', '--quiet', '-m', 'Away');
    await commit(back, { [workflow]: `${text}# its own\n` });
    assert.deepEqual((await read(back)).workflows, [{ path: workflow, elsewhere: 'no' }]);
  });

  it('S0-07 one that is in other words in an earlier commit counts, and one that is only deleted does not', async () => {
    const tree = await stage.tree('twice', { '.github/workflows/ci.yml': 'name: other\n' });
    await tree.git('checkout', 'origin/main', '--', '.github/workflows/ci.yml');
    await tree.git('commit', '--quiet', '-m', 'Back');
    assert.deepEqual((await read(tree)).workflows, [{ path: '.github/workflows/ci.yml', elsewhere: 'no' }]);
    const gone = await stage.tree('gone', { 'plain.txt': 'x' });
    await gone.git('rm', '--quiet', '.github/workflows/ci.yml');
    await gone.git('commit', '--quiet', '-m', 'Gone');
    assert.deepEqual((await read(gone)).workflows, []);
  });

  function wide(): string {
    return stage.sandbox.registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: { contents: 'write', workflows: 'write' },
      expiresInDays: 30,
    }).value;
  }

  it('A10 a signature is read from the commit: no gpg runs, whatever the configuration asks for', async () => {
    const tree = await stage.tree('signed');
    const ran = join(stage.env.HOME ?? '', 'gpg-ran');
    const program = join(stage.env.HOME ?? '', 'evil-gpg');
    await writeFile(program, `#!/bin/sh\ntouch '${ran}'\n`);
    await chmod(program, 0o755);
    for (const [key, value] of [
      ['gpg.program', program],
      ['log.showSignature', 'true'],
    ] as const) {
      await tree.git('config', key, value);
    }
    const raw = (await tree.git('cat-file', 'commit', 'HEAD')).stdout;
    const signed = raw.replace(
      '\n\n',
      '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n',
    );
    await writeFile(join(tree.folder, '..', 'signed-commit'), signed);
    const made = await tree.git(
      'hash-object',
      '-t',
      'commit',
      '-w',
      join(tree.folder, '..', 'signed-commit'),
    );
    await tree.git('reset', '--quiet', '--hard', made.stdout.trim());
    await commit(tree, { 'unsigned.txt': 'x' });
    const head = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    const facts = await read(tree);
    assert.deepEqual([facts.unsigned, facts.merges], [[head], 0]);
    assert.ok(!(await readdir(stage.env.HOME ?? '')).includes('gpg-ran'));
  });

  it('a file above the limit is found in the history too, where a later commit takes it away', async () => {
    const tree = await stage.tree('large');
    await tree.git('config', 'core.compression', '0');
    const big = Buffer.alloc(100 * 1024 * 1024 + 1);
    await commit(tree, { 'big "one" ü.bin': big });
    await tree.git('rm', '--quiet', 'big "one" ü.bin');
    await commit(tree, { 'still here.bin': big.subarray(0, 51 * 1024 * 1024) });
    assert.deepEqual((await read(tree)).large, [
      { path: 'still here.bin', bytes: 51 * 1024 * 1024, inTip: true },
      { path: 'big "one" ü.bin', bytes: big.length, inTip: false },
    ]);
    await rm(tree.folder, { recursive: true, force: true });
  });

  it('H14 what is read is what is pushed: a replacement in this repository hides nothing', async () => {
    const tree = await stage.tree('replaced', { [workflow]: 'name: hidden\n' });
    const hidden = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await tree.git('checkout', '--quiet', '--detach', 'HEAD~1');
    await commit(tree, { 'harmless.txt': 'x' });
    await tree.git('replace', hidden, 'HEAD');
    await tree.git('checkout', '--quiet', 'replaced');
    assert.deepEqual((await read(tree)).workflows, [{ path: workflow, elsewhere: 'no' }]);
  });

  it('pointers of Git LFS are told from files that only speak of it', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
    const tree = await stage.tree('pointers', { 'a.psd': pointer, 'b.md': `See: ${pointer}` });
    const { facts, target } = await stage.ready(tree);
    const found = await readCommitFacts(context(), {
      facts: { ...facts, lfsFile: '.gitattributes' },
      target,
    });
    assert.deepEqual(found.lfsPointers, ['a.psd']);
  });

  it('X-10 drift is counted against the tracking ref, both ways, and against any other commit', async () => {
    const tree = await stage.tree('drifting');
    await commit(tree, { 'theirs.txt': 'x' });
    await tree.git('update-ref', 'refs/remotes/origin/drifting', 'HEAD');
    const theirs = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await tree.git('reset', '--quiet', '--hard', 'HEAD~1');
    await commit(tree, { 'ours.txt': 'x' });
    await commit(tree, { 'ours.txt': 'y' });
    const { drift, defaultBranch } = await read(tree);
    assert.deepEqual([drift, defaultBranch], [{ trackingSha: theirs, ahead: 2, behind: 1 }, 'main']);
    const head = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    const base = await readDrift(context(), tree.folder, head, 'refs/remotes/origin/main');
    assert.deepEqual([base?.ahead, base?.behind], [3, 0]);
    assert.equal(await readDrift(context(), tree.folder, head, 'refs/remotes/origin/none'), undefined);
    assert.equal(await readDrift(context(), tree.folder, head, '--output=x'), undefined);
  });
});
