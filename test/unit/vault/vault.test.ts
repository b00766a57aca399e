import assert from 'node:assert/strict';
import { Secret } from '../../../src/shared/secret.ts';
import type { Entry } from '../../../src/tokens/entry.ts';
import type { HostName } from '../../../src/tokens/host.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { draft, noon, openWindow, token } from './sample.ts';

function emptyVault() {
  const store = new MemorySecretStore();
  const folder = memoryFolder();
  const files = new MemoryVaultFiles(folder);
  return { store, folder, files, vault: openWindow(store, files) };
}

describe('Vault', () => {
  it('stores an entry with its secret under one key and shows it without', async () => {
    const { store, vault } = emptyVault();
    const entry = await vault.add(draft('work'), token('work'));
    const view = await vault.read();
    assert.deepEqual(view, {
      entries: [
        {
          ...draft('work'),
          id: entry.id,
          addedAt: entry.addedAt,
          secretSince: entry.addedAt,
          previous: undefined,
        },
      ],
      lost: [],
      unreadable: [],
      mode: { kind: 'open' },
      keeping: 'notYet',
      notKept: [entry.id],
      older: [],
    });
    assert.deepEqual([...store.values.keys()].sort(), [
      'tokenWarden.canary',
      `tokenWarden.entry.${entry.id}`,
    ]);
    assert.equal((await vault.secretOf(entry.id)).reveal(), 'value-of-work');
    assert.ok(!JSON.stringify(view).includes('value-of-'));
  });

  it('knows for which entry it handed out a token, and of which secret, also after a rotation', async () => {
    const { vault } = emptyVault();
    const { id, secretSince } = await vault.add(draft('work'), token('work'));
    const old = await vault.secretOf(id);
    assert.deepEqual(vault.issuedFor(old), { id, secretSince });
    const rotated = await vault.rotate(id, token('new'));
    assert.deepEqual(vault.issuedFor(old), { id, secretSince });
    const fresh = { id, secretSince: rotated.secretSince };
    assert.deepEqual(vault.issuedFor(await vault.secretOf(id)), fresh);
    // An equal value that came from elsewhere is nobody's.
    assert.equal(vault.issuedFor(token('work')), undefined);
  });

  it('puts nothing of the token into a marker', async () => {
    const { folder, vault } = emptyVault();
    await vault.add(draft('work'), token('work'));
    assert.ok(!JSON.stringify([...folder.markers.values()]).includes('value-of-'));
  });

  it('X-01 refuses a second entry of the same name and names the first', async () => {
    const { store, vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const before = new Map(store.values);
    await assert.rejects(vault.add(draft('WORK'), token('other')), {
      problem: { kind: 'nameTaken', name: 'work', id },
    });
    assert.deepEqual(store.values, before);
  });

  it('takes the same token under the same name as done, not as taken', async () => {
    const { vault } = emptyVault();
    const first = await vault.add(draft('work'), token('work'));
    assert.deepEqual(await vault.add(draft('work'), token('work')), first);
    assert.equal((await vault.read()).entries.length, 1);
  });

  it('renames, but not to a name that exists', async () => {
    const { vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const home = await vault.add(draft('home'), token('home'));
    await vault.update(id, (entry) => ({ ...entry, name: 'Work' }));
    await assert.rejects(
      vault.update(id, (entry) => ({ ...entry, name: 'Home' })),
      { problem: { kind: 'nameTaken', name: 'home', id: home.id } },
    );
    assert.deepEqual((await vault.read()).entries.map(({ name }) => name).sort(), ['Work', 'home']);
  });

  it('never moves a token to another host by changing its facts', async () => {
    const { vault } = emptyVault();
    const entry = await vault.add(draft('work'), token('work'));
    const change = { host: 'evil.example' as HostName, id: 'x', addedAt: 1, secretSince: 2, login: 'hubot' };
    const forged = { since: 1, replacedAt: 2 };
    assert.deepEqual(await vault.update(entry.id, (given) => ({ ...given, ...change, previous: forged })), {
      ...entry,
      login: 'hubot',
    });
    assert.deepEqual((await vault.read()).entries, [{ ...entry, login: 'hubot' }]);
  });

  it('writes nothing when nothing changed', async () => {
    const { folder, store, vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const [values, markers] = [new Map(store.values), structuredClone(folder.markers)];
    await vault.update(id, (entry) => entry);
    await vault.dropPrevious(id);
    assert.deepEqual([store.values, folder.markers], [values, markers]);
  });

  it('rotates by one store: the new token in use, the old one kept aside with its dates', async () => {
    const { store, vault } = emptyVault();
    const { id, addedAt } = await vault.add(draft('work'), token('work'));
    const writes: string[] = [];
    const plain = store.store.bind(store);
    store.store = async (key, value) => {
      writes.push(key);
      await plain(key, value);
    };
    const entry = await vault.rotate(id, token('new'), (given) => ({
      ...given,
      kind: 'oauth-token',
      login: 'hubot',
    }));
    assert.deepEqual(writes, [`tokenWarden.entry.${id}`]);
    // The old one's kind, because its page at GitHub depends on it; the rest is for going back to it.
    const { kind, expiry, declared } = draft('work');
    assert.deepEqual(
      [entry.kind, entry.login, entry.previous],
      ['oauth-token', 'hubot', { since: addedAt, replacedAt: entry.secretSince, kind, expiry, declared }],
    );
    assert.equal((await vault.secretOf(id)).reveal(), 'value-of-new');
    assert.equal((await vault.previousSecretOf(id)).reveal(), 'value-of-work');
    assert.deepEqual(await vault.entryOf(id), entry);
  });

  it('does not rotate a kept old token out of the store', async () => {
    const { vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    await vault.rotate(id, token('new'));
    await assert.rejects(vault.rotate(id, token('newer')), {
      problem: { kind: 'previousKept', id, name: 'work' },
    });
    await vault.rotate(id, token('new'));
    assert.equal((await vault.previousSecretOf(id)).reveal(), 'value-of-work');
  });

  it('F10 a store that says yes and keeps the old value is found out, and the old token stays', async () => {
    const { store, vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const before = new Map(store.values);
    store.store = async () => undefined;
    await assert.rejects(vault.rotate(id, token('new')), { problem: { kind: 'readBackDiffers' } });
    assert.equal((await vault.secretOf(id)).reveal(), 'value-of-work');
    assert.deepEqual([store.values, (await vault.read()).older], [before, []]);
  });

  it('F10 a store that loses the value while it writes gets the old one back', async () => {
    const { store, vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const plain = store.store.bind(store);
    let first = true;
    store.store = async (key, value) => {
      if (!first) return plain(key, value);
      first = false;
      store.values.delete(key);
    };
    await assert.rejects(vault.rotate(id, token('new')), { problem: { kind: 'readBackDiffers' } });
    assert.equal((await vault.secretOf(id)).reveal(), 'value-of-work');
  });

  it('F01 an addition that the store rejects leaves nothing behind', async () => {
    const { folder, store, vault } = emptyVault();
    store.store = async (key, value) => {
      store.values.set(key, value.reveal());
      throw new Error('locked');
    };
    await assert.rejects(vault.add(draft('work'), token('work')), {
      problem: { kind: 'storeRefused', step: 'write' },
    });
    assert.deepEqual([store.values.size, folder.markers.size], [0, 0]);
  });

  it('F01 a deletion that the store rejects leaves the entry in use', async () => {
    const { store, vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    store.delete = async () => {
      throw new Error('locked');
    };
    await assert.rejects(vault.forget(id), { problem: { kind: 'storeRefused', step: 'delete' } });
    assert.deepEqual(
      (await vault.read()).entries.map((entry) => entry.id),
      [id],
    );
    assert.equal((await vault.secretOf(id)).reveal(), 'value-of-work');
  });

  it('F01 a store that cannot be read says so instead of showing an empty vault', async () => {
    const { store, vault } = emptyVault();
    await vault.add(draft('work'), token('work'));
    store.get = async (key) => {
      throw new Error(`locked ${key} ${[...store.values.values()].join()}`);
    };
    await assert.rejects(vault.read(), {
      message: 'storeRefused',
      problem: { kind: 'storeRefused', step: 'read' },
    });
  });

  it('a full disk is named before anything is stored', async () => {
    const { files, store, vault } = emptyVault();
    for (const step of ['write', 'begin'] as const) {
      files[step] = async () => {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      };
      await assert.rejects(vault.add(draft('work'), token('work')), {
        problem: { kind: 'markerWriteFailed', full: true },
      });
    }
    assert.equal(store.values.size, 0);
  });

  it('forgets and gives back exactly what was forgotten', async () => {
    const { store, vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const entry = await vault.rotate(id, token('new'));
    const forgotten = await vault.forget(id);
    assert.deepEqual((await vault.read()).entries, []);
    assert.ok(![...store.values.keys()].includes(`tokenWarden.entry.${id}`));
    await assert.rejects(vault.secretOf(id), { problem: { kind: 'noSuchEntry', id } });
    assert.deepEqual(await vault.restore(forgotten), entry);
    assert.deepEqual((await vault.read()).entries, [entry]);
    assert.equal((await vault.previousSecretOf(id)).reveal(), 'value-of-work');
  });

  it('undoes a forget once, and not over what came after', async () => {
    const { vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const forgotten = await vault.forget(id);
    await vault.restore(forgotten);
    const rotated = await vault.rotate(id, token('new'));
    assert.deepEqual(await vault.restore(forgotten), rotated);
    assert.equal((await vault.secretOf(id)).reveal(), 'value-of-new');
    const again = await vault.forget(id);
    const { id: other } = await vault.add(draft('work'), token('other'));
    await assert.rejects(vault.restore(again), { problem: { kind: 'nameTaken', name: 'work', id: other } });
  });

  it('swaps back to the old token and keeps the newer one aside', async () => {
    const { vault } = emptyVault();
    const { id, addedAt } = await vault.add(draft('work'), token('work'));
    await vault.rotate(id, token('new'));
    const entry = await vault.restorePrevious(id);
    assert.deepEqual(
      [entry.secretSince, (await vault.secretOf(id)).reveal(), (await vault.previousSecretOf(id)).reveal()],
      [addedAt, 'value-of-work', 'value-of-new'],
    );
    await vault.dropPrevious(id);
    await assert.rejects(vault.restorePrevious(id), { problem: { kind: 'noPrevious', id } });
    await assert.rejects(vault.previousSecretOf(id), { problem: { kind: 'noPrevious', id } });
  });

  it('G18 a wish to end a token goes aside with it, and comes back with it', async () => {
    const { vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const revocation = { wantedAt: 5, lastTriedAt: 6, lastProblem: 'offline' };
    await vault.update(id, (entry) => ({ ...entry, revocation }));
    const rotated = await vault.rotate(id, token('new'));
    assert.deepEqual([rotated.revocation, rotated.previous?.revocation], [undefined, revocation]);
    assert.deepEqual(await vault.entryOf(id), rotated);
    const back = await vault.restorePrevious(id);
    assert.deepEqual([back.revocation, back.previous?.revocation], [revocation, undefined]);
    assert.deepEqual(await vault.entryOf(id), back);
  });

  it('takes over nothing that was seen of the old token, neither at a rotation nor on the way back', async () => {
    const { vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const seen = { repository: 'acme/site', at: 5 } as const;
    const evidence = {
      calls: [{ ...seen, operation: 'GET /user', evidence: 'worked' }],
      probed: [{ ...seen, permission: 'contents', level: 'write', verdict: 'likely' }],
      listed: [{ owner: 'acme', permissions: { contents: 'write' }, at: 5 }],
    } as const;
    const shown = ({ calls, probed, listed }: Entry) => [calls, probed, listed].map((one) => one?.length);
    await vault.update(id, (entry) => ({ ...entry, ...evidence }));
    const rotated = await vault.rotate(id, token('new'));
    assert.deepEqual(
      [shown(rotated), shown(await vault.entryOf(id))],
      Array(2).fill(Array(3).fill(undefined)),
    );
    await vault.update(id, (entry) => ({ ...entry, ...evidence }));
    assert.deepEqual(shown(await vault.restorePrevious(id)), Array(3).fill(undefined));
  });

  it('takes new facts about the kept old token, and never another date of it', async () => {
    const { vault } = emptyVault();
    const { id } = await vault.add(draft('work'), token('work'));
    const none = { problem: { kind: 'noPrevious', id } };
    await assert.rejects(
      vault.updatePrevious(id, (kept) => kept),
      none,
    );
    const { previous } = await vault.rotate(id, token('new'));
    const changed = await vault.updatePrevious(id, (kept) => ({
      ...kept,
      since: 1,
      replacedAt: 2,
      keepUntil: 9,
    }));
    assert.deepEqual(changed.previous, { ...previous, keepUntil: 9 });
    assert.deepEqual(await vault.entryOf(id), changed);
    assert.equal((await vault.previousSecretOf(id)).reveal(), 'value-of-work');
  });

  it('learns every value it reads or writes, the rejected ones too', async () => {
    const { store, files, vault: first } = emptyVault();
    const { id } = await first.add(draft('work'), token('work'));
    await first.rotate(id, token('new'));
    const learned = new Set<string>();
    const clock = { now: () => noon + 9e9 };
    const ports = { store, files, clock, pause: async () => undefined, newId: () => 'x' };
    const learn = (secret: Secret) => void learned.add(secret.reveal());
    const vault = new Vault({ ...ports, learn }, { id: 'w', run: 'r', startedAt: noon + 9e9 });
    await vault.read();
    await vault.add(draft('work'), token('refused')).catch(() => undefined);
    assert.deepEqual([...learned].sort(), ['value-of-new', 'value-of-refused', 'value-of-work']);
  });

  it('reads without a lock and without writing', async () => {
    const { store, files, vault } = emptyVault();
    await vault.add(draft('work'), token('work'));
    const refused = async () => assert.fail('a write');
    const quiet = openWindow(
      { get: (key) => store.get(key), keys: () => store.keys(), store: refused, delete: refused },
      { list: () => files.list(), begin: refused, write: refused, remove: refused, fingerprint: refused },
    );
    assert.equal((await quiet.read()).entries.length, 1);
  });

  it('reads a hundred entries in parallel', async () => {
    const { store, files, vault } = emptyVault();
    for (let i = 0; i < 100; i++) await vault.add(draft(`t${i}`), new Secret(`v${i}`));
    let [running, most] = [0, 0];
    const slow = Object.assign(new MemorySecretStore(store.values), {
      get: async (key: string) => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return new MemorySecretStore(store.values).get(key);
      },
    });
    assert.equal((await openWindow(slow, files).read()).entries.length, 100);
    assert.ok(most >= 100, `${most} at once`);
  });
});
