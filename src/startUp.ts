import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { CommandId, ViewCommandId } from './manifest.ts';
import { applicationRun } from './node/applicationRun.ts';
import { markerListing } from './node/markerListing.ts';
import { hourMs, minuteMs } from './shared/clock.ts';
import { KnownSecrets } from './shared/knownSecrets.ts';
import { once } from './shared/once.ts';
import { createServerClock } from './shared/serverClock.ts';
import { StoreReader } from './vault/storeReader.ts';
import type { Core } from './vscode/core.ts';
import { secretStore } from './vscode/secretStorage.ts';
import { StandingChoices } from './vscode/standingChoices.ts';
import { StateKeeper } from './vscode/stateKeeper.ts';
import { StatusBar } from './vscode/statusBar.ts';
import { type ChildrenOf, treeShell } from './vscode/view/treeShell.ts';
import { Whereabouts } from './vscode/whereabouts.ts';

type App = import('./app.ts').App;

/** After the first picture, so that the large part never competes with the start of the editor. */
const warmUpMs = 1500;
const settleMs = 200;

export interface Started {
  readonly run: (id: CommandId | ViewCommandId, given: readonly unknown[]) => Promise<unknown>;
  /** Before the window goes: ends what is running and waits for it. */
  readonly stop: () => Promise<void>;
}

/** Wires what is there from the start: the status bar from what is stored, and the way to everything else. */
export function startUp(context: vscode.ExtensionContext): Started {
  // An empty view until what makes its lines can be loaded.
  const core = makeCore(context, (line) =>
    app().then(
      (started) => started.children(line),
      () => [],
    ),
  );
  let running: App | undefined;
  const app = once(async () => {
    running = await startApp(core);
    return running;
  });
  context.subscriptions.push(core.state, core.tree.view, core.tree.changed);
  watch(core);
  // Whatever the vault holds: tokens in open files are looked for in every window.
  const warmUp = () =>
    later(context, warmUpMs, () => {
      void app()
        .then((started) => started.welcomeBack())
        .catch(quiet);
    });
  void core.state.refresh().then(warmUp, warmUp);
  return {
    run: async (id, given) => (await app()).run(id, given),
    stop: async () => running?.stop(),
  };
}

/** What cannot be loaded or read is told by the first command; a start-up must not end in an error box. */
function quiet(): void {}

/** Everything else: commands, network, git. A bundle of its own. */
async function startApp(core: Core): Promise<App> {
  const { startApp: start } = await import('./app.ts');
  return start(core);
}

function makeCore(context: vscode.ExtensionContext, children: ChildrenOf): Core {
  const clock = createServerClock({ now: () => Date.now() }, () => performance.now());
  const secrets = new KnownSecrets();
  const memory = new StandingChoices(context.globalState);
  const id = randomUUID();
  const desktop = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  const session = { id, run: applicationRun(desktop, id), startedAt: clock.now() };
  const store = secretStore(context.secrets);
  const reader = new StoreReader(
    {
      store,
      files: markerListing(context),
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      learn: (secret) => secrets.learn(secret),
    },
    session,
  );
  const whereabouts = new Whereabouts(memory);
  const state = new StateKeeper(reader, memory, whereabouts, clock, new StatusBar());
  return {
    context,
    clock,
    heard: clock.heard,
    memory,
    store,
    session,
    reader,
    secrets,
    whereabouts,
    state,
    tree: treeShell(children),
  };
}

/**
 * What may change the picture, and how old what the vault held may be for it: other windows tell of their changes, so
 * only a returning person and the hour look again. No timer wakes more than once an hour.
 */
function watch({ context, state }: Core): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let wanted = Number.POSITIVE_INFINITY;
  const within = (maxAgeMs: number) => () => {
    wanted = Math.min(wanted, maxAgeMs);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      void state.refresh(wanted).catch(quiet);
      wanted = Number.POSITIVE_INFINITY;
    }, settleMs);
  };
  const again = within(0);
  const moved = within(Number.POSITIVE_INFINITY);
  const returned = within(minuteMs);
  // At once: a second timer to settle would be a second wake.
  const hourly = setInterval(() => void state.refresh().catch(quiet), hourMs);
  context.subscriptions.push(
    { dispose: () => clearTimeout(waiting) },
    { dispose: () => clearInterval(hourly) },
    context.secrets.onDidChange(again),
    vscode.window.onDidChangeActiveTextEditor(moved),
    vscode.workspace.onDidChangeWorkspaceFolders(moved),
    vscode.workspace.onDidGrantWorkspaceTrust(moved),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('tokenWarden')) moved();
    }),
    vscode.window.onDidChangeWindowState((window) => {
      if (window.focused) returned();
    }),
  );
}

function later(context: vscode.ExtensionContext, ms: number, act: () => void): void {
  const timer = setTimeout(act, ms);
  context.subscriptions.push({ dispose: () => clearTimeout(timer) });
}
