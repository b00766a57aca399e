import assert from 'node:assert/strict';
import { Secret } from '../../../src/shared/secret.ts';
import { parseRecord, serialiseRecord } from '../../../src/vault/entryRecord.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { draft, keyOf, noon, openWindow, token } from './sample.ts';

describe('the renewal of a sign-in', () => {
  const session = { clientId: 'Iv1.x', app: 'github-app', renewalExpiresAt: noon } as const;
  const facts = { ...draft('app'), kind: 'app-user-token', session } as const;
  const renewal = new Secret('value-of-renewal');

  function machine() {
    const store = new MemorySecretStore();
    const files = new MemoryVaultFiles(memoryFolder());
    return { store, open: () => openWindow(store, files) };
  }

  it('lies in the one value of its entry and nowhere else, and goes with it', async () => {
    const { store, open } = machine();
    const { id } = await open().add(facts, token('app'), renewal);
    const holding = (key: string) => store.values.get(key)?.includes('value-of-renewal');
    assert.deepEqual([...store.values.keys()].filter(holding), [keyOf(id)]);
    assert.ok((await open().holdingOf(id)).renewal?.equals(renewal));
    assert.ok(!JSON.stringify((await open().read()).entries).includes('value-of-renewal'));
    await open().forget(id);
    assert.ok(![...store.values.values()].join().includes('value-of-renewal'));
  });

  it('comes back with an entry that was forgotten by mistake', async () => {
    const { open } = machine();
    const vault = open();
    const { id } = await vault.add(facts, token('app'), renewal);
    await vault.restore(await vault.forget(id));
    const { entry, renewal: back } = await open().holdingOf(id);
    assert.deepEqual([entry.session, back?.equals(renewal)], [session, true]);
  });

  it('is not kept for a token that was pasted in its place', async () => {
    const { store, open } = machine();
    const { id } = await open().add(facts, token('app'), renewal);
    const entry = await open().rotate(id, token('pasted'));
    assert.deepEqual([entry.session, (await open().holdingOf(id)).renewal], [undefined, undefined]);
    assert.ok(![...store.values.values()].join().includes('value-of-renewal'));
  });

  it('gives way to the next one, and to none where GitHub gave none: the used one is kept nowhere', async () => {
    const { store, open } = machine();
    const { id } = await open().add(facts, token('app'), renewal);
    const next = new Secret('value-of-next');
    await open().renew(id, token('second'), next, (entry) => entry);
    assert.ok((await open().holdingOf(id)).renewal?.equals(next));
    await open().renew(id, token('third'), undefined, (entry) => entry);
    assert.equal((await open().holdingOf(id)).renewal, undefined);
    assert.ok(!/value-of-(?:renewal|next)/.test([...store.values.values()].join()));
  });

  it('stays with new facts about the same token', async () => {
    const { open } = machine();
    const { id } = await open().add(facts, token('app'), renewal);
    await open().update(id, (entry) => ({ ...entry, login: 'octo' }));
    assert.ok((await open().holdingOf(id)).renewal?.equals(renewal));
  });

  it('is absent in what older versions stored, which is read as before', () => {
    const entry = { ...draft('old'), id: 'id-1', addedAt: noon, secretSince: noon, previous: undefined };
    const raw = serialiseRecord({ generation: 1, entry, secret: token('old'), previous: undefined });
    const reading = parseRecord('id-1', raw);
    assert.ok(reading.kind === 'record');
    assert.deepEqual(['renewal' in reading.record, 'session' in reading.record.entry], [false, false]);
  });
});
