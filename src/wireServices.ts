import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { endInstallationToken } from './github/endInstallationToken.ts';
import { hearVersion } from './github/hearVersion.ts';
import { Journal, type JournalStore } from './journal/journal.ts';
import { readAppKey, signClaims } from './node/appKeys.ts';
import { createGitHubApi } from './node/githubApi.ts';
import { hearDate } from './node/hearDate.ts';
import { JournalFile } from './node/journalFile.ts';
import { keyFiles } from './node/keyFiles.ts';
import { markerFolder } from './node/markerFolder.ts';
import { ownStorage } from './node/ownStorage.ts';
import { TurnFolders } from './node/repositoryTurns.ts';
import { createRevokeApi } from './node/revokeApi.ts';
import { rotationTurns } from './node/rotationTurns.ts';
import { createSignInApi } from './node/signInApi.ts';
import { WatchedFolder } from './node/watchedFolder.ts';
import { PushesInFlight } from './push/pushesInFlight.ts';
import { RotationsInFlight } from './rotation/rotationsInFlight.ts';
import { Redactor } from './shared/redactor.ts';
import type { Secret } from './shared/secret.ts';
import { cleanServerText } from './shared/text.ts';
import { Renewals } from './signIn/renewals.ts';
import { Credentials, type StoredCredentials } from './sources/credentials.ts';
import { Vault } from './vault/vault.ts';
import { BodyEditor } from './vscode/bodyEditor.ts';
import { TimedClipboard } from './vscode/clipboard.ts';
import type { Core } from './vscode/core.ts';
import { FirstRun } from './vscode/firstRun.ts';
import { GitLookup } from './vscode/gitLookup.ts';
import { journalTrouble } from './vscode/journalTrouble.ts';
import { type Clean, Log } from './vscode/log.ts';
import { LongWork } from './vscode/longWork.ts';
import { Memory } from './vscode/memory.ts';
import { openRoot } from './vscode/openRoot.ts';
import { readPolicy } from './vscode/policySettings.ts';
import { ReadOnlyDocuments } from './vscode/readOnlyDocuments.ts';
import type { Services } from './vscode/services.ts';
import { wireApps } from './wireApps.ts';
import { wireBroker } from './wireBroker.ts';
import { gitShell } from './wireGit.ts';
import { wireLeaks } from './wireLeaks.ts';
import { wireSources } from './wireSources.ts';

export interface Wired {
  readonly services: Services;
  /** Redacts, strips and bounds a text of others. */
  readonly clean: Clean;
}

/** What is made of the services, and is asked by them. */
interface Above extends Pick<Services, 'openDashboard'> {
  /** Told after each change of the journal. */
  readonly journalled: () => void;
}

/** What every command is handed. */
export function wireServices(core: Core, { journalled, openDashboard }: Above): Wired {
  const redactor = new Redactor();
  core.secrets.subscribe((secret) => redactor.learn(secret));
  const clean: Clean = (text, maxChars) => cleanServerText(text, redactor, maxChars);
  const log = new Log(clean);
  const git = findGitExtension(core);
  core.whereabouts.setOpenRoot((holding) => openRoot(git.openRoots(), holding));
  core.context.subscriptions.push(log, git);
  const memory = new Memory(core.context.globalState);
  const reach = outside(core, memory, log, redactor, clean);
  const apps = wireApps(core, reach.vault, reach.api, clean, log);
  const rotations = new RotationsInFlight(rotationTurns(turnFolders(core)));
  const renewals = makeRenewals(core, reach, rotations, log);
  const { sources, logins } = wireSources({
    clock: core.clock,
    suggestedGit: async () => (await git.find()).path,
  });
  const broker = wireBroker({ ...reach, api: apps.api, core, log, clean, userAgent: userAgentOf(core) });
  const services: Services = {
    ...core,
    memory,
    ...reach,
    api: broker.api,
    renewals,
    credentials: new Credentials({
      vault: renewing(reach.vault, renewals),
      sources: [apps.source, broker.source, ...sources],
      memory,
      learn: (secret) => core.secrets.learn(secret),
    }),
    logins,
    storage: ownStorage(core.context),
    appKeys: { readKey: readAppKey, sign: signClaims, files: keyFiles },
    gitExtension: () => git.find(),
    log,
    documents: ReadOnlyDocuments.register(core.context, clean),
    work: new LongWork(),
    clipboard: new TimedClipboard(),
    rotations,
    pushes: new PushesInFlight(turnFolders(core)),
    bodies: BodyEditor.register(core.context),
    journal: makeJournal(core, log, redactor, journalled),
    watched: new WatchedFolder(core.context.globalStorageUri.fsPath),
    leaks: wireLeaks(core, reach.vault, memory, async () => (await git.find()).path),
    firstRun: new FirstRun(),
    openDashboard,
    redactor,
    policy: readPolicy,
    machine: { platform: process.platform, home: homedir() },
  };
  return { services, clean };
}

