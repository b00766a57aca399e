import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Print } from '../../../src/leaks/lookIn.ts';
import { FileReader } from '../../../src/node/leaks/fileReader.ts';
import { newSalt, printer } from '../../../src/node/leaks/printer.ts';
import { type WorkerScanner, workerScanner } from '../../../src/node/leaks/workerScanner.ts';
import { cache, root } from '../../harness/places.ts';
import { vscodeVersions } from '../../harness/vscodeVersions.ts';

/** Thrown away with this program: no report holds a print, so none can be compared with another's. */
const once = newSalt();
const salt = () => once;

/** Where the VS Code lies that the tests have brought, and with it a ripgrep; without one the engine reads by itself. */
export function broughtVsCode(): string | undefined {
  const folder = join(cache, `code-server-${vscodeVersions.current.server}`, 'lib', 'vscode');
  return existsSync(folder) ? folder : undefined;
}

/** The extension's own engine, from source. */
export function makeScanner(appRoot: () => string | undefined = broughtVsCode): WorkerScanner {
  return workerScanner({ workerFile: join(root, 'src', 'node', 'leaks', 'scanWorker.ts'), salt, appRoot });
}

export const makePrint = (): Print => printer(salt);

/** For files that are named one by one: what the engine reads a file with. */
export function makeReader(): FileReader {
  return new FileReader(
    makePrint(),
    () => false,
    () => undefined,
  );
}
