import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { storeIdKey } from '../../../src/node/markerListing.ts';
import { ownStorage } from '../../../src/node/ownStorage.ts';

const files = [
  'vaults/mine/a-1.marker.json',
  'vaults/mine/canary.marker.json',
  'vaults/mine/fingerprint.key',
  'vaults/mine/turn-7.done',
  'vaults/mine/left.tmp',
  'vaults/theirs/b-1.marker.json',
  'journal/journal-1.jsonl',
  'turns/0123/turn-3.held',
  'turns/4567/turn-9.done',
  'watched/server.json',
  'odd.txt',
];

/** What stays whatever is asked: another store's folder, and the lock of a window at work. */
const others = ['turns/0123/turn-3.held', 'vaults/theirs/b-1.marker.json'];

describe('what the extension keeps beside its secrets', () => {
  let root = '';
  let memory: Map<string, unknown>;

  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'tw own ')), 'storage');
    memory = new Map<string, unknown>([
      [storeIdKey, 'mine'],
      ['bindings', { 'github.com/acme': 'a-1' }],
      ['of a later version', 1],
    ]);
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '{}');
    }
  });

  afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

  const storage = (remove?: (path: string) => Promise<void>, beforeUpdate?: () => void) =>
    ownStorage(
      {
        globalStorageUri: { fsPath: root },
        globalState: {
          keys: () => [...memory.keys()],
          get: (key) => memory.get(key),
          update: async (key, value) => {
            beforeUpdate?.();
            if (value === undefined) memory.delete(key);
            else memory.set(key, value);
          },
        },
      },
      remove,
    );

  const found = () =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((each) => !each.isDirectory())
      .map((each) => relative(root, join(each.parentPath, each.name)).split(sep).join('/'))
      .sort();

  it('F11 goes as a whole, with every key of global state, also of versions that this one does not know', async () => {
    const left = await storage().clear({ journal: true, sharedStore: true });
    assert.deepEqual(
      { left, found: found(), memory: [...memory] },
      { left: { files: [], memory: [] }, found: others, memory: [] },
    );
    assert.deepEqual(readdirSync(join(root, 'vaults')), ['theirs']);
  });

  it('F11 keeps the journal unless that is asked for too, and of its own store the notes another window needs', async () => {
    const left = await storage().clear({ journal: false, sharedStore: false });
    assert.deepEqual(
      { left, found: found(), memory: [...memory.keys()] },
      {
        left: { files: [], memory: [] },
        found: [
          'journal/journal-1.jsonl',
          others[0],
          'vaults/mine/a-1.marker.json',
          'vaults/mine/canary.marker.json',
          'vaults/mine/turn-7.done',
          others[1],
        ],
        memory: [storeIdKey],
      },
    );
  });

  it('F11 finds the rest on a second run when the first was cut: what leads to a file goes after it', async () => {
    let updates = 0;
    const cut = storage(undefined, () => {
      if (++updates > 1) throw new Error('the window is gone');
    });
    await assert.rejects(cut.clear({ journal: true, sharedStore: true }));
    assert.equal(memory.get(storeIdKey), 'mine');
    assert.deepEqual(await storage().clear({ journal: true, sharedStore: true }), { files: [], memory: [] });
    assert.deepEqual([found(), memory.size], [others, 0]);
  });

  it('F11 says which files are still there, and then keeps what leads to them', async () => {
    const locked = 'vaults/mine/fingerprint.key';
    const { files: left } = await storage((path) =>
      path.endsWith('.key') ? Promise.reject(new Error('in use')) : rm(path),
    ).clear({ journal: true, sharedStore: true });
    assert.deepEqual([left, memory.get(storeIdKey)], [[locked], 'mine']);
  });

  it('follows no link out of its folder', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = join(dirname(root), 'outside.txt');
    writeFileSync(outside, 'of the person');
    symlinkSync(outside, join(root, 'link'));
    symlinkSync(dirname(root), join(root, 'watched', 'up'));
    await storage().clear({ journal: true, sharedStore: true });
    assert.ok(readdirSync(dirname(root)).includes('outside.txt'));
    assert.deepEqual(found(), others);
  });

  it('is nothing where nothing was ever kept', async () => {
    rmSync(root, { recursive: true });
    memory.clear();
    assert.deepEqual(await storage().clear({ journal: true, sharedStore: true }), { files: [], memory: [] });
  });
});
