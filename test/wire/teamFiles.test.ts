import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspectorOf } from '../../src/node/git/inspectOutgoing.ts';
import { judgeTeamFiles, readTeamFile } from '../../src/teamPolicy/judgeTeamFile.ts';
import { teamFilePath } from '../../src/teamPolicy/teamFile.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { aClassic, now } from '../unit/policy/anEntry.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const strict = 'version: 1\nprotectedBranches: ["*"]\n';
const loose = 'version: 1\nprotectedBranches: [none]\n';

describe('the rules that a repository brings for a push', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  async function put(tree: WorkTree, text: string | Buffer, path = teamFilePath): Promise<string> {
    const file = join(tree.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await rm(file, { force: true });
    await writeFile(file, text);
    return file;
  }

  /** What a fetch would have brought: the file as the remote's default branch has it. */
  async function putOnRemote(tree: WorkTree, text: string): Promise<void> {
    await put(tree, text);
    await tree.git('add', teamFilePath);
    await tree.git('commit', '--quiet', '-m', 'Rules');
    await tree.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await tree.git('rm', '--quiet', teamFilePath);
    await tree.git('commit', '--quiet', '-m', 'Without rules');
  }

  async function look(tree: WorkTree) {
    const { facts, target } = await stage.ready(tree);
    const inspector = inspectorOf({ git: stage.git, env: stage.env, workspaceFolders: [] });
    const files = await inspector.teamFiles(facts, target);
    const outgoing = { files: [], tokens: [], complete: true };
    const { owner, repo } = target;
    const repository = { host: target.host.name, owner, repo };
    const push = {
      repository,
      branch: target.branch,
      defaultBranch: 'main',
      login: 'mona',
      outgoing,
      changedFiles: [],
      tasks: [],
    };
    const refusals = judgeTeamFiles(files.map(readTeamFile), push, [aClassic(['repo'])], now);
    return refusals.map(({ rule, source, data }) => {
      const from = source.kind === 'teamFile' ? `${source.branch ?? 'folder'}:${source.line}` : source.kind;
      return `${rule} ${data.kind === 'teamFile' ? data.problem.kind : data.kind} ${from}`;
    });
  }

  it('are none where it brings none', async () => {
    assert.deepEqual(await look(await stage.tree('none')), []);
  });

  it('are those of its own folder, committed or not', async () => {
    const tree = await stage.tree('own');
    await put(tree, `\ufeff${strict.replaceAll('\n', '\r\n')}`);
    assert.deepEqual(await look(tree), ['protectedBranches protectedBranch folder:2']);
  });

  it('are those of the remote’s default branch as well: a branch that deletes or loosens them is still held to them', async () => {
    const tree = await stage.tree('loosening');
    await putOnRemote(tree, strict);
    const held = ['protectedBranches protectedBranch origin/main:2'];
    assert.deepEqual(await look(tree), held);
    await put(tree, loose);
    assert.deepEqual(await look(tree), held);
    await put(tree, strict);
    assert.deepEqual(await look(tree), ['protectedBranches protectedBranch folder:2']);
    await tree.git('symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
    await rm(join(tree.folder, teamFilePath));
    assert.deepEqual(await look(tree), []);
  });

  it('A19 are never those of another repository, beside it, around it or inside it', async () => {
    const [own, other] = [await stage.tree('a19-own'), await stage.tree('a19-other')];
    await put(other, strict);
    await putOnRemote(other, strict);
    await put(other, strict);
    // A folder above, as a workspace has one, and one below.
    await mkdir(join(dirname(own.folder), '.github'), { recursive: true });
    const above = join(dirname(own.folder), teamFilePath);
    await writeFile(above, strict);
    await put(own, strict, `inner/${teamFilePath}`);
    try {
      assert.deepEqual(await look(own), []);
      assert.deepEqual(await look(other), ['protectedBranches protectedBranch folder:2']);
    } finally {
      await rm(above);
    }
  });

  it('are not read from outside it by any link, and a link inside it is followed', async () => {
    const tree = await stage.tree('links');
    const outside = join(tree.folder, '..', 'outside.yml');
    await writeFile(outside, loose);
    const file = await put(tree, '');
    await rm(file);
    await symlink(outside, file);
    assert.deepEqual(await look(tree), ['teamFile link folder:1']);
    await rm(file);
    await put(tree, strict, 'rules.yml');
    await symlink('../rules.yml', file);
    assert.deepEqual(await look(tree), ['protectedBranches protectedBranch folder:2']);
    await rm(join(tree.folder, '.github'), { recursive: true });
    await symlink(dirname(outside), join(tree.folder, '.github'));
    await writeFile(join(dirname(outside), 'token-policy.yml'), loose);
    assert.deepEqual(await look(tree), ['teamFile link folder:1']);
    await rm(join(dirname(outside), 'token-policy.yml'));
  });

  it('are not read through a link that the remote has', async () => {
    const tree = await stage.tree('remote-links');
    const file = await put(tree, '');
    const asRemote = async (to: string) => {
      await rm(file, { force: true });
      await mkdir(dirname(file), { recursive: true });
      await symlink(to, file);
      await tree.git('add', '--all');
      await tree.git('commit', '--quiet', '-m', 'Link');
      await tree.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      await tree.git('rm', '--quiet', teamFilePath);
      await tree.git('commit', '--quiet', '-m', 'No link');
    };
    await asRemote('/etc/hostname');
    assert.deepEqual(await look(tree), ['teamFile link origin/main:1']);
    await asRemote('token-policy.yml');
    assert.deepEqual(await look(tree), ['teamFile link origin/main:1']);
    await asRemote('gone.yml');
    assert.deepEqual(await look(tree), []);
    await put(tree, strict, 'rules.yml');
    await asRemote('../rules.yml');
    assert.deepEqual(await look(tree), ['protectedBranches protectedBranch origin/main:2']);
  });

  it('stop the push when they are no plain text of at most 64 kB, without being read or waited for', async () => {
    const tree = await stage.tree('odd');
    const file = await put(tree, Buffer.from([0xff, 0xfe, 0x76, 0]));
    assert.deepEqual(await look(tree), ['teamFile unreadable folder:1']);
    await put(tree, '');
    await truncate(file, 10_000_000);
    assert.deepEqual(await look(tree), ['teamFile tooLarge folder:1']);
    await rm(file);
    await mkdir(file);
    assert.deepEqual(await look(tree), ['teamFile unreadable folder:1']);
    await rm(file, { recursive: true });
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [file]);
      assert.deepEqual(await look(tree), ['teamFile unreadable folder:1']);
      await rm(file);
    }
    await putOnRemote(tree, `version: 1\n${'#'.repeat(70_000)}\n`);
    assert.deepEqual(await look(tree), ['teamFile tooLarge origin/main:1']);
    await putOnRemote(tree, '{'.repeat(60_000));
    assert.deepEqual(await look(tree), ['teamFile tooDeep origin/main:1']);
  });
});
