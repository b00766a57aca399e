import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runGit, tokenHeader } from '../sandbox/workTree.ts';
import { holdsToken } from './evilListener.ts';
import { lfsTree, requestsSince } from './lfsStage.ts';
import { type PushStage, startPushStage } from './pushStage.ts';

const url = 'https://github.com/acme/app.git';
const content = (text: string, bytes = 3_000) => Buffer.alloc(bytes, text);

describe('files kept in LFS', function () {
  this.timeout(60_000);
  let stage: PushStage;
  before(async () => {
    stage = await startPushStage();
  });
  after(() => stage.close());
  afterEach(() => stage.sandbox.faults.clear());

  it('go up before the commits, and the storage hears no token', async () => {
    const { tree, files } = await lfsTree(stage, 'two-files', {
      'a.bin': content('first'),
      'b.bin': content('second', 700_000),
    });
    const start = stage.sandbox.log.length;
    const seen: string[] = [];
    const pushed = await stage.push(tree, {
      onProgress: ({ phase, percent }) => seen.push(`${phase} ${percent ?? ''}`),
    });
    assert.equal(pushed.kind, 'pushed');
    const [a, b] = files.map(({ oid }) => oid);
    assert.deepEqual(requestsSince(stage, start).toSorted(), [
      'GET github.com/acme/app.git/info/refs',
      'POST github.com/acme/app.git/git-receive-pack',
      'POST github.com/acme/app.git/info/lfs/objects/batch',
      'POST github.com/acme/app.git/info/lfs/verify',
      'POST github.com/acme/app.git/info/lfs/verify',
      ...[a, b].map((oid) => `PUT lfs-storage.sandbox.example/objects/${oid}`).toSorted(),
    ]);
    assert.deepEqual(
      files.map((file) => stage.sandbox.lfs.objects.get(file.oid)?.equals(file.content)),
      [true, true],
    );
    const storage = stage.sandbox.log.slice(start).filter(({ host }) => host !== 'github.com');
    assert.deepEqual([...new Set(storage.map(({ tokenId }) => tokenId))], [undefined]);
    assert.match(stage.sandbox.lfs.heard(), /RemoteAuth/);
    assert.equal(holdsToken(stage.sandbox.lfs.heard(), stage.token.value), false);
    assert.deepEqual([seen.includes('uploading 100'), seen[0]?.startsWith('uploading')], [true, true]);
  });

  it('are not sent twice: what the server has it is not given again', async () => {
    const { tree } = await lfsTree(stage, 'first-time', { 'c.bin': content('third') });
    await stage.push(tree);
    const again = await lfsTree(stage, 'second-time', { 'd.bin': content('third') });
    const start = stage.sandbox.log.length;
    assert.equal((await stage.push(again.tree)).kind, 'pushed');
    assert.deepEqual(requestsSince(stage, start), [
      'POST github.com/acme/app.git/info/lfs/objects/batch',
      'GET github.com/acme/app.git/info/refs',
      'POST github.com/acme/app.git/git-receive-pack',
    ]);
  });

  it('cost nothing when the commits bring none: two requests, as for any push', async () => {
    const { tree } = await lfsTree(stage, 'with-none', {}, { 'readme.txt': 'plain\n' });
    const start = stage.sandbox.log.length;
    await stage.push(tree);
    assert.equal(requestsSince(stage, start).length, 2);
  });

  it('are asked about a hundred at a time', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 130 }, (_, i) => [`many/${i}.bin`, content(`n${i}`, 200)]),
    );
    const { tree, files } = await lfsTree(stage, 'many', many);
    const start = stage.sandbox.log.length;
    await stage.push(tree);
    const asked = requestsSince(stage, start).filter((line) => line.endsWith('/batch'));
    assert.deepEqual(
      [asked.length, files.filter(({ oid }) => stage.sandbox.lfs.objects.has(oid)).length],
      [2, 130],
    );
  });

  it('of every commit go up, also when a later commit takes the file away', async () => {
    const { tree, files } = await lfsTree(stage, 'taken-away', { 'gone.bin': content('gone') });
    await tree.git('rm', '--quiet', 'gone.bin');
    await tree.git('commit', '--quiet', '-m', 'Take it away');
    await stage.push(tree);
    assert.equal(stage.sandbox.lfs.objects.has(files[0]?.oid ?? ''), true);
  });

  it("are our work when the hook is git-lfs's own, which is not run; another hook runs as it is", async () => {
    const hook = `#!/bin/sh
command -v git-lfs >/dev/null 2>&1 || { echo >&2 "\\nThis repository is configured for Git LFS but 'git-lfs' was not found on your path.\\n"; exit 2; }
git lfs pre-push "$@"
`;
    const { tree, files } = await lfsTree(stage, 'hooked-lfs', { 'h.bin': content('hooked') });
    const file = join(tree.folder, '.git', 'hooks', 'pre-push');
    await writeFile(file, hook);
    await chmod(file, 0o755);
    const env = { ...stage.env, PATH: `${await gitLfsTrap(stage)}:${stage.env.PATH}` };
    assert.equal((await stage.push(tree, { env })).kind, 'pushed');
    assert.equal(stage.sandbox.lfs.objects.has(files[0]?.oid ?? ''), true);
    await assert.rejects(readFile(join(stage.env.HOME ?? '', 'lfs-was-run')));
    await writeFile(file, `${hook}exit 5\n`);
    await tree.git('commit', '--quiet', '--allow-empty', '-m', 'Again');
    assert.deepEqual((await stage.refusal(tree, { env })).problem, { kind: 'hookRefused', exitCode: 5 });
  });

  it('can be read by git-lfs itself, and are whole', async function () {
    const program = await gitLfsFolder();
    // The outside witness is not on every machine.
    if (program === undefined) this.skip();
    const { tree, files } = await lfsTree(stage, 'witnessed', { 'w.bin': content('witness', 100_000) });
    await stage.push(tree);
    const reader = await stage.tree('reader');
    const env = {
      ...stage.env,
      PATH: `${program}:${stage.env.PATH}`,
      ...tokenHeader(url, stage.token.value),
      GIT_LFS_SKIP_SMUDGE: '1',
    };
    const must = async (...args: readonly string[]) => {
      const { code, stderr, stdout } = await runGit(reader.folder, args, env);
      assert.equal(code, 0, `${args.join(' ')}: ${stderr}${stdout}`);
      return stdout;
    };
    await must('fetch', '--quiet', 'origin', 'witnessed');
    await must('lfs', 'install', '--local', '--skip-repo');
    await must('lfs', 'fetch', 'origin', tree.sha);
    await must('checkout', '--quiet', '--detach', tree.sha);
    await must('lfs', 'checkout');
    assert.deepEqual(await readFile(join(reader.folder, 'w.bin')), files[0]?.content);
    assert.match(await must('lfs', 'fsck'), /OK/);
  });

  it('are sent three at a time, end when the person cancels, and then nothing is pushed', async () => {
    const five = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`x${i}.bin`, content(`cancel${i}`)]),
    );
    const { tree } = await lfsTree(stage, 'cancelled-lfs', five);
    stage.sandbox.faults.add({ method: 'PUT', fault: { kind: 'hang' } });
    const start = stage.sandbox.log.length;
    const sent = () => requestsSince(stage, start).filter((line) => line.startsWith('PUT ')).length;
    const controller = new AbortController();
    let at = 0;
    const waiting = setInterval(() => {
      if (sent() < 3) return;
      clearInterval(waiting);
      // Time for a fourth and a fifth, if anything sent them.
      setTimeout(() => {
        at = performance.now();
        controller.abort();
      }, 100);
    }, 10);
    const refused = await stage.refusal(tree, { signal: controller.signal });
    const took = performance.now() - at;
    assert.deepEqual([refused.problem, sent()], [{ kind: 'cancelled' }, 3]);
    // They hang: nothing else would end them.
    assert.ok(at > 0 && took < 15_000, String(took));
    assert.equal(
      requestsSince(stage, start).some((line) => line.includes('receive-pack')),
      false,
    );
  });
});

async function gitLfsFolder(): Promise<string | undefined> {
  const places = (process.env.PATH ?? '').split(':');
  for (const place of places) {
    const found = await promisify(execFile)(join(place, 'git-lfs'), ['version']).catch(() => undefined);
    if (found !== undefined) return place;
  }
  return undefined;
}

/** A folder with a git-lfs that leaves a mark. */
async function gitLfsTrap(stage: PushStage): Promise<string> {
  const file = join(stage.env.HOME ?? '', 'git-lfs');
  await writeFile(file, '#!/bin/sh\necho run > "$HOME/lfs-was-run"\nexit 0\n');
  await chmod(file, 0o755);
  return stage.env.HOME ?? '';
}
