import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A fresh folder, readable by us only, for everything one run writes; gone with this process at the latest. Its
 * path is short and has no link in it: VS Code opens sockets inside, whose paths are bounded to about a hundred
 * characters (macOS' own temporary folder takes half of them), and git compares real paths.
 */
export function makeRunFolder(): string {
  const folder = realpathSync(mkdtempSync(join(process.platform === 'darwin' ? '/tmp' : tmpdir(), 'tw-')));
  process.setMaxListeners(process.getMaxListeners() + 1);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
