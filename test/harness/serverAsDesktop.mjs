#!/usr/bin/env node
// Stands where desktop VS Code's executable would: accepts the flags `@vscode/test-electron` gives, and runs
// the suite in a VS Code server with a headless browser instead. So one launcher serves both hosts.
// TOKEN_WARDEN_TEST_VSCODE chooses the version (`current`, `floor`).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runInServer } from './runInServer.ts';

const args = process.argv.slice(2);

/** @param {string} name */
function flag(name) {
  const index = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (index < 0) return undefined;
  const arg = args[index] ?? '';
  return arg.includes('=') ? arg.slice(name.length + 1) : args[index + 1];
}

/** Our environment but for the temporary folder: the server gets one of its own. */
function forwarded() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TMPDIR|TEMP|TMP)$/i.test(name)),
  );
}

const extensionDevelopmentPath = flag('--extensionDevelopmentPath');
const extensionTestsPath = flag('--extensionTestsPath');
const folder = args.find(
  (arg) =>
    !arg.startsWith('-') &&
    existsSync(arg) &&
    (statSync(arg).isDirectory() || arg.endsWith('.code-workspace')),
);
if (!extensionDevelopmentPath || !extensionTestsPath || !folder) {
  console.error('A folder, --extensionDevelopmentPath and --extensionTestsPath are needed.');
  process.exit(2);
}

/** @type {string[]} */
const lines = [];
/** The last lines of VS Code's console, without the known noise: they tell why a suite did not even start. */
function report() {
  const noise = /spdlog|watchdog|Creating a socket|open-vsx|Service Worker|connection token|grace.time/;
  for (const line of lines.filter((text) => !noise.test(text)).slice(-15)) console.error(line.slice(0, 1000));
}

const settings = join(flag('--user-data-dir') ?? '', 'User', 'settings.json');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
try {
  const code = await runInServer({
    vscode: process.env.TOKEN_WARDEN_TEST_VSCODE === 'floor' ? 'floor' : 'current',
    extensionDevelopmentPath,
    extensionTestsPath,
    folder,
    env: forwarded(),
    userSettings: existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {},
    limit: 1_200_000,
    log: (line) => lines.push(line),
  });
  if (code !== 0) report();
  process.exit(code);
} catch (error) {
  report();
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
