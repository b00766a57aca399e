import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Git-ignored: downloaded hosts, the compiled host suite, build reports. */
export const cache = join(root, '.vscode-test');

/** Git-ignored: one mocha JSON file for each run of the last `npm test`. */
export const results = join(root, 'test', 'results');

/** Git-ignored: one picture for each step of a walk. */
export const screenshots = join(root, 'test', 'screenshots');
