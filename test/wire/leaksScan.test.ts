import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeToken } from '../fixtures/tokens.ts';
import { root } from '../harness/places.ts';
import { type Engine, type LeaksTree, plantTree } from './leaksTree.ts';

const engines: readonly Engine[] = ['own', 'ripgrep'];

for (const engine of engines) {
  describe(`a scan of folders, ${engine === 'own' ? 'by itself' : 'with ripgrep'}`, function () {
    this.timeout(60_000);

    const token = makeToken('classic-pat', `scan ${engine}`);
    const line = `token = "${token}"\n`;
    let tree: LeaksTree;
    beforeEach(async () => {
      tree = await plantTree(engine);
    });
    afterEach(() => tree.close());

    it('finds a token where it stands, by line and column as an editor counts', async () => {
      const path = tree.write('src/a.ts', `one\r\ntwo\n  "né𝒳", "${token}"`);
      tree.write('src/b.ts', 'nothing');
      const report = await tree.scan();
      const [leak] = report.found.get(path) ?? [];
      assert.deepEqual(leak?.spot, { line: 2, column: 11, endLine: 2, endColumn: 11 + token.length });
      assert.deepEqual(
        [
          report.files,
          report.bytes > 0,
          report.unchanged,
          report.unread.count,
          report.complete,
          report.engine,
        ],
        [2, true, 0, 0, true, engine],
      );
    });

    it('finds it in hidden, binary, UTF-16 and one-line files, in base64 and behind what is no UTF-8', async () => {
      const wide = Buffer.from(`\ufeff$env:T = '${token}'\r\n`, 'utf16le');
      const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
      const files: Readonly<Record<string, string | Buffer>> = {
        '.hidden/.file': line,
        'binary.bin': Buffer.concat([Buffer.from([0, 1, 0xff, 0]), Buffer.from(token), Buffer.from([0, 0])]),
        'broken.txt': Buffer.concat([Buffer.from([0xc3, 0x28, 0xff, 0xfe, 10]), Buffer.from(line)]),
        'config.gitconfig': `extraheader = AUTHORIZATION: basic ${basic}\n`,
        'line.js': `${'a=1;'.repeat(400_000)}k="${token}";`,
        'wide-be.txt': Buffer.from(wide).swap16(),
        'wide-bare.txt': wide.subarray(2),
        'wide.ps1': wide,
      };
      for (const [path, content] of Object.entries(files)) tree.write(path, content);
      assert.deepEqual(await tree.found(), Object.keys(files).sort());
    });

    it('I11 follows no link out of the folder nor round in circles, and waits for no FIFO, socket or device', async () => {
      const outside = await plantTree(engine);
      const server = createServer();
      try {
        outside.write('secret.txt', line);
        tree.write('inside.txt', line);
        symlinkSync(outside.folder, join(tree.folder, 'folder'));
        symlinkSync(join(outside.folder, 'secret.txt'), join(tree.folder, 'file'));
        symlinkSync('..', join(tree.folder, 'loop'));
        symlinkSync('/', join(tree.folder, 'everything'));
        symlinkSync('/dev/zero', join(tree.folder, 'zero'));
        symlinkSync('nowhere', join(tree.folder, 'dangling'));
        execFileSync('mkfifo', [join(tree.folder, 'pipe')]);
        await new Promise<void>((resolve) => server.listen(join(tree.folder, 'socket'), resolve));
        const report = await tree.scan();
        assert.deepEqual([...report.found.keys()], [join(tree.folder, 'inside.txt')]);
        assert.deepEqual([report.files, report.unread.count, report.complete], [1, 0, true]);
      } finally {
        server.close();
        outside.close();
      }
    });

    it('I11 does not go into what the kernel shows of itself', async function () {
      if (process.platform !== 'linux') this.skip();
      const child = spawn('sleep', ['60'], { env: { ...process.env, T: token }, stdio: 'ignore' });
      try {
        const folder = `/proc/${child.pid}`;
        const report = await tree.scan({ folders: [folder, tree.folder] });
        assert.deepEqual([report.found.size, report.unread.paths], [0, [folder]]);
      } finally {
        child.kill();
      }
    });

    it('reads a folder that is named by a link, a single file, and says which is not there', async () => {
      const file = tree.write('real/a.txt', line);
      symlinkSync(join(tree.folder, 'real'), join(tree.folder, 'named'));
      const named = await tree.scan({ folders: [join(tree.folder, 'named')] });
      assert.deepEqual([...named.found.keys()], [join(tree.folder, 'named', 'a.txt')]);
      assert.deepEqual([...(await tree.scan({ folders: [file] })).found.keys()], [file]);
      const missing = join(tree.folder, 'missing');
      assert.deepEqual((await tree.scan({ folders: [missing] })).unread.paths, [missing]);
    });

    it('leaves .git to git, and looks at everything else', async () => {
      tree.write('.git/config', line);
      tree.write('sub/.git/objects/x', line);
      tree.write('sub/.github/a.yml', line);
      tree.write('worktree/.git', line);
      assert.deepEqual(await tree.found(), ['sub/.github/a.yml', 'worktree/.git']);
    });

    it('I13 gives the path of a file whatever its name', async function () {
      if (process.platform !== 'linux') this.skip();
      const names = [
        'a\nb',
        ' lead',
        '-rf',
        '\u202egnp.exe',
        'x:y',
        'q\'"$(id)',
        'ö𝒳'.repeat(30),
        'z'.repeat(255),
      ];
      for (const name of names) tree.write(join('d\n', name), line);
      assert.deepEqual(await tree.found(), names.map((name) => join('d\n', name)).sort());
    });

    it('I13 reads a file whose name is no text, and marks what of it cannot be shown', async function () {
      if (process.platform !== 'linux') this.skip();
      mkdirSync(join(tree.folder, 'd'));
      writeFileSync(
        Buffer.concat([Buffer.from(join(tree.folder, 'd', 'x')), Buffer.from([0xff, 0xe9])]),
        line,
      );
      assert.deepEqual(await tree.found(), ['d/x\ufffd\ufffd']);
    });

    it('I12 reads what git ignores, and what other programs would have ignored', async () => {
      for (const name of ['.gitignore', '.ignore', '.rgignore', '.git/info/exclude']) tree.write(name, '*\n');
      tree.write('.gitattributes', '* binary filter=evil\n');
      tree.write('.env', line);
      tree.write('node_modules/x/index.js', line);
      assert.deepEqual(await tree.found(), ['.env', 'node_modules/x/index.js']);
    });

    it('says how many could not be read, and does not speak of what vanished', async function () {
      if (process.platform === 'win32') this.skip();
      tree.write('fine.txt', line);
      chmodSync(tree.write('closed.txt', line), 0);
      chmodSync(join(tree.write('closed/in.txt', line), '..'), 0);
      try {
        const { found, unread } = await asNobody(tree.folder, engine);
        assert.deepEqual(found, [join(tree.folder, 'fine.txt')]);
        assert.deepEqual(unread, {
          count: 2,
          paths: ['closed', 'closed.txt'].map((name) => join(tree.folder, name)),
        });
      } finally {
        chmodSync(join(tree.folder, 'closed'), 0o755);
      }
    });

    it('goes on while files come, go and change under it', async () => {
      for (let at = 0; at < 400; at++) tree.write(`kept/${at}`, at % 100 === 0 ? line : 'nothing');
      let busy = true;
      const churn = (async () => {
        for (let at = 0; busy; at++) {
          const path = tree.write(`churn/${at % 50}/x`, line);
          if (at % 2 === 0) unlinkSync(path);
          if (at % 7 === 0) rmSync(join(tree.folder, 'churn', `${at % 50}`), { recursive: true });
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      for (let round = 0; round < 5; round++) {
        const report = await tree.scan();
        const kept = [...report.found.keys()].filter((path) => path.includes('/kept/'));
        assert.deepEqual([kept.length, report.complete, report.unread.paths], [4, true, []]);
      }
      busy = false;
      await churn;
    });
  });
}

/** Scans as a user who may not read everything; root may. */
async function asNobody(folder: string, engine: Engine) {
  const driver = join(root, 'test', 'wire', 'leaksDriver.ts');
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chmodSync(folder, 0o755);
  const child = spawn(process.execPath, [driver, folder, engine], {
    ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return JSON.parse(text) as { found: string[]; unread: { count: number; paths: string[] } };
}
