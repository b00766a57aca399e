import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { FileReader } from '../../src/node/leaks/fileReader.ts';
import { findRipgrep } from '../../src/node/leaks/findRipgrep.ts';
import { newSalt } from '../../src/node/leaks/printer.ts';
import type { Candidate } from '../../src/node/leaks/ripgrepAnswer.ts';
import { runRipgrep } from '../../src/node/leaks/runRipgrep.ts';
import { workerScanner } from '../../src/node/leaks/workerScanner.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import { type LeaksTree, plantTree, workerSource } from './leaksTree.ts';

describe('the ripgrep that VS Code brings', function () {
  this.timeout(60_000);

  const token = makeToken('oauth-token', 'rg');
  const line = `token = "${token}"\n`;
  let tree: LeaksTree;
  let theirs: string;
  before(async () => {
    const found = await findRipgrep((await fetchVsCode()).folder);
    assert.ok(found);
    theirs = found;
  });
  beforeEach(async () => {
    tree = await plantTree('ripgrep');
  });
  afterEach(() => tree.close());

  /** A VS Code of our own making, with a program in the place of its ripgrep. */
  function appWith(program: string | undefined, modules = 'node_modules'): string {
    const app = join(tree.folder, 'app');
    const file = join(app, modules, '@vscode', 'ripgrep', 'bin', 'rg');
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    if (program === undefined) copyFileSync(theirs, file);
    else writeFileSync(file, program);
    chmodSync(file, 0o755);
    return app;
  }
  const says = (text: string, then = '') =>
    `#!/bin/sh\ncase "$*" in *--version*) echo '${text}';; *) ${then}: ;; esac\n`;

  it('is found where VS Code keeps it, whatever its version packs', async () => {
    for (const modules of ['node_modules', 'node_modules.asar.unpacked']) {
      const app = appWith(undefined, modules);
      assert.equal(await findRipgrep(app), join(app, modules, '@vscode', 'ripgrep', 'bin', 'rg'));
      rmSync(app, { recursive: true });
    }
    assert.equal(await findRipgrep(join(tree.folder, 'nowhere')), undefined);
  });

  it('is not one that leads out of VS Code, that everybody may write, or that answers as something else', async () => {
    const good = appWith(undefined);
    const file = join(good, 'node_modules', '@vscode', 'ripgrep', 'bin', 'rg');
    assert.equal(await findRipgrep(good), file);
    chmodSync(file, 0o757);
    assert.equal(await findRipgrep(good), undefined);
    chmodSync(file, 0o755);
    chmodSync(dirname(file), 0o757);
    assert.equal(await findRipgrep(good), undefined);
    chmodSync(dirname(file), 0o755);
    for (const program of [says('grep 3.11'), says('ripgrep 11.0.2'), '#!/bin/sh\nexit 1\n', 'no program']) {
      appWith(program);
      assert.equal(await findRipgrep(good), undefined, program);
    }
    const linked = join(tree.folder, 'linked');
    mkdirSync(join(linked, 'node_modules', '@vscode', 'ripgrep'), { recursive: true });
    symlinkSync(dirname(theirs), join(linked, 'node_modules', '@vscode', 'ripgrep', 'bin'));
    assert.equal(await findRipgrep(linked), undefined);
  });

  it('is led by nothing in a repository: no configuration, ignore file, attribute or program of it counts', async () => {
    const ran = join(tree.folder, 'ran');
    const evil = tree.write('evil.sh', `#!/bin/sh\ntouch '${ran}'\n`);
    chmodSync(evil, 0o755);
    const config = tree.write('.ripgreprc', `--pre=${evil}\n--glob=!*\n--files\n--follow\n--max-count=0\n`);
    for (const name of ['.ignore', '.rgignore', '.gitignore', '.git/info/exclude']) tree.write(name, '*\n');
    tree.write('.gitattributes', '* -text diff=evil filter=evil\n');
    copyFileSync(evil, tree.write('bin/rg', ''));
    chmodSync(join(tree.folder, 'bin', 'rg'), 0o755);
    tree.write('secret.txt', line);
    const [path, was] = [process.env.PATH, process.env.RIPGREP_CONFIG_PATH];
    const cwd = process.cwd();
    process.env.PATH = `${join(tree.folder, 'bin')}${delimiter}${path}`;
    process.env.RIPGREP_CONFIG_PATH = config;
    process.chdir(tree.folder);
    try {
      const report = await tree.scan();
      assert.deepEqual(
        [[...report.found.keys()], report.engine],
        [[join(tree.folder, 'secret.txt')], 'ripgrep'],
      );
      assert.equal(existsSync(ran), false);
    } finally {
      process.chdir(cwd);
      process.env.PATH = path;
      if (was === undefined) delete process.env.RIPGREP_CONFIG_PATH;
      else process.env.RIPGREP_CONFIG_PATH = was;
    }
  });

  it('is not run where nothing may be run', async () => {
    tree.write('secret.txt', line);
    const scanner = workerScanner({ workerFile: workerSource, salt: newSalt, appRoot: () => undefined });
    const order = { folders: [tree.folder], withoutIgnored: false, excluded: [] };
    const report = await scanner.scan(order, { signal: new AbortController().signal, onProgress: () => {} });
    scanner.dispose();
    assert.deepEqual([report.engine, report.found.size], ['own', 1]);
  });

  it('gives way to our own reading when it fails, is killed, is none or lies about what it cannot read', async () => {
    tree.write('data/secret.txt', line);
    const order = { folders: [join(tree.folder, 'data')], withoutIgnored: false, excluded: [] };
    const failing = ['exit 2', 'kill -9 $$', 'echo nonsense >&2; exit 2', 'exit 77'];
    const programs = [says('grep 3.11'), ...failing.map((then) => says('ripgrep 15.0.0', `${then};`))];
    for (const program of programs) {
      const app = appWith(program);
      const scanner = workerScanner({ workerFile: workerSource, salt: newSalt, appRoot: () => app });
      const report = await scanner.scan(order, {
        signal: new AbortController().signal,
        onProgress: () => {},
      });
      scanner.dispose();
      assert.deepEqual(
        [report.engine, report.found.size, report.files, report.complete],
        ['own', 1, 1, true],
        program,
      );
    }
  });

  it('is ended when the scan is cancelled', async () => {
    tree.write('data/a', line);
    const app = appWith(says('ripgrep 15.0.0', 'exec sleep 600;'));
    const scanner = workerScanner({ workerFile: workerSource, salt: newSalt, appRoot: () => app });
    const cancel = new AbortController();
    const order = { folders: [join(tree.folder, 'data')], withoutIgnored: false, excluded: [] };
    const scan = scanner.scan(order, { signal: cancel.signal, onProgress: () => cancel.abort() });
    setTimeout(() => cancel.abort(), 1_500);
    const report = await scan;
    assert.equal(report.complete, false);
    const left = () => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isOurSleep(pid, app));
    for (let wait = 0; left().length > 0 && wait < 400; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(left(), []);
    scanner.dispose();
  });

  it('names every file that it has a word for, also one whose name looks like an option', async () => {
    tree.write('d/-l', line);
    const candidates: unknown[] = [];
    const unread = await runRipgrep({
      file: theirs,
      folders: [join(tree.folder, 'd')],
      signal: new AbortController().signal,
      onCandidate: (candidate) => candidates.push(candidate),
    });
    assert.deepEqual(
      [candidates, unread],
      [[{ path: join(tree.folder, 'd', '-l'), hits: [{ line: 1, at: 9 }] }], []],
    );
  });

  it('tells where a token may begin, and what is read around it is what stands there', async () => {
    const lines = 'const a = 1;\r\n'.repeat(30_000);
    const text = `${lines}é "${token}"\n${lines}${'x = 1;'.repeat(12_000)} ${token}\n`;
    const path = tree.write('d\n/large.js', text);
    tree.write('d\n/twice.js', `${text}${token} ${token}\n`);
    tree.write('d\n/often.js', `${text}${line.repeat(20)}`);
    const told = new Map<string, Candidate>();
    const unread = await runRipgrep({
      file: theirs,
      folders: [tree.folder],
      signal: new AbortController().signal,
      onCandidate: (candidate) => told.set(candidate.path.slice(tree.folder.length + 3), candidate),
    });
    const hits = [
      { line: 30_001, at: text.indexOf(token) + 1 },
      { line: 60_002, at: text.lastIndexOf(token) + 1 },
    ];
    assert.deepEqual(
      [
        unread,
        told.size,
        told.get('/large.js')?.hits,
        told.get('/twice.js')?.hits,
        told.get('/often.js')?.hits,
      ],
      [[], 3, hits, undefined, undefined],
    );
    let bytes = 0;
    const reader = new FileReader(
      () => 'print',
      () => false,
      (more) => {
        bytes += more;
      },
    );
    const around = reader.read(path, { hits, since: Date.now() + 10_000 });
    assert.equal(bytes, 0);
    const whole = reader.read(path, { hits, since: Date.now() - 10_000 });
    assert.ok(bytes > text.length && around.kind === 'read' && around.leaks.length === 2);
    assert.deepEqual(around, whole);
  });
});

function isOurSleep(pid: string, app: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`).startsWith(app) &&
      readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('sleep')
    );
  } catch {
    return false;
  }
}
