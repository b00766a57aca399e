import { randomUUID } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Journal } from './journal/journal.ts';
import type { CommandId, Settings } from './manifest.ts';
import { DayClaims } from './node/dayClaims.ts';
import { sweepStale } from './node/git/sweepStale.ts';
import { createGitHubApi } from './node/githubApi.ts';
import { hearDate } from './node/hearDate.ts';
import { JournalFile } from './node/journalFile.ts';
import { markerFolder } from './node/markerFolder.ts';
import { ownStorage } from './node/ownStorage.ts';
import { TurnFolders } from './node/repositoryTurns.ts';
import { WatchedFolder } from './node/watchedFolder.ts';
import { judgeEntries } from './policy/judgeEntry.ts';
import { PushesInFlight } from './push/pushesInFlight.ts';
import { RotationsInFlight } from './rotation/rotationsInFlight.ts';
import { Redactor } from './shared/redactor.ts';
import type { Secret } from './shared/secret.ts';
import { cleanServerText } from './shared/text.ts';
import type { Entry } from './tokens/entry.ts';
import { Vault } from './vault/vault.ts';
import { BodyEditor } from './vscode/bodyEditor.ts';
import { TimedClipboard } from './vscode/clipboard.ts';
import { areaOf } from './vscode/commandArea.ts';
import { acceptFinding } from './vscode/commands/acceptFinding.ts';
import { takeNextStep } from './vscode/commands/answerFinding.ts';
import { commandTable } from './vscode/commands/commandTable.ts';
import { listTokens } from './vscode/commands/listTokens.ts';
import { markReplaced } from './vscode/commands/watchedActions.ts';
import type { Core } from './vscode/core.ts';
import { DueChecks } from './vscode/dueChecks.ts';
import { GitLookup } from './vscode/gitLookup.ts';
import { HostsNotice } from './vscode/hostsNotice.ts';
import { hoverOf } from './vscode/hover.ts';
import { journalTrouble } from './vscode/journalTrouble.ts';
import { type Clean, Log } from './vscode/log.ts';
import { LongWork } from './vscode/longWork.ts';
import { Memory } from './vscode/memory.ts';
import { Reminders } from './vscode/notices.ts';
import { openRoot } from './vscode/openRoot.ts';
import { PolicyNotice } from './vscode/policyNotice.ts';
import { readPolicy } from './vscode/policySettings.ts';
import { ReadOnlyDocuments } from './vscode/readOnlyDocuments.ts';
import { sayFailure } from './vscode/say.ts';
import type { Services } from './vscode/services.ts';
import type { State } from './vscode/stateKeeper.ts';
import { stepActs } from './vscode/stepActs.ts';
import { noticeStore } from './vscode/storeNotice.ts';
import { watchTyping } from './vscode/typing.ts';
import { gitShell } from './wireGit.ts';

export interface App {
  readonly run: (id: CommandId, given: readonly unknown[]) => Promise<void>;
  /** Once, some time after start-up: the hover's table, due checks, due notices. */
  readonly welcomeBack: () => Promise<void>;
  /** Before the window goes: ends what is running and waits for it. */
  readonly stop: () => Promise<void>;
}

/** Wires everything that activation does not need. By hand, and decides nothing. */
export function startApp(core: Core): App {
  const redactor = new Redactor();
  core.secrets.subscribe((secret) => redactor.learn(secret));
  const clean: Clean = (text, maxChars) => cleanServerText(text, redactor, maxChars);
  const log = new Log(clean);
  const git = findGitExtension(core);
  core.whereabouts.setOpenRoot((holding) => openRoot(git.openRoots(), holding));
  core.context.subscriptions.push(log, git);
  const work = new LongWork();
  const clipboard = new TimedClipboard();
  const services: Services = {
    ...core,
    memory: new Memory(core.context.globalState),
    ...outside(core, log, redactor, clean),
    storage: ownStorage(core.context),
    gitExtension: () => git.find(),
    log,
    documents: ReadOnlyDocuments.register(core.context, clean),
    work,
    clipboard,
    rotations: new RotationsInFlight(),
    pushes: new PushesInFlight(turnFolders(core)),
    bodies: BodyEditor.register(core.context),
    journal: makeJournal(core, log, redactor),
    watched: new WatchedFolder(core.context.globalStorageUri.fsPath),
    redactor,
    policy: readPolicy,
    machine: { platform: process.platform, home: homedir() },
  };
  core.state.setHover(hoverOf);
  core.state.setJudge((entries, facts) => judgeEntries(entries, { ...facts, policy: readPolicy() }));
  core.state.setWatched(() =>
    services.watched.read().catch((error: unknown) => {
      log.failure('reading the watched tokens', error);
      return { tokens: [], unreadable: [] };
    }),
  );
  const checks = new DueChecks(services);
  const reminders = makeReminders(services);
  core.context.subscriptions.push(
    watchTyping(),
    reminders,
    core.state.onDidChange((state) => {
      void notice(services, reminders, state);
      void checks.run(state);
    }),
  );
  const tellSettings = [
    watchSetting(core, 'tokenWarden.hosts', new HostsNotice(clean), log),
    watchSetting(core, 'tokenWarden.policy', new PolicyNotice(clean), log),
  ];
  return {
    run: (id, given) => {
      for (const tell of tellSettings) tell();
      return run(services, id, given);
    },
    welcomeBack: () => {
      void turnFolders(core).sweep(core.clock.now());
      return welcomeBack(services);
    },
    stop: async () => {
      await Promise.all([work.stopAll(), clipboard.stop()]);
    },
  };
}

