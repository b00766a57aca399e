import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ScanRequest, ScanWord, ScanWorkerData } from '../../src/node/leaks/scanWords.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type Engine, type LeaksTree, plantTree, workerSource } from './leaksTree.ts';

const engines: readonly Engine[] = ['own', 'ripgrep'];
/** More than a file must have been left alone for to be remembered. */
const settle = () => delay(2_100);

describe('the thread that scans', function () {
  this.timeout(60_000);

  const token = makeToken('classic-pat', 'thread');
  const line = `token = "${token}"\n`;
  const trees: LeaksTree[] = [];
  const plant = async (...given: Parameters<typeof plantTree>) => {
    const tree = await plantTree(...given);
    trees.push(tree);
    return tree;
  };
  afterEach(() => {
    for (const tree of trees.splice(0)) tree.close();
  });

  for (const engine of engines) {
    it(`reads again only what changed (${engine})`, async () => {
      const tree = await plant(engine);
      for (let at = 0; at < 20; at++) tree.write(`src/${at}`, 'nothing');
      const held = tree.write('held', line);
      const mended = tree.write('mended', line);
      await settle();
      const first = await tree.scan();
      assert.deepEqual([first.engine, first.files, first.unchanged, first.found.size], [engine, 22, 0, 2]);

      const again = await tree.scan();
      assert.deepEqual([again.files, again.unchanged, again.bytes], [22, 22, 0]);
      assert.deepEqual(again.found, first.found);

      writeFileSync(mended, 'nothing');
      const added = tree.write('src/new', line);
      const last = await tree.scan();
      assert.deepEqual([last.files, last.unchanged], [23, 21]);
      assert.deepEqual([...last.found.keys()].sort(), [held, added].sort());
    });

    it(`sees a token in a file that was made to look as it was (${engine})`, async () => {
      const tree = await plant(engine);
      const path = tree.write('a', 'x'.repeat(line.length));
      const long = new Date('2020-01-01');
      utimesSync(path, long, long);
      await settle();
      assert.equal((await tree.scan()).found.size, 0);
      writeFileSync(path, line);
      utimesSync(path, long, long);
      assert.equal((await tree.scan()).found.size, 1);
    });

    it(`sees a token that is written right after a scan (${engine})`, async () => {
      const tree = await plant(engine);
      const path = tree.write('a', 'x'.repeat(line.length));
      for (let round = 0; round < 10; round++) {
        writeFileSync(path, 'x'.repeat(line.length));
        assert.equal((await tree.scan()).found.size, 0);
        writeFileSync(path, line);
        assert.equal((await tree.scan()).found.size, 1);
      }
    });
  }

  it('C14 says a print and what may be shown of a token, and nowhere more of it', async () => {
    const tree = await plant('own');
    const forms = ['classic-pat', 'fine-grained-pat', 'installation-token-jwt', 'refresh-token'] as const;
    const tokens = forms.map((form) => makeToken(form, 'C14'));
    for (const [at, one] of tokens.entries()) {
      tree.write(`${at}`, `x = ${one}`);
      tree.write(`basic/${at}`, `basic ${Buffer.from(`x:${one}`).toString('base64')}`);
    }
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const data: ScanWorkerData = { salt: 'salt', stop, workerFile: workerSource };
    const worker = new Worker(workerSource, { workerData: data });
    const words: ScanWord[] = [];
    const said = new Promise<void>((resolve) => {
      worker.on('message', (word: ScanWord) => {
        words.push(word);
        if (word.kind === 'done') resolve();
      });
    });
    const order = { folders: [tree.folder], withoutIgnored: false, excluded: [] };
    const request: ScanRequest = { order, appRoot: undefined };
    worker.postMessage(request);
    await said;
    const heap = await heapOf(worker);
    await worker.terminate();
    const all = serialize(words).toString('latin1');
    assert.equal(words.flatMap(({ found }) => found).length, 2 * tokens.length);
    const told = words.flatMap(({ found }) => found.flatMap(([, leaks]) => leaks));
    assert.ok(told.every(({ print }) => all.includes(print)));
    for (const one of tokens) {
      for (let at = 12; at + 8 <= one.length; at++) {
        const part = one.slice(at, at + 8);
        assert.deepEqual([all.includes(part), heap.includes(part)], [false, false]);
      }
    }
  });

  it('I05 stops within a moment when it is cancelled, and gives what it has found', async () => {
    const tree = await plant('own');
    for (let at = 0; at < 300; at++) tree.write(`a/${at}`, line);
    for (let at = 0; at < 4; at++) truncateSync(tree.write(`big/${at}`, ''), 30 * 2 ** 30);
    const cancel = new AbortController();
    const started = performance.now();
    let at = 0;
    const report = await tree.scan(undefined, {
      signal: cancel.signal,
      onProgress: () => {
        at ||= performance.now();
        cancel.abort();
      },
    });
    assert.ok(at > started, 'it told where it was');
    // 120 GB take minutes; the bench holds it against 200 ms.
    assert.ok(performance.now() - at < 15_000, `${performance.now() - at} ms`);
    assert.deepEqual([report.complete, report.bytes > 0], [false, true]);
    assert.equal((await tree.scan({ folders: [join(tree.folder, 'a')] })).found.size, 300);
  });

  it('gives nothing for a scan that was cancelled before it began, and looks at one order after the other', async () => {
    const tree = await plant('own');
    tree.write('a/x', line);
    tree.write('b/x', line);
    const signal = AbortSignal.abort();
    const [none, a, b] = await Promise.all([
      tree.scan(undefined, { signal }),
      tree.scan({ folders: [join(tree.folder, 'a')] }),
      tree.scan({ folders: [join(tree.folder, 'b')] }),
    ]);
    assert.deepEqual([none.complete, none.found.size], [false, 0]);
    assert.deepEqual(
      [...a.found.keys(), ...b.found.keys()],
      [join(tree.folder, 'a', 'x'), join(tree.folder, 'b', 'x')],
    );
  });

  it('says so when it dies, at once or in the middle, and scans the next time', async () => {
    const dying = {
      throws: "throw new Error('x')",
      leaves: "require('node:worker_threads').parentPort.on('message', () => process.exit(0))",
      fails: "require('node:worker_threads').parentPort.on('message', () => { null.x })",
      fills:
        "require('node:worker_threads').parentPort.on('message', () => { const a = []; for (;;) a.push({}) })",
    };
    for (const [name, code] of Object.entries(dying)) {
      const place = await plant('own');
      const broken = await plant('own', place.write(`${name}.cjs`, code));
      await assert.rejects(broken.scan(), /broke off/, name);
      await assert.rejects(broken.scan(), /broke off/, name);
    }
  });

  it('is left behind when it hangs on a disk that does not answer', async () => {
    const place = await plant('own');
    const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
    const file = place.write(
      'h.cjs',
      `require('node:worker_threads').parentPort.on('message', () => ${wait})`,
    );
    const hanging = await plant('own', file);
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 300);
    const report = await hanging.scan(undefined, { signal: cancel.signal });
    assert.deepEqual([report.complete, report.found.size], [false, 0]);
  });

  it('tells where it is at most ten times a second, and leaves the loop of whoever asked alone', async () => {
    const tree = await plant('own');
    truncateSync(tree.write('big', ''), 2 ** 29);
    const told: number[] = [];
    let turns = 0;
    const ticking = setInterval(() => turns++, 5);
    const started = performance.now();
    await tree.scan(undefined, { onProgress: () => told.push(performance.now()) });
    const took = performance.now() - started;
    clearInterval(ticking);
    assert.ok(told.length > 0 && told.length <= took / 100 + 1, `${told.length} in ${took} ms`);
    // Had it run in this thread there would have been none.
    assert.ok(turns > took / 100, `${turns} turns in ${took} ms`);
  });

  it('keeps no process alive when nothing is asked of it', async () => {
    const scanner = join(workerSource, '..', 'workerScanner.ts');
    const script = `
      const { workerScanner } = await import(${JSON.stringify(scanner)});
      const s = workerScanner({ workerFile: ${JSON.stringify(workerSource)}, salt: () => 'x', appRoot: () => undefined });
      const order = { folders: [], withoutIgnored: false, excluded: [] };
      await s.scan(order, { signal: new AbortController().signal, onProgress: () => {} });
      process.stdout.write('done');`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 30_000 });
    assert.equal(said.toString(), 'done');
  });
});

/** What lives in the thread after a scan, as a heap snapshot. */
async function heapOf(worker: Worker): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of await worker.getHeapSnapshot()) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}