function userAgentOf({ context }: Core): string {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return `token-warden/${version}`;
}

function outside(
  core: Core,
  memory: Memory,
  log: Log,
  redactor: Redactor,
  clean: Clean,
): Pick<Services, 'vault' | 'api' | 'revoker' | 'signIn' | 'git'> {
  const network = {
    // Looked up at each call: VS Code replaces it to honour the person's proxy and certificates.
    fetch: hearDate((url, init) => globalThis.fetch(url, init), core.heard),
    userAgent: userAgentOf(core),
    clock: core.clock,
    log: (line: string) => log.info(line),
    clean,
  };
  const api = hearVersion(
    createGitHubApi({ ...network, random: Math.random }),
    (host, version) => void memory.rememberVersion(host, clean(version, 20)),
  );
  return {
    vault: makeVault(core),
    api,
    revoker: {
      ...createRevokeApi(network),
      endItself: (host, token) => endInstallationToken(api, { host, token }),
    },
    signIn: createSignInApi({ ...network, learn: (secret) => core.secrets.learn(secret) }),
    git: gitShell(redactor),
  };
}

function makeRenewals(
  { clock }: Core,
  { vault, signIn }: Pick<Services, 'vault' | 'signIn'>,
  rotations: RotationsInFlight,
  log: Log,
): Renewals {
  return new Renewals({
    vault,
    api: signIn,
    // The same turns as rotations: both swap the entry's token.
    turns: { run: (id, work) => rotations.run(id, work) },
    clock,
    pause,
    onTrouble: (what, error) => log.failure(what, error),
  });
}

/** The vault for whoever uses a token: one that is about to end is renewed on the way. */
function renewing(vault: Vault, renewals: Renewals): StoredCredentials {
  return {
    secretOf: (id) => renewals.secretOf(id),
    entryOf: (id) => vault.entryOf(id),
    update: (id, change) => vault.update(id, change),
    issuedFor: (secret) => vault.issuedFor(secret),
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A repository that opens later may be the one we are in: the place is looked up again, the vault is not read. */
function findGitExtension({ state }: Core): GitLookup {
  return new GitLookup(
    () => vscode.extensions.getExtension('vscode.git'),
    () => void state.refresh(Number.POSITIVE_INFINITY).catch(() => undefined),
  );
}

/** Where windows see each other's turns. */
export function turnFolders({ context }: Pick<Core, 'context'>): TurnFolders {
  return new TurnFolders(context.globalStorageUri.fsPath);
}

function makeVault({ context, store, clock, secrets, session, reader }: Core): Vault {
  const ports = {
    store,
    files: markerFolder(context),
    clock,
    pause,
    newId: () => randomUUID(),
    learn: (secret: Secret) => secrets.learn(secret),
  };
  return new Vault(ports, session, reader);
}

/** `changed` is told after each change of what is kept. */
function makeJournal({ context }: Core, log: Log, redactor: Redactor, changed: () => void): Journal {
  const file = new JournalFile(join(context.globalStorageUri.fsPath, 'journal'));
  const store: JournalStore = {
    append: (line) => file.append(line).then(changed),
    read: () => file.read(),
    clear: () => file.clear().then(changed),
  };
  return new Journal({ store, redactor, onTrouble: journalTrouble(log) });
}
