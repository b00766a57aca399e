import assert from 'node:assert/strict';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOutgoingChanges } from '../../src/node/git/readOutgoingChanges.ts';
import { scanOutgoing } from '../../src/node/git/scanOutgoing.ts';
import { makeToken } from '../fixtures/tokens.ts';
import type { WorkTree } from '../sandbox/workTree.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

describe('the search in what a push would send', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());

  const token = makeToken('classic-pat', 'scan');
  const masked = `ghp_…${token.slice(-4)}`;

  async function commit(
    tree: WorkTree,
    files: Readonly<Record<string, string | Buffer>>,
    message = 'More',
  ): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(tree.folder, path, '..'), { recursive: true });
      await writeFile(join(tree.folder, path), content);
    }
    await tree.git('add', '--all', '--force');
    await tree.git('commit', '--quiet', '--allow-empty', '-m', message);
  }

  async function scan(tree: WorkTree, signal?: AbortSignal) {
    const { facts, target } = await stage.ready(tree);
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    return scanOutgoing(context, facts, await readOutgoingChanges(context, facts, target), signal);
  }
  const places = (found: Awaited<ReturnType<typeof scan>>) =>
    found.tokens
      .map(({ place, confidence, masked: shown }) => {
        assert.equal(shown, masked);
        return `${confidence} ${place.kind === 'file' ? place.path : 'commit message'}`;
      })
      .sort();

  it('finds a token in a file that a later commit takes away, in a hidden, an ignored, a binary one', async () => {
    const tree = await stage.tree('hidden', { '.gitignore': '.env\n' });
    await commit(tree, { 'gone.txt': `x = ${token}\n` });
    await tree.git('rm', '--quiet', 'gone.txt');
    await commit(tree, {
      '.env': `A=1\nGITHUB_TOKEN=${token}`,
      'image.png': Buffer.concat([
        Buffer.from([0x89, 0x50, 0, 0]),
        Buffer.from(token),
        Buffer.from([0, 0xff]),
      ]),
      'clean.txt': 'nothing',
    });
    const found = await scan(tree);
    assert.deepEqual(places(found), ['confirmed .env', 'confirmed gone.txt', 'confirmed image.png']);
    assert.deepEqual([found.complete, JSON.stringify(found).includes(token)], [true, false]);
  });

  it('finds a token in UTF-16 with its mark, in both orders', async () => {
    const tree = await stage.tree('utf16');
    const little = Buffer.from(`\ufeff$env:GH_TOKEN = '${token}'\r\n`, 'utf16le');
    await commit(tree, { 'little.ps1': little, 'big.ps1': Buffer.from(little).swap16() });
    assert.deepEqual(places(await scan(tree)), ['confirmed big.ps1', 'confirmed little.ps1']);
  });

  it('finds a token wherever git’s output is cut, and at the end of megabytes', async () => {
    const tree = await stage.tree('large');
    const line = 'the quick brown fox jumps over the lazy dog 0123456789\n';
    const files = Object.fromEntries(
      [0, 1, 13, 27, 39].map((into) => {
        const filler = line.repeat(1300).slice(0, 65_536 - into - 60);
        return [`cut-${into}.log`, `${filler} ${token} ${line.repeat(10)}`];
      }),
    );
    await commit(tree, { ...files, 'long.js': `${'a=1;'.repeat(1_500_000)}"${token}"` });
    assert.equal(places(await scan(tree)).length, 6);
  });

  it('finds a token in a commit message', async () => {
    const tree = await stage.tree('message');
    await commit(tree, {}, `Try with ${token}`);
    const found = await scan(tree);
    assert.deepEqual(places(found), ['confirmed commit message']);
  });

  it('reads what git stores and runs no filter that the repository names', async () => {
    const tree = await stage.tree('filters');
    const mark = join(tree.folder, 'mark');
    const program = join(tree.folder, 'filter.sh');
    await commit(tree, { '.gitattributes': '* filter=evil diff=evil\n', 'a.txt': `${token}\n` });
    await writeFile(program, `#!/bin/sh\ntouch '${mark}'\n`);
    await chmod(program, 0o755);
    for (const key of [
      'filter.evil.smudge',
      'filter.evil.clean',
      'filter.evil.process',
      'diff.evil.textconv',
    ])
      await tree.git('config', key, program);
    const found = await scan(tree);
    assert.deepEqual(places(found), ['confirmed a.txt']);
    await assert.rejects(rm(mark), { code: 'ENOENT' });
  });

  it('A10 reads the objects that are sent, not what the repository puts in their place', async () => {
    const tree = await stage.tree('replaced');
    const first = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await commit(tree, { 'a.txt': `${token}\n` });
    const hidden = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await commit(tree, { 'a.txt': 'clean\n' });
    const clean = (await tree.git('rev-parse', 'HEAD:a.txt')).stdout.trim();
    await tree.git('replace', `${hidden}:a.txt`, clean);
    assert.deepEqual(places(await scan(tree)), ['confirmed a.txt']);
    await tree.git('replace', '--delete', `${hidden}:a.txt`);
    const head = (await tree.git('rev-parse', 'HEAD')).stdout.trim();
    await mkdir(join(tree.folder, '.git', 'info'), { recursive: true });
    await writeFile(join(tree.folder, '.git', 'info', 'grafts'), `${head} ${first}\n`);
    assert.deepEqual(places(await scan(tree)), ['confirmed a.txt']);
  });

  it('says that it is not complete when an object is missing or the list was cut', async () => {
    const tree = await stage.tree('missing', { 'a.txt': 'a' });
    const { facts, target } = await stage.ready(tree);
    const context = { git: stage.git, env: stage.env, workspaceFolders: [] };
    const changes = await readOutgoingChanges(context, facts, target);
    const ghost = { path: 'b.txt', blob: 'b'.repeat(40), bytes: 1, mode: '100644' };
    const missing = await scanOutgoing(context, facts, { ...changes, files: [...changes.files, ghost] });
    const cut = await scanOutgoing(context, facts, { ...changes, cut: true });
    const whole = await scanOutgoing(context, facts, changes);
    assert.deepEqual([missing.complete, cut.complete, whole.complete], [false, false, true]);
  });

  it('ends as cancelled when the person cancels', async () => {
    const tree = await stage.tree('cancelled', { 'a.txt': token });
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(scan(tree, controller.signal), { problem: { kind: 'cancelled' } });
  });

  it('tells an .npmrc with a credential from one that only names a variable', async () => {
    const tree = await stage.tree('npmrc');
    const registry = '//registry.example.test/:_authToken=';
    await commit(tree, {
      '.npmrc': `${registry}0123456789\n`,
      'named/.npmrc': `${registry}\${NPM_TOKEN}\nalways-auth=true\n`,
      'plain/.npmrc': 'save-exact=true\n',
    });
    const found = await scan(tree);
    assert.deepEqual(
      found.files.filter(({ authLine }) => authLine).map(({ path }) => path),
      ['.npmrc'],
    );
  });
});
