import { join } from 'node:path';
import { newSalt } from '../../src/node/leaks/printer.ts';
import { workerScanner } from '../../src/node/leaks/workerScanner.ts';
import { cache } from '../harness/places.ts';
import { vscodeVersions } from '../harness/vscodeVersions.ts';
import { workerSource } from './leaksTree.ts';

/** Scans one folder as whoever it is started as, and prints what came of it. */
const [, , folder = '', engine] = process.argv;
const appRoot = join(cache, `code-server-${vscodeVersions.current.server}`, 'lib', 'vscode');
const scanner = workerScanner({
  workerFile: workerSource,
  salt: newSalt,
  appRoot: () => (engine === 'ripgrep' ? appRoot : undefined),
});
const report = await scanner.scan(
  { folders: [folder], withoutIgnored: false, excluded: [] },
  { signal: new AbortController().signal, onProgress: () => undefined },
);
const { count, paths } = report.unread;
process.stdout.write(
  JSON.stringify({ found: [...report.found.keys()], unread: { count, paths: [...paths].sort() } }),
);