function outside(
  core: Core,
  log: Log,
  redactor: Redactor,
  clean: Clean,
): Pick<Services, 'vault' | 'api' | 'git'> {
  const { version } = core.context.extension.packageJSON as { readonly version: string };
  return {
    vault: makeVault(core),
    api: createGitHubApi({
      // Looked up at each call: VS Code replaces it to honour the person's proxy and certificates.
      fetch: hearDate((url, init) => globalThis.fetch(url, init), core.heard),
      userAgent: `token-warden/${version}`,
      clock: core.clock,
      random: Math.random,
      log: (line) => log.info(line),
      clean,
    }),
    git: gitShell(redactor),
  };
}

/** A repository that opens later may be the one we are in: the place is looked up again, the vault is not read. */
function findGitExtension({ state }: Core): GitLookup {
  return new GitLookup(
    () => vscode.extensions.getExtension('vscode.git'),
    () => void state.refresh(Number.POSITIVE_INFINITY).catch(() => undefined),
  );
}

/** What a person wrote in vain is told when the setting changes, in the window in front, and with the first command. */
function watchSetting(
  { context }: Core,
  id: keyof Settings,
  notice: { tell(): Promise<void> },
  log: Log,
): () => void {
  const tell = () => {
    void notice.tell().catch((error: unknown) => log.failure(`reading ${id}`, error));
  };
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(id) && vscode.window.state.focused) tell();
    }),
  );
  return tell;
}

function turnFolders({ context }: Core): TurnFolders {
  return new TurnFolders(context.globalStorageUri.fsPath);
}

function makeVault({ context, store, clock, secrets, session, reader }: Core): Vault {
  const ports = {
    store,
    files: markerFolder(context),
    clock,
    pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    newId: () => randomUUID(),
    learn: (secret: Secret) => secrets.learn(secret),
  };
  return new Vault(ports, session, reader);
}

function makeJournal({ context }: Core, log: Log, redactor: Redactor): Journal {
  const store = new JournalFile(join(context.globalStorageUri.fsPath, 'journal'));
  return new Journal({ store, redactor, onTrouble: journalTrouble(log) });
}

async function run(services: Services, id: CommandId, given: readonly unknown[]): Promise<void> {
  try {
    await commandTable[id](calledBy(services, given.length > 0), given.length > 0);
  } catch (error) {
    const retry = () => run(services, id, given);
    await sayFailure(error, areaOf(id), services.log, { ...stepActs(services), retry });
  }
}

/** What another program started is recorded as such, however deep in a command that is. */
function calledBy(services: Services, program: boolean): Services {
  return program ? { ...services, journal: services.journal.calledByProgram() } : services;
}

async function welcomeBack({ log, vault, state, clock }: Services): Promise<void> {
  // What a crash left behind holds no secret, but it is ours to clean.
  void sweepStale(tmpdir(), clock.now());
  await vault.settle().catch((error: unknown) => log.failure('settling the vault', error));
  // The new picture starts the due checks and notices.
  await state.refresh().catch((error: unknown) => log.failure('reading the vault', error));
}

/** A reminder may lie in the notification centre for days: what is known of the entry when it is answered counts. */
function makeReminders(services: Services): Reminders {
  const claims = new DayClaims(services.context.globalStorageUri.fsPath);
  const withEntry = async (id: string, act: (services: Services, entry: Entry) => Promise<void>) => {
    const { view } = await services.state.refresh();
    const entry = view.entries.find((one) => one.id === id);
    if (entry) await act(services, entry);
  };
  return new Reminders(services, (day) => claims.claim(day), {
    step: (finding) => withEntry(finding.entryId, (...given) => takeNextStep(...given, finding)),
    accept: (id) => withEntry(id, acceptFinding),
    replaced: (token) => markReplaced(services, token),
    list: () => listTokens(services),
  });
}

async function notice(services: Services, reminders: Reminders, state: State): Promise<void> {
  try {
    await Promise.all([reminders.look(state), noticeStore(services, state)]);
  } catch (error) {
    await sayFailure(error, 'api', services.log, stepActs(services));
  }
}
