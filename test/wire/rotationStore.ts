import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MarkerFolder } from '../../src/node/markerFolder.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { SecretStore } from '../../src/vault/ports.ts';
import { Vault } from '../../src/vault/vault.ts';

/**
 * How SecretStorage behaves between windows. `desktop`: all share one store. `browser`: each copies the whole map when it
 * opens, never looks again, and writes all of it back.
 */
export type StoreKind = 'desktop' | 'browser';

/** A window's vault on files that other processes use as well. `now` in ms since the epoch; `haste` shortens its waits. */
export function openStore(kind: StoreKind, folder: string, now: () => number = Date.now, haste = 1): Vault {
  const id = randomUUID();
  const session = { id, run: id, startedAt: Date.now() };
  const ports = {
    store: kind === 'desktop' ? shared(folder) : copied(folder),
    files: new MarkerFolder(join(folder, 'markers')),
    clock: { now },
    pause: (ms: number) => delay(ms / haste),
    newId: () => randomUUID(),
    learn: () => undefined,
  };
  return new Vault(ports, session);
}

function shared(folder: string): SecretStore {
  return storeOn(
    () => readMap(folder),
    (map) => writeMap(folder, map),
  );
}

function copied(folder: string): SecretStore {
  const copy = readMap(folder);
  return storeOn(
    () => copy,
    (map) => writeMap(folder, map),
  );
}

function storeOn(read: () => Map<string, string>, write: (map: Map<string, string>) => void): SecretStore {
  const change = (act: (map: Map<string, string>) => void) => {
    const map = read();
    act(map);
    write(map);
  };
  return {
    async get(key) {
      const value = read().get(key);
      return value === undefined ? undefined : new Secret(value);
    },
    store: async (key, value) => change((map) => map.set(key, value.reveal())),
    delete: async (key) => change((map) => map.delete(key)),
    keys: async () => [...read().keys()],
  };
}

function readMap(folder: string): Map<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))));
  } catch {
    return new Map();
  }
}

function writeMap(folder: string, map: ReadonlyMap<string, string>): void {
  const temporary = join(folder, `${randomUUID()}.new`);
  writeFileSync(temporary, JSON.stringify(Object.fromEntries(map)));
  renameSync(temporary, join(folder, 'secrets.json'));
}
