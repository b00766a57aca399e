import assert from 'node:assert/strict';
import { Secret } from '../../../src/shared/secret.ts';
import type { EntryDraft } from '../../../src/vault/changeRecord.ts';
import { failureOf } from '../../fakes/failureOf.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';
import { anApp } from '../policy/anEntry.ts';
import { openWindow } from '../vault/sample.ts';

const pem = new Secret('first key');
const draft: EntryDraft = anApp();

function twoWindows() {
  const store = new MemorySecretStore();
  const folder = memoryFolder();
  const window = () => openWindow(store, new MemoryVaultFiles(folder));
  return [window(), window()] as const;
}

describe('two windows that add the same App', () => {
  it('S0-16 make one entry of one key, whoever is first', async () => {
    const [one, other] = twoWindows();
    const [first, second] = await Promise.all([one.add(draft, pem), other.add(draft, pem)]);
    assert.equal(first.id, second.id);
    const { entries } = await one.read();
    assert.equal(entries.length, 1);
    assert.deepEqual(entries[0]?.app, draft.app);
  });

  it('S0-16 keep the key of the first where the other has another one, which is refused and not lost silently', async () => {
    const [one, other] = twoWindows();
    const { id } = await one.add(draft, pem);
    const { problem } = await failureOf(other.add(draft, new Secret('second key')));
    assert.equal(problem.kind, 'nameTaken');
    assert.equal((await other.secretOf(id)).reveal(), 'first key');
  });
});
