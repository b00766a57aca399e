import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from './cleanEnvironment.ts';
import type { FetchedVsCode } from './fetchVsCode.ts';
import { installLanguage, type TestLanguage } from './languagePack.ts';
import { Problem } from './problem.ts';
import { type ProcessGroup, spawnGroup } from './processGroup.ts';
import { makeRunFolder } from './runFolder.ts';

export interface VsCodeOptions {
  readonly vscode: FetchedVsCode;
  /** A packaged extension to install before the start: what ships. Leave out to develop from a folder. */
  readonly vsix?: string;
  /** Added to the allow-listed environment (`cleanEnvironment`); names given here win. */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings on top of the quiet defaults. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /**
   * Needed for a test suite inside the host. Leave it off for a person's path: with it, notification toasts
   * never show.
   */
  readonly smokeTestDriver?: boolean;
  /** `asked`: Restricted Mode until trust is granted. Default: every folder is trusted. */
  readonly workspaceTrust?: 'asked' | 'everything';
  /** Data, extensions and home of an earlier run, to test a restart. Default: a fresh folder. */
  readonly runFolder?: string;
  /** What it speaks. Default: English. */
  readonly language?: TestLanguage;
}

export interface RunningVsCode {
  /** `http://127.0.0.1:PORT`, to be opened with `workbenchUrl`. */
  readonly origin: string;
  /** Holds `data`, `extensions`, `home`: everything this VS Code writes. */
  readonly runFolder: string;
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** What the server printed so far. */
  output(): string;
  /** Ends the server with all its children; removes the run folder unless the caller owns it. */
  stop(): Promise<void>;
}

/** Settings without which a picture shows chat panels and a test run asks marketplaces. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.autofetch': false,
} as const;

/** Starts a VS Code server on a free loopback port with data, extensions and home of its own. */
export async function startVsCode(options: VsCodeOptions): Promise<RunningVsCode> {
  const runFolder = options.runFolder ?? makeRunFolder();
  const dataFolder = join(runFolder, 'data');
  const extensionsFolder = join(runFolder, 'extensions');
  const home = join(runFolder, 'home');
  const temporary = join(runFolder, 't');
  for (const folder of [join(dataFolder, 'data', 'User'), extensionsFolder, home, temporary]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  writeFileSync(
    join(dataFolder, 'data', 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.userSettings }, undefined, 2),
  );
  // A HOME of its own: git's global configuration and gh's login of the machine stay out of the run.
  const env = cleanEnvironment({
    ...{ HOME: home, USERPROFILE: home, GIT_CONFIG_NOSYSTEM: '1' },
    // VS Code leaves sockets and folders in the temporary folder: here they go with the run.
    ...{ TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    ...options.env,
  });
  const folders = ['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder];
  const { node, main, folder: cwd } = options.vscode;
  if (options.vsix !== undefined) giveExtension(options.vscode, options.vsix, runFolder);
  const { language } = options;
  if (language !== undefined)
    installLanguage(language, { userData: join(dataFolder, 'data'), extensionsFolder });
  const group = spawnGroup(
    node,
    [
      main,
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...folders,
      ...(language === undefined ? [] : ['--locale', language.id]),
      ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
      ...(options.workspaceTrust === 'asked' ? [] : ['--disable-workspace-trust']),
    ],
    { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output = collectOutput(group);
  const stop = async () => {
    await group.end();
    if (options.runFolder === undefined) rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const origin = await listening(group, output);
    return { origin, runFolder, dataFolder, extensionsFolder, output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What was installed in this process, by VS Code and package: a run folder with nothing but that in it. */
const installed = new Map<string, string>();

/** Gives a run what VS Code installed once from this package, with the paths it wrote down led there. */
function giveExtension(vscode: FetchedVsCode, vsix: string, runFolder: string): void {
  const key = `${vscode.folder} ${vsix}`;
  const made = installed.get(key) ?? install(vscode, vsix);
  installed.set(key, made);
  for (const part of ['extensions', join('data', 'data', 'CachedProfilesData')]) {
    if (existsSync(join(made, part))) cpSync(join(made, part), join(runFolder, part), { recursive: true });
  }
  const list = join(runFolder, 'extensions', 'extensions.json');
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll(made, runFolder));
}

function install({ node, main, folder: cwd }: FetchedVsCode, vsix: string): string {
  const made = makeRunFolder();
  const folders = ['--server-data-dir', join(made, 'data'), '--extensions-dir', join(made, 'extensions')];
  const env = cleanEnvironment({ HOME: made, USERPROFILE: made });
  const args = [main, ...folders, '--install-extension', vsix];
  const done = spawnSync(node, args, { cwd, env, encoding: 'utf8' });
  if (done.status !== 0 || !/successfully installed/.test(done.stdout)) {
    throw new Problem(`VS Code did not install the package.\n${(done.stdout + done.stderr).slice(-2000)}`);
  }
  return made;
}

function collectOutput(group: ProcessGroup): () => string {
  let text = '';
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-200_000);
  };
  group.child.stdout?.on('data', keep);
  group.child.stderr?.on('data', keep);
  return () => text;
}

function listening(group: ProcessGroup, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Problem(`VS Code's server ${why}.\n${output().slice(-2000)}`));
    const timer = setTimeout(() => fail('did not answer within 60 seconds'), 60_000);
    const look = () => {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (port === undefined || !output().includes('Web UI available')) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}`);
    };
    group.child.stdout?.on('data', look);
    group.child.once('error', (error) => fail(`did not start (${error.message})`));
    group.child.once('exit', (code) => fail(`ended with code ${code} before it was ready`));
  });
}

/** What the workbench is told in its address: pairs it reads before anything else. */
export type WorkbenchPayload = readonly (readonly [key: string, value: string])[];

/** The address that opens a folder in a running VS Code. */
export function workbenchUrl(origin: string, folder: string, payload: WorkbenchPayload = []): string {
  const url = new URL(origin);
  url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** How the workbench names a local path of the machine its server runs on. */
export function remoteUri(origin: string, path: string): string {
  return `vscode-remote://${new URL(origin).host}${encodeURI(path)}`;
}
