import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Browser, BrowserContext, LaunchOptions } from 'playwright-core';
import { cache } from './places.ts';
import { Problem } from './problem.ts';

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

export interface BrowserOptions {
  /** Everything but loopback goes through it: the sandbox's CONNECT proxy. */
  readonly proxyUrl?: string;
  /** Accept the sandbox's own certificate authority. Only ever together with `proxyUrl`. */
  readonly trustProxy?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A headless browser for one run. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return await chromium.launch(await launchOptions(options));
}

/** A headless browser with a profile of its own on disk, for what must survive a restart. */
export async function launchPersistent(
  profile: string,
  options: BrowserOptions = {},
): Promise<BrowserContext> {
  const { chromium } = await import('playwright-core');
  return await chromium.launchPersistentContext(profile, {
    ...(await launchOptions(options)),
    ignoreHTTPSErrors: options.trustProxy ?? false,
    viewport: options.viewport ?? { width: 1280, height: 800 },
  });
}

async function launchOptions(options: BrowserOptions): Promise<LaunchOptions> {
  const executablePath = await findBrowser();
  return {
    executablePath,
    headless: true,
    args: [...quietFlags],
    ...(options.proxyUrl === undefined
      ? {}
      : { proxy: { server: options.proxyUrl, bypass: '127.0.0.1,localhost' } }),
  };
}

/** The headless browser from npm on Linux x64, else one that is installed. */
export async function findBrowser(): Promise<string> {
  if (process.platform === 'linux' && process.arch === 'x64') return await unpackChromium();
  const installed = installedBrowser();
  if (installed !== undefined) return installed;
  throw new Problem(
    `No browser for ${process.platform} ${process.arch}. Install Google Chrome, Microsoft Edge or Chromium and run the command again.`,
  );
}

/**
 * The package unpacks into the temporary folder under a fixed name and takes whatever it finds there for its
 * own, even half a file of a cut run. So it is given a fresh folder, renamed when complete.
 */
async function unpackChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(dirname(entry)), 'package.json'), 'utf8'));
  const { version } = manifest as { readonly version: string };
  const place = join(cache, `chromium-${version}`);
  if (existsSync(join(place, 'chromium'))) return join(place, 'chromium');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'unpacking-'));
  const before = process.env.TMPDIR;
  try {
    process.env.TMPDIR = work;
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
    if (!existsSync(place)) renameSync(work, place);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(work, { recursive: true, force: true });
  }
  return join(place, 'chromium');
}

/** An installed browser of the Chromium family, with a window if there is a display. */
export function installedBrowser(): string | undefined {
  return candidates().find((file) => existsSync(file));
}

function candidates(): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const names = ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chromium', 'chromium-browser'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}
