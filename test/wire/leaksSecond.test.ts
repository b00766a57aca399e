import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KnownFiles } from '../../src/node/leaks/knownFiles.ts';
import { printer } from '../../src/node/leaks/printer.ts';
import { scanFolders } from '../../src/node/leaks/scanFolders.ts';
import { ScanTally } from '../../src/node/leaks/scanTally.ts';
import type { ScanWord, ScanWorkerData } from '../../src/node/leaks/scanWords.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { type LeaksTree, plantTree, workerSource } from './leaksTree.ts';

const mega = 2 ** 20;

describe('a second thread that reads for a scan', function () {
  this.timeout(60_000);

  let tree: LeaksTree;
  let data: string;
  beforeEach(async () => {
    tree = await plantTree('own');
    // Enough for a second one, in the folder that is looked at first.
    tree.write('data/large', Buffer.alloc(40 * mega, 'a line of words\n'));
    for (let at = 0; at < 300; at++)
      tree.write(`data/more/${at}`, at % 3 === 0 ? `t = "${makeToken('classic-pat', at)}"\n` : 'nothing\n');
    data = join(tree.folder, 'data');
  });
  afterEach(() => tree.close());

  /** Prints say which thread has read a file. */
  const prints = { first: 'salt of the first', second: 'salt of the second' };
  const threadOf = (workerFile: string): ScanWorkerData => ({
    salt: prints.second,
    stop: new Int32Array(new SharedArrayBuffer(4)),
    workerFile,
  });

  async function scan(thread: ScanWorkerData | undefined, stopped = () => false) {
    const words: ScanWord[] = [];
    const tally = new ScanTally((word) => words.push(word));
    const order = { folders: [data], withoutIgnored: false, excluded: [] };
    const tools = {
      print: printer(() => prints.first),
      known: new KnownFiles(),
      stopped,
      signal: new AbortController().signal,
      tally,
      thread,
    };
    await scanFolders({ order, appRoot: undefined }, tools);
    tally.end(stopped());
    const found = words.flatMap((word) => word.found).sort(([a], [b]) => (a < b ? -1 : 1));
    const spots = found.map(([path, leaks]) => [path, leaks.map(({ spot, masked }) => [spot, masked])]);
    const made = new Set(found.flatMap(([, leaks]) => leaks.map(({ print }) => print)));
    const { files, bytes, unread } =
      [...words].flatMap((word) => (word.kind === 'done' ? [word.report] : []))[0] ?? {};
    return { told: { spots, files, bytes, unread }, made };
  }

  it('finds with the first one what that finds alone, each some of it', async () => {
    const alone = await scan(undefined);
    const both = await scan(threadOf(workerSource));
    assert.equal(alone.told.spots.length, 100);
    assert.deepEqual(both.told, alone.told);
    const own = [...both.made].filter((print) => alone.made.has(print)).length;
    assert.ok(own > 0 && own < 100, `${own} of 100 by the first`);
  });

  it('may die: what it has not read is read all the same', async () => {
    const alone = await scan(undefined);
    const dying = tree.write('dying.mjs', 'throw new Error("no thread");\n');
    assert.deepEqual(await scan(threadOf(dying)), alone);
    assert.deepEqual(await scan(threadOf(join(tree.folder, 'nowhere.mjs'))), alone);
  });

  it('is not waited for when the scan is cancelled', async () => {
    const hanging = tree.write('hanging.mjs', 'setInterval(() => {}, 1_000);\n');
    let stop = false;
    const scanning = scan(threadOf(hanging), () => stop);
    await sleep(500);
    const asked = performance.now();
    stop = true;
    const { told } = await scanning;
    assert.ok(performance.now() - asked < 5_000);
    assert.ok(told.spots.length > 0 && told.spots.length < 100, `${told.spots.length} files`);
  });
});
