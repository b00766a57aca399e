import * as vscode from 'vscode';
import type { DashboardPage } from '../../dashboard/dashboardPage.ts';
import { type MessageGate, messageGate } from '../../dashboard/messageGate.ts';
import type { FromPage, ToPage } from '../../dashboard/pageMessages.ts';
import { pageShell } from '../../dashboard/pageShell.ts';
import { readFromPage } from '../../dashboard/readFromPage.ts';
import { ticketBook } from '../../dashboard/tickets.ts';
import { minuteMs } from '../../shared/clock.ts';
import { troubleText } from '../messages/dashboard.ts';
import type { Services } from '../services.ts';
import type { State } from '../stateKeeper.ts';
import { exportDashboard, printDashboard } from './exportDashboard.ts';
import { grantWish } from './grantWish.ts';
import { pictureOf } from './pictureOf.ts';

export const dashboardType = 'tokenWarden.dashboard';

/** Runs something a person asked for as a command is run: failures are told with their next step. */
export type RunAct = (work: (services: Services) => Promise<void>) => Promise<unknown>;

/** What a page may be at all. Nothing but our own folder of built files can be loaded into it (D05). */
const options = (dist: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions => ({
  enableScripts: true,
  enableForms: false,
  enableCommandUris: false,
  enableFindWidget: true,
  localResourceRoots: [dist],
  // What it shows is drawn again when it is shown again, from what is known then.
  retainContextWhenHidden: false,
});

/** A second press of the same button is no second wish (ms). */
const actPauseMs = 500;
/** Several things change together: they are one picture (ms). */
const settleMs = 100;

/**
 * The one page of web content. It is told what to draw and asks for little: to be drawn again, for a text of it, for one
 * of the acts it was offered. Whatever runs in it cannot be told from a person, so each act asks as its command would.
 */
export class DashboardPanel {
  readonly #services: Services;
  readonly #run: RunAct;
  #panel: vscode.WebviewPanel | undefined;
  #gate: MessageGate = messageGate();
  readonly #tickets = ticketBook();
  /** The page said that it listens. A hidden one does not, and says so again when it is shown. */
  #listens = false;
  #drawing = false;
  #reading = false;
  #behind = false;
  #state: State | undefined;
  /** How old what the vault held may be for the next picture (ms). */
  #wanted = Number.POSITIVE_INFINITY;
  #page: { readonly drawn: DashboardPage; readonly at: number } | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #lastAct = Number.NEGATIVE_INFINITY;
  #misfits = 0;

  constructor(services: Services, run: RunAct) {
    this.#services = services;
    this.#run = run;
    services.context.subscriptions.push(
      vscode.window.registerWebviewPanelSerializer(dashboardType, {
        deserializeWebviewPanel: async (panel) => this.#adopt(panel),
      }),
      services.state.onDidChange((state) => {
        this.#state = state;
        // What we asked for ourselves is being drawn already.
        if (!this.#reading) this.drawSoon();
      }),
      // A store that fails tells nobody, so it is asked: when it says that it changed, and when the person comes back.
      services.context.secrets.onDidChange(() => this.drawSoon(settleMs)),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.drawSoon(minuteMs);
      }),
      { dispose: () => this.#panel?.dispose() },
    );
  }

  /** Opens it, or brings the one that is open to the front. */
  async open(): Promise<void> {
    if (this.#panel !== undefined) return this.#panel.reveal(undefined, false);
    const { t } = vscode.l10n;
    const panel = vscode.window.createWebviewPanel(
      dashboardType,
      t('Token Dashboard'),
      vscode.ViewColumn.Active,
      options(this.#dist()),
    );
    this.#adopt(panel);
  }

  /** Something that it shows may have changed. Nobody sees a hidden page, so it waits until it is shown. */
  drawSoon(maxAgeMs = Number.POSITIVE_INFINITY): void {
    if (!this.#listens) return;
    this.#wanted = Math.min(this.#wanted, maxAgeMs);
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      void this.#draw();
    }, settleMs);
  }

  #adopt(panel: vscode.WebviewPanel): void {
    // One in each window: a reload may bring one back while another was opened.
    if (this.#panel !== undefined) {
      panel.dispose();
      return;
    }
    this.#panel = panel;
    this.#gate = messageGate();
    panel.webview.options = options(this.#dist());
    panel.webview.onDidReceiveMessage((raw: unknown) => this.#hear(raw));
    panel.onDidChangeViewState(() => {
      if (!panel.visible) this.#listens = false;
    });
    panel.onDidDispose(() => this.#forget());
    panel.webview.html = this.#shell(panel.webview);
  }

  #forget(): void {
    const dropped = this.#gate.dropped + this.#misfits;
    if (dropped > 0) this.#services.log.info(`dashboard: ${dropped} messages of its page were dropped`);
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#panel = undefined;
    this.#page = undefined;
    this.#listens = false;
    this.#misfits = 0;
    this.#tickets.forget();
  }

  #dist(): vscode.Uri {
    return vscode.Uri.joinPath(this.#services.context.extension.extensionUri, 'dist');
  }

  #shell(webview: vscode.Webview): string {
    const address = (name: string) =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.#dist(), name)).toString();
    return pageShell({
      nonce: crypto.randomUUID().replaceAll('-', ''),
      ownSource: webview.cspSource,
      script: address('dashboard.js'),
      style: address('dashboard.css'),
      language: vscode.env.language,
      title: vscode.l10n.t('Token Dashboard'),
    });
  }

  #hear(raw: unknown): void {
    const { clock, log } = this.#services;
    if (!this.#gate.lets(clock.now())) {
      if (this.#gate.dropped === 1) log.info('dashboard: its page sends too many messages, they are dropped');
      return;
    }
    const said = readFromPage(raw);
    if (said !== undefined) {
      this.#answer(said);
      return;
    }
    this.#misfits += 1;
    if (this.#misfits === 1) log.info('dashboard: its page sent what it may not, which was dropped');
  }

  #answer(said: FromPage): void {
    switch (said.kind) {
      case 'ready':
        this.#listens = true;
        this.#drawNow(minuteMs);
        break;
      case 'refresh':
        this.#drawNow(0);
        break;
      case 'act':
        this.#act(said.ticket);
        break;
      case 'export':
        this.#withPage(exportDashboard);
        break;
      case 'print':
        this.#withPage(printDashboard);
        break;
      case 'drawn':
        this.#services.log.info(`dashboard: drawn in ${Math.round(said.ms)} ms`);
    }
  }

  #act(ticket: string): void {
    const wish = this.#tickets.wishOf(ticket);
    if (wish === undefined || !this.#isNew()) return;
    void this.#run((services) => grantWish(services, wish));
  }

  #withPage(work: (services: Services, page: DashboardPage) => Promise<void>): void {
    const page = this.#page?.drawn;
    if (page === undefined || !this.#isNew()) return;
    void this.#run((services) => work(services, page));
  }

  #isNew(): boolean {
    const now = this.#services.clock.now();
    const isNew = Math.abs(now - this.#lastAct) >= actPauseMs;
    if (isNew) this.#lastAct = now;
    return isNew;
  }

  #drawNow(maxAgeMs: number): void {
    this.#wanted = Math.min(this.#wanted, maxAgeMs);
    void this.#draw();
  }

  /** One at a time; what changes meanwhile is drawn after it. */
  async #draw(): Promise<void> {
    this.#behind = true;
    if (this.#drawing) return;
    this.#drawing = true;
    try {
      while (this.#behind) {
        this.#behind = false;
        await this.#drawOnce();
      }
    } finally {
      this.#drawing = false;
    }
  }

  async #drawOnce(): Promise<void> {
    const { clock, log } = this.#services;
    try {
      const drawn = await pictureOf(this.#services, await this.#latest(), this.#tickets.begin());
      this.#page = { drawn, at: clock.now() };
      await this.#post({ kind: 'draw', page: drawn });
    } catch (error) {
      log.failure('reading the vault for the dashboard', error);
      await this.#post({ kind: 'trouble', text: troubleText(this.#page?.at, clock.now()) });
    }
  }

  /** The picture that was told, unless something newer is wanted. */
  async #latest(): Promise<State> {
    const maxAgeMs = this.#wanted;
    this.#wanted = Number.POSITIVE_INFINITY;
    if (this.#state !== undefined && maxAgeMs === Number.POSITIVE_INFINITY) return this.#state;
    this.#reading = true;
    try {
      return await this.#services.state.refresh(maxAgeMs);
    } finally {
      this.#reading = false;
    }
  }

  async #post(message: ToPage): Promise<void> {
    if (this.#listens) await this.#panel?.webview.postMessage(message);
  }
}
