import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ScanOrder, ScanProgress, ScanReport } from '../../src/leaks/ports.ts';
import { newSalt } from '../../src/node/leaks/printer.ts';
import { type WorkerScanner, workerScanner } from '../../src/node/leaks/workerScanner.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import { root } from '../harness/places.ts';

export type Engine = ScanReport['engine'];

/** A folder to be scanned, with a scanner of its own. */
export interface LeaksTree {
  readonly folder: string;
  /** `path` is below the folder. */
  write(path: string, content: string | Buffer): string;
  scan(order?: Partial<ScanOrder>, options?: ScanOptions): Promise<ScanReport>;
  /** Paths of what was found, from the folder, sorted. */
  found(order?: Partial<ScanOrder>): Promise<readonly string[]>;
  close(): void;
}

export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

export const workerSource = join(root, 'src', 'node', 'leaks', 'scanWorker.ts');

/** `ripgrep`: with the one of the VS Code that the tests bring, and it must be used. */
export async function plantTree(engine: Engine, workerFile = workerSource): Promise<LeaksTree> {
  const appRoot = engine === 'ripgrep' ? (await fetchVsCode()).folder : undefined;
  const scanner: WorkerScanner = workerScanner({ workerFile, salt: newSalt, appRoot: () => appRoot });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leaks-')));
  const scan: LeaksTree['scan'] = (order, { signal, onProgress } = {}) =>
    scanner.scan(
      { folders: [folder], withoutIgnored: false, excluded: [], ...order },
      { signal: signal ?? new AbortController().signal, onProgress: onProgress ?? (() => undefined) },
    );
  return {
    folder,
    write(path, content) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    scan,
    async found(order) {
      return [...(await scan(order)).found.keys()].map((path) => path.slice(folder.length + 1)).sort();
    },
    close() {
      scanner.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
