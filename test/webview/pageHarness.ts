import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DashboardPage } from '../../src/dashboard/dashboardPage.ts';
import type { FromPage, ToPage } from '../../src/dashboard/pageMessages.ts';
import { pageShell } from '../../src/dashboard/pageShell.ts';
import themeColours from '../fixtures/themeColours.json' with { type: 'json' };
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/places.ts';
import { buildPage } from '../scripts/buildPage.ts';

export type Theme = keyof typeof themeColours;
export const themes = Object.keys(themeColours) as readonly Theme[];

const origin = 'https://page.example';
const nonce = 'aB3dE5gH7jK9';

const bodyClasses: Readonly<Record<Theme, string>> = {
  'Default Dark Modern': 'vscode-dark',
  'Default Light Modern': 'vscode-light',
  'Default High Contrast': 'vscode-dark vscode-high-contrast',
  'Default High Contrast Light': 'vscode-light vscode-high-contrast-light vscode-high-contrast',
};

export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** As VS Code marks the page for a person who hears it. */
  readonly screenReader?: boolean;
  /** What the page kept before. */
  readonly state?: unknown;
}

/** The real bundle under the real policy in a real browser, with VS Code's part played. */
export class PageHarness {
  readonly #browser: Browser;
  readonly #files: Readonly<Record<string, string>>;

  private constructor(browser: Browser, files: Readonly<Record<string, string>>) {
    this.#browser = browser;
    this.#files = files;
  }

  static async start(): Promise<PageHarness> {
    await buildPage();
    const read = (name: string) => readFileSync(join(root, 'dist', name), 'utf8');
    return new PageHarness(await launchBrowser(), {
      '/dashboard.js': read('dashboard.js'),
      '/dashboard.css': read('dashboard.css'),
      '/': pageShell({
        nonce,
        ownSource: origin,
        script: `${origin}/dashboard.js`,
        style: `${origin}/dashboard.css`,
        language: 'en',
        title: 'Dashboard',
      }),
    });
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async open(options: OpenOptions = {}): Promise<OpenPage> {
    const { width = 1400, height = 900 } = options;
    const context = await this.#browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    const types: Readonly<Record<string, string>> = {
      '/dashboard.js': 'text/javascript',
      '/dashboard.css': 'text/css',
      '/': 'text/html',
    };
    const asked: string[] = [];
    await page.route('**/*', async (route) => {
      const { origin: from, pathname } = new URL(route.request().url());
      const body = from === origin ? this.#files[pathname] : undefined;
      if (body === undefined) {
        asked.push(route.request().url());
        await route.abort();
      } else await route.fulfill({ body, contentType: `${types[pathname]}; charset=utf-8` });
    });
    await page.addInitScript(playVsCode, {
      colours: themeColours[options.theme ?? 'Default Dark Modern'] as Readonly<Record<string, string>>,
      classes: `${bodyClasses[options.theme ?? 'Default Dark Modern']}${options.screenReader ? ' vscode-using-screen-reader' : ''}`,
      kept: options.state,
    });
    await page.goto(`${origin}/`);
    return new OpenPage(context, page, asked);
  }

  /** An open page on which this is drawn. */
  async show(drawn: DashboardPage, options?: OpenOptions): Promise<OpenPage> {
    const open = await this.open(options);
    await open.draw(drawn);
    return open;
  }
}

interface Posting {
  postMessage(message: unknown, to: string): void;
}

interface PlayedVsCode {
  sent: FromPage[];
  violations: string[];
}

/** Runs in the page before its script: what VS Code gives to a page, its colours and the class of its theme. */
function playVsCode({
  colours,
  classes,
  kept,
}: {
  colours: Readonly<Record<string, string>>;
  classes: string;
  kept: unknown;
}): void {
  // biome-ignore lint/suspicious/noExplicitAny: a browser's globals are not Node's
  const window = globalThis as any;
  const key = 'state';
  const played: PlayedVsCode = { sent: [], violations: [] };
  window.played = played;
  window.document.addEventListener(
    'securitypolicyviolation',
    (event: { violatedDirective: string; blockedURI: string }) =>
      played.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
  );
  if (kept !== undefined && window.sessionStorage.getItem(key) === null)
    window.sessionStorage.setItem(key, JSON.stringify(kept));
  window.acquireVsCodeApi = () => ({
    postMessage: (message: FromPage) => played.sent.push(message),
    getState: () => JSON.parse(window.sessionStorage.getItem(key) ?? 'null') ?? undefined,
    setState: (state: unknown) => window.sessionStorage.setItem(key, JSON.stringify(state)),
  });
  // The parser makes both anew, and runs no script before this.
  new window.MutationObserver(() => {
    const { documentElement, body } = window.document;
    for (const [name, value] of Object.entries(colours)) documentElement?.style.setProperty(name, value);
    if (body && body.className !== classes) body.className = classes;
  }).observe(window.document, { childList: true, subtree: true });
}

export class OpenPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses that were asked for and are not the page's own. */
  readonly asked: readonly string[];

  constructor(context: BrowserContext, page: Page, asked: readonly string[]) {
    this.context = context;
    this.page = page;
    this.asked = asked;
  }

  async say(message: ToPage | unknown): Promise<void> {
    await this.page.evaluate((said) => (globalThis as unknown as Posting).postMessage(said, '*'), message);
  }

  /** Sends a page, and waits until it says that it is on the screen. Gives what that took by its own clock, in ms. */
  async draw(page: DashboardPage): Promise<number> {
    const before = (await this.sent('drawn')).length;
    await this.say({ kind: 'draw', page });
    await this.page.waitForFunction(
      (count) =>
        (globalThis as unknown as { played: PlayedVsCode }).played.sent.filter(({ kind }) => kind === 'drawn')
          .length > count,
      before,
    );
    const last = (await this.sent('drawn')).at(-1);
    return last?.kind === 'drawn' ? last.ms : Number.NaN;
  }

  async sent(kind?: FromPage['kind']): Promise<readonly FromPage[]> {
    const all = await this.page.evaluate(
      () => (globalThis as unknown as { played: PlayedVsCode }).played.sent,
    );
    return kind === undefined ? all : all.filter((each) => each.kind === kind);
  }

  /** How high all of it is, in px. */
  async height(): Promise<number> {
    return Number(
      await this.page.evaluate('Math.min(6000, Math.max(600, document.documentElement.scrollHeight))'),
    );
  }

  async violations(): Promise<readonly string[]> {
    return await this.page.evaluate(
      () => (globalThis as unknown as { played: PlayedVsCode }).played.violations,
    );
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
