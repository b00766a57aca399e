import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { launchPersistent } from '../harness/browser.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import type { TestLanguage } from '../harness/languagePack.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { serveMintKey } from '../harness/runInServer.ts';
import type { Stage } from '../harness/stage.ts';
import { type RunningVsCode, startVsCode, workbenchUrl } from '../harness/vscodeServer.ts';

export interface WorkbenchOptions {
  readonly stage: Stage;
  /** Without one, nothing is installed before the start. */
  readonly vsix?: string;
  /** Where screenshots go; none are taken without it. */
  readonly pictures?: string;
  readonly theme?: string;
  readonly workspaceTrust?: 'asked' | 'everything';
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False: the workbench gets no key for its secrets and keeps them in memory only, as a bare server does. */
  readonly mintKey?: boolean;
  /** What VS Code speaks. Default: English. */
  readonly language?: TestLanguage;
}

/** For one thing to show (ms): a machine that does three such runs at once is slow. */
const patience = 60_000;

/** Nobody looks at the pictures of a run that went well, and they take a minute of it: `TOKEN_WARDEN_PICTURES=1` asks. */
export const picturesWanted = (): boolean => process.env.TOKEN_WARDEN_PICTURES === '1';

/** A person at a real workbench: what they can see, type and click, nothing else. Counts the prompts they answered. */
export class Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: RunningVsCode;
  readonly #options: WorkbenchOptions;
  #prompts = 0;
  #shots = 0;

  private constructor(page: Page, context: BrowserContext, server: RunningVsCode, options: WorkbenchOptions) {
    this.page = page;
    this.context = context;
    this.server = server;
    this.#options = options;
  }

  /** Installs the package, starts VS Code and opens the stage's folder. No test driver: toasts and modals are the real ones. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    const { stage, vsix, theme = 'Default Dark Modern', workspaceTrust = 'everything' } = options;
    const runFolder = makeRunFolder();
    const server = await startVsCode({
      vscode: await fetchVsCode(),
      ...(vsix === undefined ? {} : { vsix }),
      env: stage.env,
      userSettings: { ...stage.userSettings, 'workbench.colorTheme': theme, ...options.settings },
      workspaceTrust,
      runFolder,
      ...(options.language === undefined ? {} : { language: options.language }),
    });
    return Workbench.#browse(options, server);
  }

  /** A browser on the profile of this run: a second call, after the first is closed, is a person's next day. */
  static async #browse(options: WorkbenchOptions, server: RunningVsCode): Promise<Workbench> {
    const { stage, pictures, mintKey = true } = options;
    const context = await launchPersistent(join(server.runFolder, 'profile'), {
      proxyUrl: stage.sandbox.proxyUrl,
      trustProxy: true,
      viewport: { width: 1280, height: 800 },
    });
    context.setDefaultTimeout(patience);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(patience);
    if (mintKey) await serveMintKey(context);
    if (pictures) mkdirSync(pictures, { recursive: true });
    const workbench = new Workbench(page, context, server, options);
    await workbench.load(stage.workTree.folder);
    return workbench;
  }

  /** Closes the browser and opens it anew, with the same profile and the same server. */
  async nextDay(): Promise<Workbench> {
    await this.context.close();
    return Workbench.#browse(this.#options, this.server);
  }

  /** Ends the browser as a crash does: nothing is told, nothing is written out. Then `nextDay`. Linux only. */
  async kill(): Promise<void> {
    const profile = `--user-data-dir=${join(this.server.runFolder, 'profile')}`;
    const closed = new Promise((resolve) => this.context.once('close', resolve));
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const words = readOrNothing(`/proc/${pid}/cmdline`).split('\0');
      // The browser itself; its renderers end with it.
      if (words.includes(profile) && !words.some((word) => word.startsWith('--type=')))
        process.kill(Number(pid), 'SIGKILL');
    }
    await closed;
  }

  /** A second window in the same browser, on the same folder. */
  async secondWindow(): Promise<Workbench> {
    const page = await this.context.newPage();
    page.setDefaultTimeout(patience);
    const workbench = new Workbench(page, this.context, this.server, this.#options);
    await workbench.load(this.#options.stage.workTree.folder);
    return workbench;
  }

  async load(folder: string): Promise<void> {
    await this.page.goto(workbenchUrl(this.server.origin, folder));
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  /** Until the git extension has read the stage's repository: what is offered before knows no owner and no branch. */
  async gitIsReady(): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: 'topic/first' }).waitFor();
  }

  get prompts(): number {
    return this.#prompts;
  }

  get status(): Locator {
    return this.page.locator('[id="token-warden.token-warden.status"]');
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:not([style*="display: none"])');
  }

  get modal(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** One of them, where the same is said twice. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item', { hasText: text }).first();
  }

  /** Runs a command of ours as a person does: from the palette, by its title. */
  async command(title: string): Promise<void> {
    await this.palette(`Token Warden: ${title}`);
  }

  /** Closes every editor, so that the next picture does not show the last document. */
  async closeEditors(): Promise<void> {
    await this.palette('View: Close All Editors');
    await this.page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  }

  /**
   * Opens a file of the workspace by its name. VS Code lists the files when it is asked for one and keeps that list while
   * it is: where a file of a moment ago is not in it yet, it is asked anew.
   */
  async openFile(name: string, at = ''): Promise<void> {
    // Active: the list of before is there until the filter is.
    const row = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name });
    const input = this.quickInput.locator('input').first();
    for (let tries = 10; ; tries--) {
      await this.page.keyboard.press('Control+p');
      if (await shows(input)) {
        await input.fill(`${name}${at}`);
        if (await shows(row, 5_000)) break;
        await this.leave();
      }
      if (tries === 0) throw new Error(`no file "${name}" to be opened`);
    }
    await input.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Runs any command from the palette. Looks again while extensions still come up. */
  async palette(command: string): Promise<void> {
    // Of this name and active: the list of what was used last is there before the filter is, and Enter takes its top.
    const name = new RegExp(`^(.*: )?${command.replaceAll(/[?()]/g, '\\$&')}(…| \\(.*\\))?$`);
    const row = this.page
      .locator('.quick-input-list .monaco-list-row.focused')
      .filter({ has: this.page.locator('.label-name').getByText(name) });
    const input = this.quickInput.locator('input').first();
    for (let tries = 20; ; tries--) {
      await this.page.keyboard.press('F1');
      // A key is lost while the focus moves, for example out of an editor that is just being closed.
      if (await shows(input)) {
        await input.fill(`>${command}`);
        if (await shows(row)) break;
      }
      if (tries === 0) throw new Error(`no command "${command}" in the palette`);
      await this.page.keyboard.press('Escape');
    }
    await input.press('Enter');
  }

  /** Waits for a prompt of this title, types into it and presses Enter. */
  async answerInput(title: string | RegExp, text: string): Promise<void> {
    const input = await this.prompt(title);
    // The list before it may have the same title, and would take the text as what to filter by.
    await this.quickInput.locator('.quick-input-list').waitFor({ state: 'hidden' });
    await input.fill(text);
    this.#prompts++;
    await input.press('Enter');
  }

  /** Waits for a list of this title and takes a line: the active one, or the one that holds the label. */
  async answerPick(title: string | RegExp, label?: string): Promise<void> {
    const input = await this.prompt(title);
    await this.quickInput.locator('.quick-input-list').waitFor();
    this.#prompts++;
    if (label === undefined) {
      await this.quickInput.locator('.monaco-list-row.focused').first().waitFor();
      await input.press('Enter');
    } else {
      await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
      // A pointer that rests on the next list would lay its tooltip over a line.
      await this.page.mouse.move(640, 720);
    }
  }

  /** The input of the prompt with this title, once it is there. */
  async prompt(title: string | RegExp): Promise<Locator> {
    await this.page.locator('.quick-input-titlebar', { hasText: title }).waitFor();
    return this.quickInput.locator('input.input').first();
  }

  /** Answers the modal dialog by a button. */
  async answerModal(text: string | RegExp, button: string): Promise<void> {
    await this.modal.filter({ hasText: text }).waitFor();
    this.#prompts++;
    await this.modal.getByRole('button', { name: button, exact: true }).click();
  }

  /** Presses a button of a notification, which closes it. Again if it stayed: one that still slides in takes no click. */
  async pressToast(text: string | RegExp, button: string): Promise<void> {
    const toast = this.toast(text);
    await toast.waitFor();
    const pressed = toast.getByRole('button', { name: button, exact: true });
    const all = this.page.locator('.notification-list-item', { hasText: text });
    // Where the same is said twice, one is to go.
    const last = all.nth((await all.count()) - 1);
    for (let tries = 5; tries > 0; tries--) {
      await pressed.click({ timeout: 10_000 }).catch(() => undefined);
      if (await isGone(last, 4_000)) return;
    }
    throw new Error(`the notification stays, whatever is pressed: ${button}`);
  }

  /** A numbered picture of what the person sees now: where pictures are wanted, or always when a test gave up. */
  async picture(name: string, wanted = picturesWanted()): Promise<void> {
    const { pictures } = this.#options;
    if (pictures === undefined || !wanted) return;
    this.#shots++;
    const number = String(this.#shots).padStart(2, '0');
    // Fonts and fades settle: a picture in the middle of a fade shows nothing a person would see.
    await this.page.waitForTimeout(400);
    await this.page.screenshot({ path: join(pictures, `${number}-${name}.png`) });
  }

  /** A line of the open list. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** Opens the list of tokens until it has this line: what was done a moment ago may not be stored yet. */
  async listTokensUntil(text: string | RegExp): Promise<void> {
    for (let tries = 10; ; tries--) {
      await this.command('List Tokens');
      if (await shows(this.row(text), 5_000)) return;
      if (tries === 0) throw new Error(`the list of tokens never has ${text}`);
      await this.leave();
    }
  }

  /** Rests on something until what it tells about itself is there: a line that is drawn anew closes what it showed. */
  async hoverUntil(what: Locator, told: Locator): Promise<void> {
    for (let tries = 10; ; tries--) {
      await what.hover({ force: true });
      if (await shows(told, 5_000)) return;
      if (tries === 0) throw new Error('nothing is told where the pointer rests');
      await this.page.mouse.move(640, 20);
    }
  }

  /** The labels of the open list, from top to bottom. */
  async rows(): Promise<readonly string[]> {
    const labels = this.page
      .locator('.quick-input-list .monaco-list-row .quick-input-list-row .label-name')
      .first();
    await labels.waitFor();
    return await this.page
      .locator('.quick-input-list .monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.querySelector('.label-name')?.textContent?.trim() ?? ''));
  }

  /** Notifications, prompt and dialog of every window as text. */
  async shown(): Promise<readonly (readonly string[])[]> {
    const parts =
      '.notification-list-item, .quick-input-widget:not([style*="display: none"]), .monaco-dialog-box';
    const textOf = (page: Page) =>
      page
        .locator(parts)
        .evaluateAll((all) =>
          all.map((one) => (one as { innerText?: string }).innerText?.slice(0, 500) ?? ''),
        );
    return Promise.all(this.context.pages().map(textOf));
  }

  /** Leaves the open prompt, as a person does who thinks better of it. Again if the key was lost. */
  async leave(): Promise<void> {
    const widget = this.page.locator('.quick-input-widget').first();
    for (let tries = 5; tries > 0; tries--) {
      await this.page.keyboard.press('Escape');
      if (await isGone(widget, 3_000)) return;
    }
    throw new Error('the prompt cannot be left');
  }

  /** Runs a command again until what it needs is up: right after a start, the git extension still looks around. */
  async commandUntil(title: string, wanted: Locator, notYet: string | RegExp): Promise<void> {
    for (let tries = 20; ; tries--) {
      await this.command(title);
      const early = this.toast(notYet);
      await wanted.or(early).first().waitFor();
      if (await wanted.first().isVisible()) return;
      if (tries === 0) throw new Error(`${title} still says ${notYet}`);
      await this.dismissToasts();
    }
  }

  /** What the extension wrote to its output channel, in all windows of this run. */
  logText(): string {
    const logs = join(this.server.dataFolder, 'data', 'logs');
    if (!existsSync(logs)) return '';
    return readdirSync(logs, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('Token Warden.log'))
      .map((file) => readFileSync(join(logs, file), 'utf8'))
      .join('');
  }

  /** Presses Cancel in the progress notification of this title, and waits until it is gone. */
  async cancelProgress(title: string): Promise<void> {
    const progress = this.toast(title).first();
    await progress.getByRole('button', { name: 'Cancel', exact: true }).click();
    await progress.waitFor({ state: 'detached' });
  }

  /** Reloads the window, as *Developer: Reload Window* does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  /** Closes every notification, so that the next one is not an old one. */
  async dismissToasts(): Promise<void> {
    const toasts = this.page.locator('.notification-list-item');
    const gone = () => undefined;
    for (let tries = 30; tries > 0 && (await toasts.count()) > 0; tries--) {
      // One that ends by itself meanwhile is as good as closed.
      await toasts.first().hover({ timeout: 1_000 }).catch(gone);
      await toasts
        .first()
        .locator('.codicon-notifications-clear')
        .first()
        .click({ timeout: 1_000 })
        .catch(gone);
    }
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.server.stop();
  }
}

/** Whether it is there within so many ms. */
function shows(what: Locator, timeout = 2_000): Promise<boolean> {
  return what
    .first()
    .waitFor({ timeout })
    .then(
      () => true,
      () => false,
    );
}

/** Whether it is gone within so many ms. */
function isGone(what: Locator, timeout: number): Promise<boolean> {
  return what.waitFor({ state: 'hidden', timeout }).then(
    () => true,
    () => false,
  );
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
