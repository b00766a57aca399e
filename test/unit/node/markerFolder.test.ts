import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MarkerFolder, markerFolder } from '../../../src/node/markerFolder.ts';
import { folderOf } from '../../../src/node/markerListing.ts';
import { turnTimes } from '../../../src/node/turnLock.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import { blankMarker, type Marker } from '../../../src/vault/marker.ts';

const marker: Marker = {
  ...blankMarker('a-1'),
  host: githubCom.name,
  kind: 'classic-pat',
  generation: 2,
  next: 2,
};
const quick = { ...turnTimes, wait: 150 };
const posix = process.platform !== 'win32';

describe('MarkerFolder', () => {
  let root = '';
  let inside = '';
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'markers '));
    inside = join(root, 'vaults', 'store');
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(root, { recursive: true, force: true });
  });

  function holder(...given: string[]): ChildProcess {
    const script = join(import.meta.dirname, 'turnHolder.ts');
    const child = spawn(process.execPath, [script, given[0] ?? '', root, ...given.slice(1)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }

  it('lists nothing, and makes nothing, before the first write', async () => {
    assert.deepEqual(await new MarkerFolder(inside).list(), { turn: 0, markers: [] });
    assert.deepEqual(await readdir(root), []);
  });

  it('gives back what was written, to another window too', async () => {
    const folder = new MarkerFolder(inside);
    const turn = await folder.begin();
    await folder.write(marker);
    await folder.write({ ...marker, generation: 3, next: 3 });
    await folder.write({ ...marker, id: 'b' });
    await folder.remove('b');
    await turn.end();
    assert.deepEqual(await new MarkerFolder(inside).list(), {
      turn: 1,
      markers: [{ ...marker, generation: 3, next: 3 }],
    });
    assert.deepEqual(await new MarkerFolder(join(root, 'another')).list(), { turn: 0, markers: [] });
  });

  it('keeps everything to the user and leaves no temporary file', async function () {
    if (!posix) this.skip();
    await mkdir(inside, { recursive: true, mode: 0o755 });
    const folder = new MarkerFolder(inside);
    const turn = await folder.begin();
    await folder.write(marker);
    await folder.fingerprint(new Secret('value'));
    await turn.end();
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    const names = (await readdir(inside)).sort();
    assert.deepEqual(names, ['a-1.marker.json', 'fingerprint.key', 'turn-1.done']);
    const modes = await Promise.all(names.map((name) => modeOf(join(inside, name))));
    assert.deepEqual([await modeOf(inside), ...modes], ['700', '600', '600', '600']);
  });

  it('a marker that cannot be replaced stays as it was', async () => {
    const folder = new MarkerFolder(inside);
    await folder.begin();
    await mkdir(join(inside, 'a-1.marker.json'));
    await assert.rejects(folder.write(marker));
    assert.deepEqual(
      (await readdir(inside)).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('F08 a damaged marker still says that an entry was here; other files say nothing', async () => {
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, 'cut.marker.json'), '{"v":1,"id":"cut"');
    await writeFile(join(inside, 'Not An Id.marker.json'), '{}');
    await writeFile(join(inside, 'stray.txt'), '');
    assert.deepEqual(await new MarkerFolder(inside).list(), {
      turn: 0,
      markers: [blankMarker('cut')],
    });
  });

  it('takes no store id that would lead elsewhere', () => {
    const ids = ['', '..', '../x', 'a/b', 'a\\b', 'A', '.'];
    assert.deepEqual(
      ids.filter((id) => folderOf(root, id) !== undefined),
      [],
    );
    assert.equal(folderOf(root, 'store'), inside);
  });

  it('hashes equal tokens alike here and differently elsewhere, and shows nothing of them', async () => {
    const here = new MarkerFolder(inside);
    const elsewhere = new MarkerFolder(join(root, 'elsewhere'));
    await Promise.all([here.begin(), elsewhere.begin()]);
    const print = await here.fingerprint(new Secret('value'));
    assert.match(print, /^[A-Za-z0-9_-]{22}$/);
    assert.equal(await new MarkerFolder(inside).fingerprint(new Secret('value')), print);
    assert.notEqual(await here.fingerprint(new Secret('other')), print);
    assert.notEqual(await elsewhere.fingerprint(new Secret('value')), print);
  });

  it('hashes with the key that is there, also after another was deleted under a window that stays open', async () => {
    const [open, secret] = [new MarkerFolder(inside), new Secret('a token')];
    await open.begin().then((turn) => turn.end());
    const before = await open.fingerprint(secret);
    await rm(join(inside, 'fingerprint.key'));
    await open.begin().then((turn) => turn.end());
    const after = await open.fingerprint(secret);
    assert.notEqual(after, before);
    assert.equal(await new MarkerFolder(inside).fingerprint(secret), after);
  });

  it('F05 gives the turn to one window at a time, over several processes', async function () {
    this.timeout(60_000);
    const counting = [holder('count', '25'), holder('count', '25'), holder('count', '25')];
    const codes = await Promise.all(counting.map(async (child) => (await once(child, 'exit'))[0]));
    assert.deepEqual([codes, await readFile(join(root, 'count'), 'utf8')], [[0, 0, 0], '75']);
    assert.deepEqual(await readdir(inside), ['turn-75.done']);
  });

  it('F05 takes over at once from a window that was killed', async function () {
    this.timeout(60_000);
    const child = holder('hold');
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    const folder = new MarkerFolder(inside, quick);
    await assert.rejects(folder.begin(), { problem: { kind: 'lockBusy' } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal((await folder.begin()).number, 2);
  });

  it('a window that hangs is waited for, then overtaken, and can neither write on nor give back the new turn', async () => {
    const silentFor = async (ms: number) => {
      const then = new Date(Date.now() - ms);
      await utimes(join(inside, 'turn-1.held'), then, then);
    };
    const hung = await new MarkerFolder(inside).begin();
    const folder = new MarkerFolder(inside, quick);
    await silentFor(turnTimes.hung - 5_000);
    await assert.rejects(folder.begin(), { problem: { kind: 'lockBusy' } });
    assert.equal(await hung.stillOurs(), true);

    await silentFor(turnTimes.hung + 1_000);
    const next = await folder.begin();
    assert.deepEqual([next.number, await hung.stillOurs(), await next.stillOurs()], [2, false, true]);
    await hung.end();
    assert.equal(await next.stillOurs(), true);
    await next.end();
    assert.equal((await folder.begin()).number, 3);
  });

  it('a holder of another machine is judged by its silence alone', async () => {
    await mkdir(inside, { recursive: true });
    const file = join(inside, 'turn-7.held');
    await writeFile(file, JSON.stringify({ pid: 2 ** 22 + 1, machine: 'another', nonce: 'n' }));
    const folder = new MarkerFolder(inside, quick);
    await assert.rejects(folder.begin(), { problem: { kind: 'lockBusy' } });
    const then = new Date(Date.now() - turnTimes.silent - 1_000);
    await utimes(file, then, then);
    assert.equal((await folder.begin()).number, 8);
  });

  it('a holder shows that it lives for as long as it holds', async () => {
    const folder = new MarkerFolder(inside, { ...turnTimes, beat: 10 });
    const turn = await folder.begin();
    const file = join(inside, 'turn-1.held');
    await utimes(file, new Date(0), new Date(0));
    await pause(80);
    assert.ok(Date.now() - (await stat(file)).mtimeMs < 5_000);
    await turn.end();
  });

  it('F04 a window that waits for a store that never answers gives its turn back, and cannot write on', async () => {
    const waiting = await new MarkerFolder(inside, { ...turnTimes, longest: 50 }).begin();
    const folder = new MarkerFolder(inside, { ...turnTimes, wait: 5_000 });
    const next = await folder.begin();
    assert.deepEqual([next.number, await waiting.stillOurs(), await next.stillOurs()], [2, false, true]);
    await waiting.end();
    assert.equal(await next.stillOurs(), true);
  });

  it('two that follow the same dead holder do not both get the turn', async () => {
    await mkdir(inside, { recursive: true });
    await writeFile(join(inside, 'turn-4.held'), 'no owner');
    await utimes(join(inside, 'turn-4.held'), new Date(0), new Date(0));
    const tries = Array.from({ length: 8 }, () => new MarkerFolder(inside, quick).begin());
    const won = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    assert.equal(won.length, 1);
  });
});

describe('markerFolder', () => {
  it('makes the id of the store with the first write and keeps it in global state', async () => {
    const root = await mkdtemp(join(tmpdir(), 'markers-'));
    const state = new Map<string, unknown>();
    const globalState = {
      get: (key: string) => state.get(key),
      update: async (key: string, value: unknown) => void state.set(key, value),
    };
    const open = () => markerFolder({ globalStorageUri: { fsPath: root }, globalState });
    try {
      assert.deepEqual([await open().list(), state.size], [{ turn: 0, markers: [] }, 0]);
      const turn = await open().begin();
      await open().write(marker);
      await turn.end();
      assert.deepEqual(await open().list(), { turn: 1, markers: [marker] });
      assert.deepEqual(await readdir(join(root, 'vaults')), [...state.values()]);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
