import type { Clock } from '../../../src/shared/clock.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { githubCom } from '../../../src/tokens/host.ts';
import type { EntryDraft } from '../../../src/vault/changeRecord.ts';
import type { SecretStore, VaultFiles, VaultSession } from '../../../src/vault/ports.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { MemorySecretStore } from '../../fakes/memorySecretStore.ts';
import { MemoryVaultFiles, memoryFolder } from '../../fakes/memoryVaultFiles.ts';

export const noon = Date.UTC(2026, 10, 20, 12);

export function draft(name: string): EntryDraft {
  return {
    name,
    host: githubCom.name,
    kind: 'fine-grained-pat',
    owner: { value: 'acme', evidence: 'declared' },
    login: 'mona',
    purpose: 'push-and-draft',
    declared: { contents: 'write' },
    expiry: { kind: 'at', at: noon + 9 * 86_400_000 },
    scopes: { kind: 'notListed' },
    health: { kind: 'alive', at: noon },
    sso: { kind: 'notSeen' },
    checkedAt: noon,
    observed: [{ operation: 'push', repository: 'acme/site', evidence: 'worked', at: noon }],
    accepted: [],
    confirmedFor: ['acme/site'],
    rotation: undefined,
  };
}

/** A value that stands for a token; the vault never looks inside. */
export function token(name: string): Secret {
  return new Secret(`value-of-${name}`);
}

let made = 0;

/** A window opened now: a session and a run of its own, long after everything that was written before. */
export function openWindow(
  store: SecretStore,
  files: VaultFiles,
  session: Partial<VaultSession> = {},
  pause: (ms: number) => Promise<void> = async () => undefined,
  clock?: Clock,
): Vault {
  const number = ++made;
  const startedAt = session.startedAt ?? noon + number * 3_600_000;
  let ids = 0;
  return new Vault(
    {
      store,
      files,
      clock: clock ?? { now: () => startedAt + 60_000 },
      pause,
      newId: () => `id-${number}-${++ids}`,
      learn: () => undefined,
    },
    { id: `window-${number}`, run: `run-${number}`, startedAt, ...session },
  );
}

/** The key under which an entry is stored. */
export const keyOf = (id: string) => `tokenWarden.entry.${id}`;

/** A machine on which one run added *work* and *home*. */
export async function usedMachine() {
  const store = new MemorySecretStore();
  const folder = memoryFolder();
  const files = new MemoryVaultFiles(folder);
  const first = openWindow(store, files, { run: 'run-of-old' });
  const work = await first.add(draft('work'), token('work'));
  const home = await first.add(draft('home'), token('home'));
  return { store, folder, files, first, work, home };
}
