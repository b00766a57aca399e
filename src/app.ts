import { randomUUID } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { endInstallationToken } from './github/endInstallationToken.ts';
import { Journal } from './journal/journal.ts';
import type { CommandId } from './manifest.ts';
import { sweepStale } from './node/git/sweepStale.ts';
import { createGitHubApi } from './node/githubApi.ts';
import { JournalFile } from './node/journalFile.ts';
import { markerFolder } from './node/markerFolder.ts';
import { TurnFolders } from './node/repositoryTurns.ts';
import { createRevokeApi } from './node/revokeApi.ts';
import { rotationTurns } from './node/rotationTurns.ts';
import { judgeEntries } from './policy/judgeEntry.ts';
import { PushesInFlight } from './push/pushesInFlight.ts';
import { RotationsInFlight } from './rotation/rotationsInFlight.ts';
import { Redactor } from './shared/redactor.ts';
import type { Secret } from './shared/secret.ts';
import { cleanServerText } from './shared/text.ts';
import { Vault } from './vault/vault.ts';
import { BodyEditor } from './vscode/bodyEditor.ts';
import { TimedClipboard } from './vscode/clipboard.ts';
import { areaOf } from './vscode/commandArea.ts';
import { acceptFinding } from './vscode/commands/acceptFinding.ts';
import { commandTable } from './vscode/commands/commandTable.ts';
import { listTokens } from './vscode/commands/listTokens.ts';
import { rotateEntry } from './vscode/commands/rotateToken.ts';
import type { Core } from './vscode/core.ts';
import { DueChecks } from './vscode/dueChecks.ts';
import { GitLookup } from './vscode/gitLookup.ts';
import { HostsNotice } from './vscode/hostsNotice.ts';
import { hoverOf } from './vscode/hover.ts';
import { journalTrouble } from './vscode/journalTrouble.ts';
import { type Clean, Log } from './vscode/log.ts';
import { LongWork } from './vscode/longWork.ts';
import { Memory } from './vscode/memory.ts';
import { noticeDue } from './vscode/notices.ts';
import { observing } from './vscode/observing.ts';
import { openRoot } from './vscode/openRoot.ts';
import { readPolicy } from './vscode/policySettings.ts';
import { ReadOnlyDocuments } from './vscode/readOnlyDocuments.ts';
import { noticeInterrupted } from './vscode/resumeRotation.ts';
import { sayFailure } from './vscode/say.ts';
import type { Services } from './vscode/services.ts';
import type { State } from './vscode/stateKeeper.ts';
import { stepActs } from './vscode/stepActs.ts';
import { noticeStore } from './vscode/storeNotice.ts';
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
    gitExtension: () => git.find(),
    log,
    documents: ReadOnlyDocuments.register(core.context, clean),
    work,
    clipboard,
    rotations: new RotationsInFlight(rotationTurns(turnFolders(core))),
    pushes: new PushesInFlight(turnFolders(core)),
    bodies: BodyEditor.register(core.context),
    journal: makeJournal(core, log, redactor),
    redactor,
    machine: { platform: process.platform, home: homedir() },
  };
  core.state.setHover(hoverOf);
  core.state.setJudge((entries, facts) => judgeEntries(entries, { ...facts, policy: readPolicy() }));
  const checks = new DueChecks(services);
  core.context.subscriptions.push(
    core.state.onDidChange((state) => {
      void notice(services, state);
      void checks.run(state);
    }),
  );
  const tellHosts = watchHosts(core, new HostsNotice(clean), log);
  return {
    run: (id, given) => {
      tellHosts();
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
): Pick<Services, 'vault' | 'api' | 'revoker' | 'git'> {
  const { version } = core.context.extension.packageJSON as { readonly version: string };
  const network = {
    // Looked up at each call: VS Code replaces it to honour the person's proxy and certificates.
    fetch: (url: string, init: RequestInit) => globalThis.fetch(url, init),
    userAgent: `token-warden/${version}`,
    clock: core.clock,
    log: (line: string) => log.info(line),
    clean,
  };
  const api = createGitHubApi({ ...network, random: Math.random });
  return {
    vault: makeVault(core),
    api,
    revoker: {
      ...createRevokeApi(network),
      endItself: (host, token) => endInstallationToken(api, { host, token }),
    },
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

/** The setting of hosts is looked at when it changes, in the window in front, and with the first command. */
function watchHosts({ context }: Core, notice: HostsNotice, log: Log): () => void {
  const tell = () => {
    void notice.tell().catch((error: unknown) => log.failure('reading the hosts', error));
  };
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('tokenWarden.hosts') && vscode.window.state.focused) tell();
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
  const seen = observing(services, id);
  try {
    await commandTable[id](calledBy(seen.services, given.length > 0), given.length > 0);
  } catch (error) {
    // Before it is said: the person may leave the message open for an hour.
    await seen.store();
    const retry = () => run(services, id, given);
    await sayFailure(error, areaOf(id), services.log, { ...stepActs(services), retry });
  } finally {
    await seen.store();
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

async function notice(services: Services, state: Parameters<typeof noticeDue>[1]): Promise<void> {
  const entryOf = (id: string) => state.view.entries.find((entry) => entry.id === id);
  const acts = {
    rotate: async (id: string) => {
      const entry = entryOf(id);
      if (entry) await rotateEntry(services, entry);
    },
    accept: async (id: string) => {
      const entry = entryOf(id);
      if (entry) await acceptFinding(services, entry);
    },
    list: () => listTokens(services),
  };
  try {
    await Promise.all([
      noticeDue(services, state, acts),
      noticeStore(services, state),
      goOnWithRotation(services, state),
    ]);
  } catch (error) {
    await sayFailure(error, 'api', services.log, stepActs(services));
  }
}

/** What this window offered to go on with; after a reload it is offered again. */
const offered = new Set<string>();

async function goOnWithRotation(services: Services, state: State): Promise<void> {
  const entry = await noticeInterrupted(services, state, offered);
  if (entry) await rotateEntry(services, entry);
}
