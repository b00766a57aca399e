import assert from 'node:assert/strict';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { LookFindings } from '../../src/node/leaks/repositoryLook.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type Engine, type LeaksTree, plantTree } from './leaksTree.ts';

const mega = 2 ** 20;

describe('a scan of what is large', function () {
  this.timeout(180_000);

  const token = makeToken('classic-pat', 'large');
  const trees: LeaksTree[] = [];
  afterEach(() => {
    for (const tree of trees.splice(0)) tree.close();
  });
  const plant = async (engine: Engine) => {
    const tree = await plantTree(engine);
    trees.push(tree);
    return tree;
  };

  it('I05 goes through 64,000 entries of one folder, 100,000 files and 400 folders in each other', async () => {
    const tree = await plant('own');
    mkdirSync(join(tree.folder, 'flat'));
    for (let at = 0; at < 64_000; at++) closeSync(openSync(join(tree.folder, 'flat', `${at}`), 'w'));
    for (let folder = 0; folder < 36; folder++) {
      mkdirSync(join(tree.folder, 'wide', `${folder}`), { recursive: true });
      for (let at = 0; at < 1_000; at++)
        closeSync(openSync(join(tree.folder, 'wide', `${folder}`, `${at}`), 'w'));
    }
    const deep = join(...Array.from({ length: 400 }, (_, at) => `d${at}`), 'deep.txt');
    const planted = ['flat/63999', 'wide/35/999', deep].map((path) => tree.write(path, `a\n${token}`)).sort();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    const report = await tree.scan();
    assert.deepEqual(
      [[...report.found.keys()].sort(), report.files, report.unread.count],
      [planted, 100_001, 0],
    );
    const again = await tree.scan();
    clearInterval(watch);
    assert.deepEqual([again.found.size, again.files], [3, 100_001]);
    assert.ok(most - before < 120 * mega, `${(most - before) / mega} MB more`);
    const other = await plant('ripgrep');
    const theirs = await other.scan({ folders: [tree.folder] });
    assert.deepEqual(
      [[...theirs.found.keys()].sort(), theirs.engine, theirs.files],
      [planted, 'ripgrep', 100_001],
    );
  });

  for (const [engine, size] of [
    ['own', 2 ** 31 + mega],
    ['ripgrep', 200 * mega],
  ] as const) {
    it(`I06 reads a file of ${Math.floor(size / mega)} MB to its end, in bounded memory (${engine})`, async () => {
      const tree = await plant(engine);
      const log = tree.write('log', '');
      const file = openSync(log, 'w');
      for (let at = 0; at < 16; at++) writeSync(file, Buffer.alloc(mega, `${'x'.repeat(63)}\n`));
      writeSync(file, `é ${token}\n`);
      closeSync(file);
      truncateSync(log, size);
      appendFileSync(log, `\n${token}`);
      const before = process.memoryUsage().rss;
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss);
      }, 50);
      const report = await tree.scan();
      clearInterval(watch);
      const line = (16 * mega) / 64;
      assert.deepEqual(
        report.found.get(log)?.map(({ spot }) => [spot.line, spot.column]),
        [
          [line, 2],
          [line + 2, 0],
        ],
      );
      assert.equal(report.engine, engine);
      assert.ok(most - before < 120 * mega, `${(most - before) / mega} MB more`);
    });
  }

  it('I06 ends on a log that grows while it is read', async () => {
    const tree = await plant('own');
    const log = tree.write('log', Buffer.alloc(8 * mega, 'x'));
    appendFileSync(log, ` ${token} `);
    const piece = Buffer.alloc(8 * mega, 'y');
    let size = 0;
    const growing = setInterval(() => {
      if (size++ < 60) appendFileSync(log, piece);
    }, 1);
    const report = await tree.scan();
    clearInterval(growing);
    assert.deepEqual([report.found.size, report.complete], [1, true]);
  });

  it('I06 finds a token over the seam of two steps, wherever it is cut', async () => {
    const tree = await plant('own');
    const paths: string[] = [];
    for (let cut = -1; cut <= token.length + 1; cut += 3) {
      const start = mega - cut;
      const bytes = Buffer.alloc(2 * mega, 'é\n');
      bytes.write(` ${token}\n`, start - 1);
      paths.push(tree.write(`${cut}`, bytes));
    }
    const { found } = await tree.scan();
    assert.deepEqual([...found.keys()].sort(), paths.sort());
    for (const leaks of found.values()) assert.equal(leaks.length, 1);
  });

  it('says that there is more than it kept, and stops there', async () => {
    const tree = await plant('own');
    const tokens = Array.from({ length: 1_000 }, (_, at) => makeToken('classic-pat', at)).join('\n');
    for (let at = 0; at < 12; at++) writeFileSync(join(tree.folder, `${at}`), tokens);
    const report = await tree.scan();
    const leaks = [...report.found.values()].flat().length;
    assert.deepEqual([leaks, report.complete], [10_000, false]);
  });

  it('says so where one file or one commit holds more than is kept of it', async () => {
    const tree = await plant('own');
    const decoys = Array.from({ length: 1_000 }, (_, at) => makeToken('fine-grained-pat', at)).join('\n');
    tree.write('a', `${decoys}\n${token}`);
    assert.equal((await tree.scan()).complete, false);
    // As it is read the second time: by what is remembered.
    assert.equal((await tree.scan()).complete, false);
    const findings = new LookFindings();
    const leaks = [...(await tree.scan()).found.values()].flat();
    findings.add({ kind: 'staged', root: '/w', path: 'a' }, leaks);
    assert.deepEqual([leaks.length, findings.complete], [1_000, false]);
  });
});
