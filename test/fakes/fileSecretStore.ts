import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/shared/secret.ts';
import type { SecretStore } from '../../src/vault/ports.ts';

function replace(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}`;
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** SecretStorage as desktop VS Code has it, for several processes: whoever reads sees what was stored last. */
export function sharedFileStore(folder: string): SecretStore {
  mkdirSync(folder, { recursive: true });
  const file = (key: string) => join(folder, `${key}.txt`);
  return {
    async get(key) {
      const text = readOrNothing(file(key));
      return text === undefined ? undefined : new Secret(text);
    },
    store: async (key, value) => replace(file(key), value.reveal()),
    delete: async (key) => rmSync(file(key), { force: true }),
    keys: async () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .map((name) => name.slice(0, -4)),
  };
}

/** As VS Code in a browser has it: all is read once, and written back whole with each change. */
export function copiedFileStore(file: string): SecretStore {
  const values = new Map<string, string>(JSON.parse(readOrNothing(file) ?? '[]'));
  const save = () => replace(file, JSON.stringify([...values]));
  return {
    async get(key) {
      const text = values.get(key);
      return text === undefined ? undefined : new Secret(text);
    },
    async store(key, value) {
      values.set(key, value.reveal());
      save();
    },
    async delete(key) {
      values.delete(key);
      save();
    },
    keys: async () => [...values.keys()],
  };
}
