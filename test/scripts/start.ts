import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startDesktopCode } from '../harness/desktopCode.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import { startMintKeyProxy } from '../harness/mintKey.ts';
import { openWindow } from '../harness/personsBrowser.ts';
import { root } from '../harness/places.ts';
import { Problem, runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { startVsCode, workbenchUrl } from '../harness/vscodeServer.ts';
import { packageExtension } from './packageExtension.ts';

/** `npm start`: a VS Code with the packaged extension, and a GitHub of its own to try it on. */
async function start(desktop: boolean): Promise<number> {
  const { file: vsix } = await progress('building the extension', packageExtension);
  const run = makeRunFolder();
  const stage = await progress('starting the sandbox GitHub', () => openStage(join(run, 'app')));
  const end = desktop ? openDesktop(stage, vsix, run) : await openServer(stage, vsix, run);
  printTokens(stage);
  console.log('\nCtrl-C ends everything and removes what this run wrote.');
  await end.asked;
  console.log('\nEnding …');
  await end.close();
  await stage.close();
  return 0;
}

interface Running {
  /** Resolves when the person has had enough: Ctrl-C, or the desktop window is closed. */
  readonly asked: Promise<void>;
  close(): Promise<void>;
}

async function openServer(stage: Stage, vsix: string, run: string): Promise<Running> {
  const vscode = await fetchVsCode();
  const { env, userSettings, sandbox, workTree } = stage;
  const server = await progress('starting VS Code', () =>
    startVsCode({ vscode, vsix, env, userSettings, runFolder: run }),
  );
  const proxy = await startMintKeyProxy(server.origin, join(run, 'mint-key'));
  const url = workbenchUrl(proxy.origin, workTree.folder);
  const window = await openWindow(url, join(run, 'browser'), sandbox.proxyUrl);
  console.log(`\nOpen  ${url}`);
  if (window === undefined) {
    console.log(
      "\nLinks to github.com would lead your browser to the real one. The sandbox's pages are here:",
    );
    console.log(`  tokens         ${sandbox.pages.settings}`);
    console.log(`  pull requests  ${sandbox.pages.pulls}`);
  } else {
    console.log('A browser window is open in which github.com is the sandbox. Use that one.');
  }
  return {
    asked: interrupted(),
    async close() {
      await window?.end();
      await proxy.close();
      await server.stop();
    },
  };
}

function openDesktop(stage: Stage, vsix: string, runFolder: string): Running {
  const { env, userSettings, sandbox, workTree } = stage;
  const code = startDesktopCode({ vsix, folder: workTree.folder, runFolder, env, userSettings });
  console.log(
    '\nDesktop VS Code is open. Links to github.com lead your browser to the real one; use these pages:',
  );
  console.log(`  tokens         ${sandbox.pages.settings}`);
  console.log(`  pull requests  ${sandbox.pages.pulls}`);
  const closed = new Promise<void>((resolve) => code.child.once('exit', () => resolve()));
  return { asked: Promise.race([interrupted(), closed]), close: () => code.end() };
}

function printTokens({ sandbox }: Stage): void {
  console.log('\nTokens to paste (made for this run; they are worth nothing anywhere else):');
  for (const { label, token } of sandbox.readyTokens) console.log(`\n  ${label}\n  ${token.value}`);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // The script's own handlers would end us before anything is closed. A second signal still does.
      process.removeAllListeners(signal);
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
}

await runScript(async (args) => {
  const unknown = args.find((arg) => arg !== '--desktop' && arg !== '--check');
  if (unknown !== undefined) {
    throw new Problem(
      `"${unknown}" is not known here. There are: npm start, npm start -- --desktop, npm start -- --check.`,
    );
  }
  if (!args.includes('--check')) return start(args.includes('--desktop'));
  const file = join(root, 'test', 'scripts', 'check.ts');
  if (!existsSync(file)) throw new Problem('The headless walk (test/scripts/check.ts) does not exist yet.');
  const { check } = (await import(pathToFileURL(file).href)) as { check(): Promise<number> };
  return check();
});
