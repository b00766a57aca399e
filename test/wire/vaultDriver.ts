import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MarkerFolder } from '../../src/node/markerFolder.ts';
import { Failure } from '../../src/shared/failure.ts';
import { Secret } from '../../src/shared/secret.ts';
import { Vault } from '../../src/vault/vault.ts';
import { copiedFileStore, sharedFileStore } from '../fakes/fileSecretStore.ts';
import { draft } from '../unit/vault/sample.ts';

/** A window of its own. `copies`: it has a copy of the store, as in a browser; it is loaded anew when that is too old. */
export function openVault(root: string, copies: boolean): Vault {
  const id = randomUUID();
  const store = copies ? copiedFileStore(join(root, 'profile.json')) : sharedFileStore(join(root, 'store'));
  return new Vault(
    {
      store,
      files: new MarkerFolder(join(root, 'vaults', 'store')),
      clock: { now: () => Date.now() },
      pause: (ms) => pause(ms),
      newId: () => randomUUID(),
      learn: () => undefined,
    },
    { id, run: id, startedAt: Date.now() },
  );
}

/**
 * Writes `times` times: every third adds an entry, the others rotate the one that all windows share. What the vault said
 * yes to is printed, one line each: `added <name> <value>` or `rotated <value>`; how often it had to reload, at the end.
 */
async function write(root: string, copies: boolean, name: string, times: number): Promise<void> {
  let vault = openVault(root, copies);
  const shared = (await vault.read()).entries.find((entry) => entry.name === 'shared')?.id ?? '';
  await untilBothAreOpen(root, name);
  let reloads = 0;
  for (let round = 0; round < times; ) {
    const mark = `${name}-${round}`;
    try {
      if (round % 3 === 0) {
        await vault.add(draft(mark), new Secret(`value-of-${mark}`));
        process.stdout.write(`added ${mark} value-of-${mark}\n`);
      } else {
        await vault.dropPrevious(shared);
        await vault.rotate(shared, new Secret(`value-of-${mark}`));
        process.stdout.write(`rotated value-of-${mark}\n`);
      }
      round++;
    } catch (error) {
      if (!Failure.is(error)) throw error;
      const { kind } = error.problem;
      if (kind === 'readOnly') {
        reloads++;
        vault = openVault(root, copies);
      } else if (!['previousKept', 'lockBusy', 'lockLost'].includes(kind)) throw error;
    }
  }
  process.stdout.write(`reloads ${reloads}\n`);
}

/** Else one could be done before the other has its copy, and nothing would have been proved. */
async function untilBothAreOpen(root: string, name: string): Promise<void> {
  writeFileSync(join(root, `open-${name}`), '');
  while (!['a', 'b'].every((each) => existsSync(join(root, `open-${each}`)))) await pause(2);
}

const [root, semantics, name, times] = process.argv.slice(2);
if (import.meta.main && root && name) await write(root, semantics === 'copies', name, Number(times));
