import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { serveMintKey } from '../harness/runInServer.ts';
import { openStage } from '../harness/stage.ts';
import { remoteUri, startVsCode, workbenchUrl } from '../harness/vscodeServer.ts';
import type { WindowReport } from './host/benchRecord.ts';

const windowLimitMs = 90_000;
const statusItem = 'token-warden.token-warden.status';

export interface WindowRun extends WindowReport {
  /** ms since the epoch at which our status-bar item was first seen in the page, to 5 ms; undefined: it was not. */
  readonly drawnAt: number | undefined;
}

/** One VS Code whose window is loaded again and again, each time with a fresh extension host. */
export interface BenchWindows {
  /** Loads the window with `development` as the extension under development. */
  load(development: string, suite: string, expect: 'status item' | 'nothing'): Promise<WindowRun>;
  close(): Promise<void>;
}

export async function openBenchWindows(vsix: string): Promise<BenchWindows> {
  const stage = await openStage();
  const runFolder = makeRunFolder();
  const reportFile = join(runFolder, 'report.json');
  const goFile = join(runFolder, 'go');
  const token = stage.sandbox.readyTokens[0]?.token.value ?? '';
  const server = await startVsCode({
    vscode: await fetchVsCode('current'),
    vsix,
    runFolder,
    env: {
      ...stage.env,
      TOKEN_WARDEN_BENCH_REPORT: reportFile,
      TOKEN_WARDEN_BENCH_GO: goFile,
      TOKEN_WARDEN_BENCH_TOKEN: token,
    },
    userSettings: stage.userSettings,
    // The built workbench ignores the payload without it.
    smokeTestDriver: true,
  });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await server.stop();
    await stage.close();
    rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = await browser.newPage();
    const next = await listenForEnd(page);
    await serveMintKey(page);
    await page.addInitScript({ content: watchStatusItem });
    return {
      async load(development, suite, expect) {
        for (const file of [reportFile, goFile]) rmSync(file, { force: true });
        // Lets the window before end as a person's would: its extension host goes and its storage is written.
        await page.goto('about:blank');
        const ended = next();
        await page.goto(
          workbenchUrl(server.origin, stage.workTree.folder, [
            ['extensionDevelopmentPath', remoteUri(server.origin, development)],
            ['extensionTestsPath', remoteUri(server.origin, suite)],
            ['skipWelcome', 'true'],
          ]),
        );
        if (expect === 'status item')
          await Promise.race([
            page.waitForFunction('window.benchDrawnAt', undefined, { timeout: 30_000 }),
            ended,
          ]);
        const drawnAt: number | undefined = await page.evaluate('window.benchDrawnAt');
        writeFileSync(goFile, '');
        const { code, lines } = await ended;
        if (code !== 0 || !existsSync(reportFile)) {
          throw new Error(`a window of the bench ended with ${code}\n${lines.slice(-12).join('\n')}`);
        }
        const report = JSON.parse(readFileSync(reportFile, 'utf8')) as WindowReport;
        return { ...report, drawnAt };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs in the page before the workbench does. */
const watchStatusItem = `{
  const look = setInterval(() => {
    const item = document.getElementById('${statusItem}');
    if (!item || !item.textContent.trim() || item.offsetParent === null) return;
    window.benchDrawnAt = Date.now();
    clearInterval(look);
  }, 5);
}`;

interface WindowEnd {
  readonly code: number;
  readonly lines: readonly string[];
}

/** The workbench reports through two functions it expects in the page; they stay through all loads of it. */
async function listenForEnd(page: Page): Promise<() => Promise<WindowEnd>> {
  let lines: string[] = [];
  let end: (code: number) => void = () => undefined;
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    lines.push(
      `[${type}] ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}`,
    );
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  return () =>
    new Promise((resolve, reject) => {
      lines = [];
      const timer = setTimeout(
        () => reject(new Error(`a window of the bench did not end\n${lines.slice(-12).join('\n')}`)),
        windowLimitMs,
      );
      end = (code) => {
        clearTimeout(timer);
        resolve({ code, lines });
      };
    });
}
