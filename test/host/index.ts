import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The suites for a window of two folders lie in a folder of their own: they run there, and the others do not. */
const twoFolders = 'twoFolders';

/**
 * What VS Code calls inside its extension host. Runs every compiled test beside this file and rejects when
 * one fails. Mocha's JSON goes to the file the launcher names: a run that leaves none has crashed.
 */
export async function run(): Promise<void> {
  const output = process.env.TOKEN_WARDEN_RESULTS;
  if (!output) throw new Error('TOKEN_WARDEN_RESULTS names no file for the results.');
  // Mocha is an ES module: imported at run time it means the same on every Node that VS Code has brought along.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    forbidOnly: process.env.CI === 'true',
    reporter: 'json',
    reporterOptions: { output },
  });
  const tests = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const own = process.env.TOKEN_WARDEN_TEST_WINDOW === twoFolders;
  const wanted = (name: string) => name.endsWith('.test.js') && name.startsWith(twoFolders) === own;
  for (const file of tests.filter(wanted).sort()) mocha.addFile(join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
