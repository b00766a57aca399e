import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { cleanEnvironment } from '../harness/cleanEnvironment.ts';
import { fetchVsCode } from '../harness/fetchVsCode.ts';
import { cache, root } from '../harness/places.ts';
import { makeRunFolder } from '../harness/runFolder.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { unexpectedHosts } from '../harness/unexpectedHosts.ts';
import { type VsCodeName, vscodeVersions } from '../harness/vscodeVersions.ts';
import { makeWorkTree } from '../sandbox/workTree.ts';
import { buildExtension, buildHostSuite } from './buildExtension.ts';

export interface HostSuiteRun {
  /** A VS Code server from npm, or the executable of a desktop VS Code. */
  readonly host:
    | { readonly kind: 'server'; readonly vscode: VsCodeName }
    | { readonly kind: 'desktop'; readonly executable: string };
  /** Where mocha's JSON goes. */
  readonly results: string;
  /** `twoFolders`: two repositories of one name on two GitHubs in one window, and the suites for that alone. */
  readonly window?: 'twoFolders';
}

/** The host of `npm test`: the server from npm; on Windows, where that server is not at home, desktop VS Code. */
export async function hostFor(vscode: VsCodeName): Promise<HostSuiteRun['host']> {
  if (process.platform !== 'win32') return { kind: 'server', vscode };
  const executable = await downloadAndUnzipVSCode({
    version: vscodeVersions[vscode].vscode,
    cachePath: cache,
  });
  return { kind: 'desktop', executable };
}

let built: Promise<string> | undefined;

/** Once for all the windows of one `npm test`: nothing of it depends on the VS Code. Gives the suite's entry. */
function build(): Promise<string> {
  built ??= buildExtension().then(buildHostSuite);
  return built;
}

/** Builds the extension and its suite, and runs the suite inside VS Code with the sandbox as its only network. */
export async function runHostSuite({ host, results, window }: HostSuiteRun): Promise<number> {
  const extensionTestsPath = await build();
  // Here and not in the launcher, which runs with the suite's bare environment.
  if (host.kind === 'server') await fetchVsCode(host.vscode);
  mkdirSync(dirname(results), { recursive: true });
  const run = makeRunFolder();
  const stage = await openStage(undefined, window === undefined ? undefined : ['ghes']);
  try {
    const userData = join(run, 'user-data');
    mkdirSync(join(userData, 'User'), { recursive: true });
    const second = window === undefined ? undefined : await secondFolder(stage, run);
    // On in a browser: a document would be saved when a slow machine looks whether it is not.
    const settings = { 'files.autoSave': 'off', ...stage.userSettings, ...second?.settings };
    writeFileSync(join(userData, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
    const code = await runTests({
      vscodeExecutablePath:
        host.kind === 'desktop' ? host.executable : join(root, 'test', 'harness', 'serverAsDesktop.mjs'),
      extensionDevelopmentPath: root,
      extensionTestsPath,
      launchArgs: [
        second?.workspace ?? stage.workTree.folder,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${join(run, 'extensions')}`,
      ],
      extensionTestsEnv: {
        ...suiteEnvironment(stage, run, results, host.kind === 'server' ? host.vscode : 'current'),
        ...(window === undefined ? {} : { TOKEN_WARDEN_TEST_WINDOW: window }),
      },
    }).catch((error: unknown) => {
      // The report tells more than this error; anything else is one of ours.
      if (error instanceof TestRunFailedError) return error.code ?? 1;
      throw error;
    });
    const strangers = unexpectedHosts(stage.sandbox.refused);
    if (strangers.length === 0) return code;
    console.error(
      `Something inside VS Code asked for ${strangers.join(', ')}. Only the sandbox's names are expected.`,
    );
    return code || 1;
  } finally {
    await stage.close();
    rmSync(run, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same repository on another GitHub, and a workspace file that holds both folders. */
async function secondFolder({ sandbox, workTree }: Stage, run: string) {
  const host = 'github.corp.example';
  const { env } = workTree;
  const other = await makeWorkTree({ sandbox, repo: 'acme/app', branch: 'topic/other', host, env });
  const workspace = join(run, 'two.code-workspace');
  const folders = [
    { name: 'public', path: workTree.folder },
    { name: 'corporate', path: other.folder },
  ];
  writeFileSync(workspace, JSON.stringify({ folders }));
  return { workspace, settings: { 'tokenWarden.hosts': [host] } };
}

/** Ours only: what the launcher would otherwise add from this process is named with no value, and so left out. */
function suiteEnvironment(
  stage: Stage,
  run: string,
  results: string,
  vscode: VsCodeName,
): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])),
    ...cleanEnvironment(stage.env),
    ...(process.env.CI === undefined ? {} : { CI: process.env.CI }),
    TOKEN_WARDEN_RESULTS: results,
    TOKEN_WARDEN_TEST_STAGE: writeStage(stage, run),
    TOKEN_WARDEN_TEST_VSCODE: vscode,
  };
}

/** What a test inside the host may know of its stage: addresses, and the tokens it may paste. */
export interface StageFile {
  readonly proxyUrl: string;
  readonly pages: { readonly settings: string; readonly pulls: string };
  readonly folder: string;
  readonly tokens: readonly { readonly label: string; readonly value: string }[];
}

function writeStage({ sandbox, workTree }: Stage, run: string): string {
  const file = join(run, 'stage.json');
  const ready = sandbox.readyTokens.map(({ label, token }) => ({ label, value: token.value }));
  // Not one of those everybody uses: it is dead afterwards.
  const toRevoke = sandbox.registry.mint({ kind: 'classic', login: 'mona', name: 'ends', scopes: ['repo'] });
  const tokens = [
    ...ready,
    ...tokensOfTheView(sandbox),
    ...foundTokens(sandbox),
    { label: 'classic to be revoked', value: toRevoke.value },
  ];
  const facts: StageFile = {
    proxyUrl: sandbox.proxyUrl,
    pages: sandbox.pages,
    folder: workTree.folder,
    tokens,
  };
  writeFileSync(file, JSON.stringify(facts), { mode: 0o600 });
  return file;
}

/** What lies in files of the suite of leaks: it ends some of them. */
function foundTokens({ registry }: Stage['sandbox']): StageFile['tokens'] {
  const scopes = ['repo'];
  return ['moved', 'revoked', 'ours', 'next', 'lost'].map((name) => {
    const { value } = registry.mint({ kind: 'classic', login: 'mona', name: `found ${name}`, scopes });
    return { label: `found: ${name}`, value };
  });
}

/** Tokens of its own for the suite of the Tokens view: those of the stage are revoked by another suite before it. */
function tokensOfTheView({ registry }: Stage['sandbox']): StageFile['tokens'] {
  const permissions = { contents: 'write', pull_requests: 'write' } as const;
  const mona = { login: 'mona', createdDaysAgo: 21 } as const;
  const fine = { ...mona, kind: 'fine-grained', owner: 'acme', name: 'view', permissions } as const;
  const classic = { ...mona, kind: 'classic', name: 'old view', scopes: ['admin:org', 'repo'] } as const;
  return [
    { label: 'view: fine-grained', value: registry.mint({ ...fine, expiresInDays: 9 }).value },
    { label: 'view: classic', value: registry.mint(classic).value },
  ];
}
