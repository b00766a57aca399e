import { tmpdir } from 'node:os';
import { type CommandId, type ViewCommandId, viewCommandIds } from './manifest.ts';
import { sweepStale } from './node/git/sweepStale.ts';
import { judgeBreadth } from './policy/judgeBreadth.ts';
import { judgeEntries } from './policy/judgeEntry.ts';
import type { Readiness } from './preflight/readiness.ts';
import { countLeaked } from './tree/leakNodes.ts';
import type { Core } from './vscode/core.ts';
import { DashboardPanel } from './vscode/dashboard/dashboardPanel.ts';
import { hoverOf } from './vscode/hover.ts';
import { knownApps } from './vscode/knownApps.ts';
import { leakCodeActions } from './vscode/leaks/leakCodeActions.ts';
import { runCommand, told } from './vscode/runCommand.ts';
import type { Services } from './vscode/services.ts';
import { ViewRunner } from './vscode/view/runInView.ts';
import { TokensView } from './vscode/view/tokensView.ts';
import type { ChildrenOf } from './vscode/view/treeShell.ts';
import { watchTeamFiles } from './vscode/watchTeamFiles.ts';
import { watchPictures, watchSettings } from './wireNotices.ts';
import { turnFolders, wireServices } from './wireServices.ts';

export interface App {
  readonly run: (id: CommandId | ViewCommandId, given: readonly unknown[]) => Promise<Readiness | undefined>;
  /** The lines of the Tokens view. */
  readonly children: ChildrenOf;
  /** Once, some time after start-up: the hover's table, due checks, due notices. */
  readonly welcomeBack: () => Promise<void>;
  /** Before the window goes: ends what is running and waits for it. */
  readonly stop: () => Promise<void>;
}

/** Wires everything that activation does not need. By hand, and decides nothing. */
export function startApp(core: Core): App {
  const { services, clean } = wireServices(core, {
    journalled: () => {
      view.readAgain();
      dashboard.drawSoon();
      void services.firstRun.lookAtJournal(services);
    },
    openDashboard: () => dashboard.open(),
  });
  const view = new TokensView(services, core.tree);
  const dashboard = new DashboardPanel(services, (work) => told(services, 'tokenWarden.openDashboard', work));
  const lines = new ViewRunner(view, core.tree, core.clock);
  core.context.subscriptions.push(watchTeamFiles(readYaml), leakCodeActions(services.leaks.keeper));
  core.state.setHover((state) => hoverOf(state, countLeaked(services.leaks.keeper.all)));
  core.state.setJudge(
    (entries, facts) =>
      judgeEntries(entries, {
        ...facts,
        policy: services.policy(),
        apps: knownApps(services.memory, entries),
      }),
    () => {
      const { neverGrant } = services.policy();
      return (entry) => judgeBreadth(entry, neverGrant);
    },
  );
  core.state.setBorrowed(() => services.credentials.seen());
  core.state.setWatched(() => readWatched(services));
  watchPictures(services);
  core.context.subscriptions.push(
    core.state.onDidChange(({ view: { entries } }) => void services.firstRun.look(entries)),
  );
  const tellSettings = watchSettings(services, clean);
  return {
    run: (id, given) => {
      tellSettings();
      return isOfView(id)
        ? told(services, id, async (own) => void (await lines.run(own, id, given)))
        : runCommand(services, id, given);
    },
    children: (line) => view.children(line),
    welcomeBack: () => {
      void turnFolders(core).sweep(core.clock.now());
      void services.firstRun.meet(services);
      return welcomeBack(services);
    },
    stop: async () => {
      await Promise.all([services.work.stopAll(), services.clipboard.stop(), endMinted(services)]);
    },
  };
}

/** A bundle of its own: most windows never meet a text of YAML. */
const readYaml = async (text: string) => (await import('./node/readYaml.ts')).readYaml(text);

function isOfView(id: CommandId | ViewCommandId): id is ViewCommandId {
  return viewCommandIds.some((one) => one === id);
}

/** How long the end of minted tokens may hold up the window's end (ms); what is left ends within its hour. */
const farewellMs = 2_000;

function endMinted({ credentials }: Services): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, farewellMs).unref());
  return Promise.race([credentials.overAll(), late]);
}

async function readWatched({ watched, log }: Services): ReturnType<Services['watched']['read']> {
  try {
    return await watched.read();
  } catch (error) {
    log.failure('reading the watched tokens', error);
    return { tokens: [], unreadable: [] };
  }
}

async function welcomeBack({ log, vault, state, clock }: Services): Promise<void> {
  // What a crash left behind holds no secret, but it is ours to clean.
  void sweepStale(tmpdir(), clock.now());
  await vault.settle().catch((error: unknown) => log.failure('settling the vault', error));
  // The new picture starts the due checks and notices.
  await state.refresh().catch((error: unknown) => log.failure('reading the vault', error));
}
