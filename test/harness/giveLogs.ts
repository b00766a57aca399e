import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FetchedVsCode } from './fetchVsCode.ts';

const standIn = join(dirname(fileURLToPath(import.meta.url)), 'spdlogStandIn.cjs');

/** Puts our log writer where the cached VS Code looks for its native one. Does nothing the second time. */
export function giveLogs({ folder }: Pick<FetchedVsCode, 'folder'>): void {
  const target = join(folder, 'node_modules', '@vscode', 'spdlog', 'index.js');
  const wanted = readFileSync(standIn, 'utf8');
  if (readFileSync(target, 'utf8') === wanted) return;
  // Whole or not at all: another VS Code may be starting from the same cache.
  const temporary = `${target}.${process.pid}`;
  writeFileSync(temporary, wanted);
  renameSync(temporary, target);
}
