import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Print } from '../../../src/leaks/lookIn.ts';
import { FileReader } from '../../../src/node/leaks/fileReader.ts';
import { newSalt } from '../../../src/node/leaks/printer.ts';
import { type WorkerScanner, workerScanner } from '../../../src/node/leaks/workerScanner.ts';
import { cache, root } from '../../harness/places.ts';
import { vscodeVersions } from '../../harness/vscodeVersions.ts';

/** No report holds a print: there is none to make. */
export const noPrint: Print = () => '';

/** Where the VS Code lies that the tests have brought, and with it a ripgrep; without one the engine reads by itself. */
export function broughtVsCode(): string | undefined {
  const folder = join(cache, `code-server-${vscodeVersions.current.server}`, 'lib', 'vscode');
  return existsSync(folder) ? folder : undefined;
}

/** The extension's own engine, from source unless told. `appRoot`: undefined for no ripgrep. */
export function makeScanner(
  appRoot: string | undefined,
  workerFile = join(root, 'src', 'node', 'leaks', 'scanWorker.ts'),
): WorkerScanner {
  return workerScanner({ workerFile, salt: newSalt, appRoot: () => appRoot });
}

/** For files that are named one by one: what the engine reads a file with. */
export function makeReader(): FileReader {
  return new FileReader(
    noPrint,
    () => false,
    () => undefined,
  );
}
