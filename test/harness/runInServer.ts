import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { fetchVsCode } from './fetchVsCode.ts';
import { Problem } from './problem.ts';
import { remoteUri, startVsCode, workbenchUrl } from './vscodeServer.ts';
import type { VsCodeName } from './vscodeVersions.ts';

export interface SuiteRun {
  readonly vscode: VsCodeName;
  readonly extensionDevelopmentPath: string;
  /** The compiled suite; its `run()` is called inside the extension host. */
  readonly extensionTestsPath: string;
  /** The folder the window opens, or a workspace file with several. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly userSettings: Readonly<Record<string, unknown>>;
  /** How long the whole suite may take, in milliseconds. */
  readonly limit: number;
  /** Takes every line VS Code prints, most of it noise about native modules and closed hosts. */
  readonly log: (line: string) => void;
}

/** Runs a suite inside the extension host of a VS Code server, as desktop VS Code would. Gives its exit code. */
export async function runInServer(run: SuiteRun): Promise<number> {
  const server = await startVsCode({
    vscode: await fetchVsCode(run.vscode),
    env: run.env,
    userSettings: run.userSettings,
    // Without it the built workbench ignores the payload and no test would ever run.
    smokeTestDriver: true,
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const exit = exitCode(page, run, server.output);
    await serveMintKey(page);
    await page.goto(
      workbenchUrl(server.origin, run.folder, [
        ['extensionDevelopmentPath', remoteUri(server.origin, run.extensionDevelopmentPath)],
        ['extensionTestsPath', remoteUri(server.origin, run.extensionTestsPath)],
        ['skipWelcome', 'true'],
      ]),
    );
    return await exit;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Answers the workbench's request for its key with fixed bytes: secrets then persist within the profile. */
export async function serveMintKey(
  target: Pick<Page, 'route'>,
  key: Buffer = Buffer.alloc(32, 7),
): Promise<void> {
  await target.route('**/mint-key', (route) => route.fulfill({ status: 200, body: key }));
}

/** The workbench reports through two functions it expects in the page: what is printed, and the end. */
function exitCode(page: Page, { limit, log }: SuiteRun, serverOutput: () => string): Promise<number> {
  const ended = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Problem(`The suite did not end within ${limit / 1000} s.\n${serverOutput().slice(-3000)}`),
        ),
      limit,
    );
    page.once('crash', () => reject(new Problem('The browser page with VS Code crashed.')));
    const exposed = [
      page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
        log(
          `[${type}] ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}`,
        );
        // What a test itself prints.
        if (type === 'log') console.log(...args);
      }),
      page.exposeFunction('codeAutomationExit', (code: number) => {
        clearTimeout(timer);
        resolve(code);
      }),
    ];
    Promise.all(exposed).catch(reject);
  });
  // The page may still be loading when it fails: nobody waits yet, and that alone must not end the process.
  ended.catch(() => undefined);
  return ended;
}
