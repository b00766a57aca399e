import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import type { CommandId } from './manifest.ts';
import { findGit } from './node/git/findGit.ts';
import { GitPush } from './node/git/gitPush.ts';
import { readCommits } from './node/git/readOutgoing.ts';
import { sweepStale } from './node/git/sweepStale.ts';
import { createGitHubApi } from './node/githubApi.ts';
import { markerFolder } from './node/markerFolder.ts';
import { RotationsInFlight } from './rotation/rotationsInFlight.ts';
import { minuteMs } from './shared/clock.ts';
import { Redactor } from './shared/redactor.ts';
import type { Secret } from './shared/secret.ts';
import { cleanServerText } from './shared/text.ts';
import { Vault } from './vault/vault.ts';
import { Checklists } from './vscode/checklist.ts';
import { acceptFinding } from './vscode/commands/acceptFinding.ts';
import { commandTable } from './vscode/commands/commandTable.ts';
import { listTokens } from './vscode/commands/listTokens.ts';
import { rotateEntry } from './vscode/commands/rotateToken.ts';
import type { Core } from './vscode/core.ts';
import { DueChecks } from './vscode/dueChecks.ts';
import { GitExtension } from './vscode/gitExtension.ts';
import type { GitShell, OpenGit } from './vscode/gitShell.ts';
import { statusHover } from './vscode/hover.ts';
import { Log } from './vscode/log.ts';
import { LongWork } from './vscode/longWork.ts';
import { noticeDue } from './vscode/notices.ts';
import { sayFailure } from './vscode/say.ts';
import type { Services } from './vscode/services.ts';
import { readSetting } from './vscode/settings.ts';
import { noticeStore } from './vscode/storeNotice.ts';

/** Long enough for a large push over a slow line; a push that hangs is stopped. */
const pushTimeoutMs = 10 * minuteMs;
const hookTimeoutMs = 10 * minuteMs;

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
  const log = new Log((text, maxChars) => cleanServerText(text, redactor, maxChars));
  core.context.subscriptions.push(log);
  const work = new LongWork();
  const services: Services = {
    ...core,
    ...outside(core, log, redactor),
    log,
    work,
    rotations: new RotationsInFlight(),
  };
  core.state.setHover((state) => {
    const entryOf = (id: string) => state.view.entries.find((entry) => entry.id === id);
    if (state.status.kind === 'hidden') return new vscode.MarkdownString('');
    return statusHover(state.status, entryOf, state.now);
  });
  const checks = new DueChecks(services);
  core.context.subscriptions.push(
    core.state.onDidChange((state) => {
      void notice(services, state);
      void checks.run(state);
    }),
  );
  return {
    run: (id, given) => run(services, id, given),
    welcomeBack: () => welcomeBack(services),
    stop: () => work.stopAll(),
  };
}

function outside(
  core: Core,
  log: Log,
  redactor: Redactor,
): Pick<Services, 'vault' | 'api' | 'gitExtension' | 'git' | 'checklists'> {
  const { version } = core.context.extension.packageJSON as { readonly version: string };
  let found: Promise<GitExtension> | undefined;
  return {
    vault: makeVault(core),
    api: createGitHubApi({
      // Looked up at each call: VS Code replaces it to honour the person's proxy and certificates.
      fetch: (url, init) => globalThis.fetch(url, init),
      userAgent: `token-warden/${version}`,
      clock: core.clock,
      random: Math.random,
      log: (line) => log.info(line),
      clean: (text, maxChars) => cleanServerText(text, redactor, maxChars),
    }),
    gitExtension: () => {
      // Absent in Restricted Mode, so it is looked for again until it is there.
      if (found === undefined || !vscode.workspace.isTrusted) found = GitExtension.find();
      return found;
    },
    git: gitShell(redactor),
    checklists: Checklists.register(core.context),
  };
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

function gitShell(redactor: Redactor): GitShell {
  return {
    async open(suggested): Promise<OpenGit> {
      const workspaceFolders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
      const env = process.env;
      const configured = readSetting('tokenWarden.gitPath');
      const git = await findGit({ configured, suggested, env, workspaceFolders });
      const context = {
        git,
        env,
        workspaceFolders,
        redactor,
        tempFolder: tmpdir(),
        pushTimeoutMs,
        hookTimeoutMs,
      };
      const push = new GitPush(context);
      return Object.assign(push, {
        commits: (folder: string, base: string, head: string) => readCommits(context, folder, base, head),
      });
    },
  };
}

async function run(services: Services, id: CommandId, given: readonly unknown[]): Promise<void> {
  try {
    await commandTable[id](services, given.length > 0);
  } catch (error) {
    await sayFailure(error, areaOf(id), services.log, acceptEmpty(services));
  }
}

function areaOf(id: CommandId): 'push' | 'pull' | 'api' {
  if (id === 'tokenWarden.pushBranch') return 'push';
  return id === 'tokenWarden.createDraftPullRequest' ? 'pull' : 'api';
}

async function welcomeBack({ log, vault, state, clock }: Services): Promise<void> {
  // What a crash left behind holds no secret, but it is ours to clean.
  void sweepStale(tmpdir(), clock.now());
  await vault.settle().catch((error: unknown) => log.failure('settling the vault', error));
  // The new picture starts the due checks and notices.
  await state.refresh();
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
    await Promise.all([noticeDue(services, state, acts), noticeStore(services, state)]);
  } catch (error) {
    await sayFailure(error, 'api', services.log, acceptEmpty(services));
  }
}

function acceptEmpty({ vault, state }: Services): { readonly acceptEmptyStore: () => Promise<void> } {
  return {
    acceptEmptyStore: async () => {
      await vault.acceptEmptyStore();
      await state.refresh();
    },
  };
}
