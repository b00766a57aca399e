import assert from 'node:assert/strict';
import { StoreReader } from '../../../src/vault/storeReader.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { type BrowserProfile, MemoryWindowStore } from '../../fakes/memoryWindowStore.ts';
import { draft, noon, openWindow, token } from './sample.ts';

describe('StoreReader', () => {
  it('F05 a vault made later knows since when its window has its copy of the store', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const ports = {
      store: new MemoryWindowStore(profile),
      files: new MemoryVaultFiles(folder),
      clock: { now: () => noon * 2 },
      pause: async () => undefined,
      newId: () => 'b-1',
      learn: () => undefined,
    };
    const session = { id: 'b', run: 'b', startedAt: noon * 2 };
    const reader = new StoreReader(ports, session);
    assert.deepEqual((await reader.read()).entries, []);
    await openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder)).add(
      draft('work'),
      token('work'),
    );
    const vault = new Vault(ports, session, reader);
    await assert.rejects(vault.add(draft('home'), token('home')), {
      problem: { kind: 'readOnly', why: 'stale' },
    });
    assert.deepEqual(await vault.read(), await reader.read());
  });

  it('reads through ports that cannot write', async () => {
    const profile: BrowserProfile = { saved: new Map() };
    const folder = memoryFolder();
    const entry = await openWindow(new MemoryWindowStore(profile), new MemoryVaultFiles(folder)).add(
      draft('work'),
      token('work'),
    );
    const store = new MemoryWindowStore(profile);
    const learned: string[] = [];
    const reader = new StoreReader(
      {
        store: { get: (key) => store.get(key) },
        files: { list: () => new MemoryVaultFiles(folder).list() },
        pause: async () => undefined,
        learn: (secret) => learned.push(secret.reveal()),
      },
      { id: 'c', run: 'c', startedAt: noon * 2 },
    );
    assert.deepEqual([(await reader.read()).entries, learned], [[entry], ['value-of-work']]);
  });
});
