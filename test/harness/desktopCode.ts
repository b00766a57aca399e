import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cleanEnvironment } from './cleanEnvironment.ts';
import { Problem } from './problem.ts';
import { type ProcessGroup, spawnGroup } from './processGroup.ts';

export interface DesktopOptions {
  readonly vsix: string;
  readonly folder: string;
  readonly runFolder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly userSettings: Readonly<Record<string, unknown>>;
}

/** Opens an installed desktop VS Code with data, extensions and home of its own, and the package installed. */
export function startDesktopCode(options: DesktopOptions): ProcessGroup {
  const code = findCode();
  const userData = join(options.runFolder, 'user-data');
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(
    join(userData, 'User', 'settings.json'),
    JSON.stringify(
      { 'telemetry.telemetryLevel': 'off', 'update.mode': 'none', ...options.userSettings },
      undefined,
      2,
    ),
  );
  const own = ['--user-data-dir', userData, '--extensions-dir', join(options.runFolder, 'extensions')];
  const env = cleanEnvironment(options.env);
  const shell = process.platform === 'win32';
  const quoted = (args: readonly string[]) => (shell ? args.map((arg) => `"${arg}"`) : [...args]);
  const file = shell ? `"${code}"` : code;
  const installed = spawnSync(file, quoted([...own, '--install-extension', options.vsix]), {
    env,
    shell,
    encoding: 'utf8',
  });
  if (installed.status !== 0) {
    throw new Problem(
      `VS Code did not install the package.\n${(installed.stdout + installed.stderr).slice(-2000)}`,
    );
  }
  // The fresh home has no keyring to unlock; on Linux VS Code would ask for one.
  const keyring = process.platform === 'linux' ? ['--password-store=basic'] : [];
  const args = [...own, ...keyring, '--new-window', '--wait', options.folder];
  return spawnGroup(file, quoted(args), { env, shell, stdio: 'ignore' });
}

function findCode(): string {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  if (found === undefined) {
    throw new Problem(
      'No desktop VS Code was found. Install it, run "Shell Command: Install \'code\' command in PATH" inside it, or leave out --desktop.',
    );
  }
  return found;
}
