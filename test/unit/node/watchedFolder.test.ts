import assert from 'node:assert/strict';
import filePromises, {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { WatchedFolder } from '../../../src/node/watchedFolder.ts';
import { parseWatched, serialiseWatched } from '../../../src/watched/watchedRecord.ts';
import { makeToken } from '../../fixtures/tokens.ts';
import { aWatched, now } from '../watched/aWatched.ts';

const posix = process.platform !== 'win32';

describe('the folder of watched tokens', () => {
  let storage = '';
  let inside = '';

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'watched '));
    inside = join(storage, 'watched');
  });

  afterEach(() => rm(storage, { recursive: true, force: true }));

  it('makes nothing before something is watched', async () => {
    assert.deepEqual(await new WatchedFolder(storage).read(), { tokens: [], unreadable: [] });
    assert.deepEqual(await readdir(storage), []);
  });

  it('gives back what another window added, by name, and keeps it to the user', async () => {
    const full = aWatched({
      note: 'renewed by hand',
      place: { kind: 'bot', text: 'x', link: 'https://github.com/' },
    });
    const bare = aWatched({ id: 'w2', name: 'Atlas', owner: undefined, expiry: { kind: 'unknown' } });
    await new WatchedFolder(storage).restore(full);
    await new WatchedFolder(storage).restore(bare);
    assert.deepEqual(await new WatchedFolder(storage).read(), { tokens: [bare, full], unreadable: [] });
    const names = (await readdir(inside)).filter((name) => !name.startsWith('turn-'));
    assert.deepEqual(names.sort(), ['w1.json', 'w2.json']);
    if (!posix) return;
    const modes = await Promise.all(
      ['', 'w1.json'].map(async (name) => (await stat(join(inside, name))).mode & 0o777),
    );
    assert.deepEqual(modes, [0o700, 0o600]);
  });

  it('two windows that add and change at the same time lose nothing of each other', async () => {
    const windows = [new WatchedFolder(storage), new WatchedFolder(storage)];
    await windows[0]?.restore(aWatched({ note: 'by: ' }));
    const work = windows.flatMap((folder, window) =>
      Array.from({ length: 12 }, async (_, n) => {
        await folder.restore(aWatched({ id: `w-${window}-${n}` }));
        await folder.change('w1', (latest) => ({ ...latest, note: `${latest.note ?? ''}${window}` }));
      }),
    );
    await Promise.all(work);
    const { tokens, unreadable } = await new WatchedFolder(storage).read();
    assert.deepEqual([tokens.length, unreadable], [25, []]);
    const note = tokens.find(({ id }) => id === 'w1')?.note ?? '';
    assert.equal([...note].sort().join('').trim(), `${'0'.repeat(12)}${'1'.repeat(12)}:by`);
  });

  it('F08 names a damaged file and leaves it as it is, whatever is done', async () => {
    const folder = new WatchedFolder(storage);
    await folder.restore(aWatched());
    const other = serialiseWatched(aWatched({ id: 'other' }));
    const damaged = {
      'cut.json': other.slice(0, 40),
      'later.json': other.replace('"v":1', '"v":2').replace('other', 'later'),
      'renamed.json': other,
      'empty.json': '',
      'huge.json': other.replace('other', 'huge').padEnd(100_000),
      'Not An Id.json': other,
      'list.json': '[]',
    };
    for (const [name, text] of Object.entries(damaged)) await writeFile(join(inside, name), text);
    const read = await folder.read();
    assert.deepEqual(read.tokens, [aWatched()]);
    assert.deepEqual([...read.unreadable].sort(), Object.keys(damaged).sort());
    await assert.rejects(folder.restore(aWatched({ id: 'cut' })));
    assert.equal(await folder.change('later', (latest) => latest), undefined);
    await folder.remove('empty');
    for (const [name, text] of Object.entries(damaged))
      assert.equal(await readFile(join(inside, name), 'utf8'), text);
  });

  it('shows no file in which something else wrote a token or text that cannot be seen', () => {
    const texts = [makeToken('fine-grained-pat'), 'a\u202eb', 'a\nb'];
    for (const text of texts) {
      for (const changes of [{ name: text }, { owner: text }, { note: text }])
        assert.equal(parseWatched('w1', serialiseWatched(aWatched(changes))), undefined);
      const place = { kind: 'bot', text, link: undefined } as const;
      assert.equal(parseWatched('w1', serialiseWatched(aWatched({ place }))), undefined);
    }
  });

  it('never keeps a token, whoever hands it in, and what was there before stays', async () => {
    const folder = new WatchedFolder(storage);
    await folder.restore(aWatched());
    const note = makeToken('classic-pat');
    await assert.rejects(folder.change('w1', (latest) => ({ ...latest, note })));
    await assert.rejects(folder.restore(aWatched({ id: 'w2', note })));
    assert.deepEqual(await folder.read(), { tokens: [aWatched()], unreadable: [] });
    const files = await Promise.all(
      (await readdir(inside)).map((name) => readFile(join(inside, name), 'utf8')),
    );
    assert.ok(!files.join('').includes(note));
  });

  it('says of a full disk what it is, and what was there before stays', async () => {
    const folder = new WatchedFolder(storage);
    await folder.restore(aWatched());
    const { open } = filePromises;
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const failing = async (path: string, ...rest: never[]) => {
      if (path.endsWith('.tmp')) throw full;
      return open(path, ...rest);
    };
    await folder.restore(aWatched({ id: 'w2' }));
    Object.assign(filePromises, { open: failing });
    syncBuiltinESMExports();
    try {
      const change = folder.change('w1', (latest) => ({ ...latest, name: 'other' }));
      await assert.rejects(change, { problem: { kind: 'markerWriteFailed', full: true } });
    } finally {
      Object.assign(filePromises, { open });
      syncBuiltinESMExports();
    }
    assert.deepEqual((await folder.read()).tokens, [aWatched(), aWatched({ id: 'w2' })]);
  });

  it('follows no link and is not held up by a folder of the name', async function () {
    if (!posix) this.skip();
    const folder = new WatchedFolder(storage);
    await folder.restore(aWatched());
    const outside = join(storage, 'outside.json');
    await writeFile(outside, serialiseWatched(aWatched({ id: 'linked' })));
    await symlink(outside, join(inside, 'linked.json'));
    await mkdir(join(inside, 'folder.json'));
    const { tokens, unreadable } = await folder.read();
    assert.deepEqual([tokens.length, unreadable], [1, ['folder.json', 'linked.json']]);
  });

  it('stops watching one, and only one', async () => {
    const folder = new WatchedFolder(storage);
    await folder.restore(aWatched());
    await folder.restore(aWatched({ id: 'w2' }));
    await folder.remove('w1');
    await folder.remove('../w2');
    assert.deepEqual(
      (await folder.read()).tokens.map(({ id }) => id),
      ['w2'],
    );
    assert.equal(await folder.change('w1', (latest) => latest), undefined);
  });

  it('reads any text as a watched token or as none, and back as it was', () => {
    fc.assert(
      fc.property(fc.json(), (text) => assert.equal(parseWatched('w1', text), undefined)),
      { numRuns: 200 },
    );
    const moment = fc.integer({ min: 0, max: 2 * now });
    fc.assert(
      fc.property(moment, moment, (since, at) => {
        const token = aWatched({ since, expiry: { kind: 'at', at } });
        assert.deepEqual(parseWatched('w1', serialiseWatched(token)), token);
      }),
      { numRuns: 100 },
    );
  });
});
