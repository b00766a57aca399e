import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openStage, type Stage } from '../harness/stage.ts';
import type { NewToken } from '../sandbox/newThings.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { storedInBrowser, watchPages } from './pageWatch.ts';
import { ProcessWatch, type Watched } from './processWatch.ts';
import { type Sought, soughtOf, tracesBelow, tracesIn } from './traces.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

/** One token of a kind, as a person pastes it. */
interface Pasted {
  readonly label: string;
  readonly value: string;
  /** What stands around it in the clipboard. */
  readonly paste: (value: string) => string;
  readonly name: string;
}

const plain = (value: string) => value;
const hour = 1 / 24;

/** Every kind there is that can be stored, live; each is used for everything a token is used for. */
function tokensOf(stage: Stage): readonly Pasted[] {
  const { registry } = stage.sandbox;
  const narrow = { contents: 'write', pull_requests: 'write' } as const;
  const mint = (facts: NewToken) => registry.mint(facts).value;
  const app = { login: 'mona', owner: 'acme', permissions: narrow } as const;
  const bot = { ...app, login: 'acme-release[bot]', expiresInDays: hour } as const;
  // The form before 2021: nothing but 40 digits.
  const legacy: NewToken & { readonly value: string } = {
    kind: 'classic',
    login: 'mona',
    scopes: ['repo'],
    value: randomBytes(20).toString('hex'),
  };
  return [
    {
      label: 'fine-grained',
      value: readyToken(stage, 'fine-grained for acme: contents'),
      paste: (value) => `export GH_TOKEN="${value}"`,
      name: 'github:fine-grained-acme',
    },
    {
      label: 'classic',
      value: readyToken(stage, 'classic with repo, admin:org'),
      paste: (value) => `https://mona:${value}@github.com/acme/app.git`,
      name: 'github:classic',
    },
    {
      label: 'OAuth',
      value: mint({ kind: 'oauth', login: 'mona', scopes: ['repo'] }),
      paste: (value) => `Bearer ${value}`,
      name: 'github:oauth',
    },
    {
      label: 'App user',
      value: mint({ ...app, kind: 'app-user', expiresInDays: 8 * hour }),
      paste: plain,
      name: 'github:app-user',
    },
    {
      label: 'installation',
      value: mint({ ...bot, kind: 'installation' }),
      paste: plain,
      name: 'github:app',
    },
    {
      label: 'opaque installation',
      value: mint({ ...bot, kind: 'installation-opaque' }),
      paste: plain,
      name: 'github:app-2',
    },
    { label: 'hexadecimal', value: mint(legacy), paste: plain, name: 'github:legacy' },
  ];
}

describe('a sweep for tokens', function () {
  this.timeout(480_000);

  let vsix: string;
  let stage: Stage;
  let workbench: Workbench | undefined;

  before(async () => {
    ({ file: vsix } = await packaged());
    stage = await openStage();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('C01 C02 C11 C15 finds not one byte of any kind of token outside the secret storage, after every command, and finds what is planted', async () => {
    const started = Date.now();
    const tokens = tokensOf(stage);
    const { registry } = stage.sandbox;
    const refused = {
      expired: readyToken(stage, 'fine-grained for acme: expired'),
      refresh: registry.mint({ kind: 'refresh', login: 'mona', owner: 'acme' }).value,
    };
    const narrow = { contents: 'write', pull_requests: 'write' } as const;
    const successor = registry.mint({
      kind: 'fine-grained',
      login: 'mona',
      owner: 'acme',
      permissions: narrow,
      expiresInDays: 30,
    });
    const bait = registry.mint({ kind: 'classic', login: 'hubot' }).value;
    const sought = [
      ...tokens.map(({ label, value }) => soughtOf(label, value)),
      ...Object.entries(refused).map(([label, value]) => soughtOf(label, value)),
      soughtOf('successor', successor.value),
      soughtOf('bait', bait),
    ];
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('sweep') });
    const seen = await watchPages(workbench.context);
    await workbench.reload();
    await workbench.gitIsReady();
    const watch = await watchProcesses(workbench, sought);

    await refuseBoth(workbench, refused);
    for (const token of tokens) await useEverywhere(workbench, stage, token);
    await theRest(workbench, tokens, successor.value);
    await besideThePush(workbench, stage);
    await plant(workbench, bait);

    const watched = await watch?.stop();
    const stored = await storedInBrowser(workbench.page);
    const { runFolder } = workbench.server;
    const output = workbench.server.output();
    const log = workbench.logText();
    await workbench.close();
    const found = {
      screen: tracesIn(seen(), sought),
      browserStorage: tracesIn(stored, sought),
      serverOutput: tracesIn(output, sought),
      files: tracesBelow(runFolder, sought),
      stage: tracesBelow(stage.sandbox.folder, sought),
      temporary: newIn(tmpdir(), started, [runFolder, stage.sandbox.folder]).flatMap((path) =>
        tracesBelow(path, sought),
      ),
    };
    // Or there was nothing to be found in the log, and looking through it would have proved nothing.
    assert.match(log, /Rejected header Authorization/);
    // Where the browser writes what a page stores is the browser's choice: planted there, it must be found somewhere.
    const ofBrowser = (each: string) => each.startsWith('bait in profile/');
    assert.deepEqual(
      {
        ...found,
        files: found.files.filter((each) => !ofBrowser(each)),
        profile: found.files.some(ofBrowser),
      },
      {
        screen: ['bait'],
        browserStorage: ['bait'],
        serverOutput: [],
        files: ['bait in data/planted.bin'],
        profile: true,
        stage: [],
        temporary: [],
      },
    );
    if (watched) judgeProcesses(watched, tokens);
  });
});

/** Pastes that are refused have been in the box all the same. */
async function refuseBoth(
  workbench: Workbench,
  refused: { readonly expired: string; readonly refresh: string },
): Promise<void> {
  await workbench.command('Add Token');
  const box = await workbench.prompt('Add Token');
  await box.fill(refused.refresh);
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput.locator('.quick-input-message', { hasText: 'refresh token' }).waitFor();
  await box.fill(refused.expired);
  await workbench.page.keyboard.press('Enter');
  await workbench.toast('Nothing was stored.').waitFor();
  await workbench.dismissToasts();
}

/** Adds it, has it checked by a server that repeats it in its refusal, checks, copies and pushes with it. */
async function useEverywhere(workbench: Workbench, stage: Stage, token: Pasted): Promise<void> {
  const { faults } = stage.sandbox;
  const { name } = token;
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', token.paste(token.value));
  if (token.label === 'fine-grained') await workbench.answerPick(/acting for acme/);
  if (name.endsWith('-2')) await workbench.answerPick('Add Token', 'Keep Both');
  await workbench.toast(`Stored as ${name}`).waitFor();
  await workbench.dismissToasts();

  const several = token.label !== 'fine-grained';
  const on = async (command: string) => {
    await workbench.command(command);
    if (several) await choose(workbench, command, name);
  };
  const off = faults.add({ host: 'api.github.com', fault: { kind: 'echo-authorization', status: 422 } });
  await on('Check Token Now');
  await workbench.page.getByRole('button', { name: 'Show Details' }).first().waitFor();
  off();
  await workbench.dismissToasts();
  await on('Check Token Now');
  await workbench.toast(`${name} works`).waitFor();
  await workbench.dismissToasts();
  // What cannot be taken back is asked about, also where there is one token only.
  await workbench.command('Copy Token');
  await choose(workbench, 'Copy Token', name);
  await workbench.toast(`${name} is in the clipboard`).waitFor();
  await workbench.dismissToasts();

  await workbench.command('Use Another Token Here');
  await choose(workbench, 'Token for acme/app', name);
  await workbench.answerPick(`${name} for acme/app`, 'The Next Action Only');
  await stage.workTree.git('commit', '--allow-empty', '--quiet', '-m', `With ${token.label}`);
  const quiet = faults.add({ host: 'github.com', fault: { kind: 'echo-in-push' } });
  await workbench.commandUntil('Push Branch', workbench.modal, 'No git repository is open here');
  await workbench.answerModal('Push topic/first to acme/app?', 'Push');
  await workbench.toast('Pushed topic/first to acme/app').waitFor();
  quiet();
  await workbench.dismissToasts();
}

/** The commands that need not be run for every kind. */
async function theRest(workbench: Workbench, tokens: readonly Pasted[], successor: string): Promise<void> {
  const [first, second, , , , , last] = tokens.map(({ name }) => name);
  assert.ok(first && second && last);
  await workbench.hoverUntil(workbench.status, workbench.page.locator('.workbench-hover table'));
  await workbench.page.mouse.move(600, 300);

  await workbench.command('Rename Token');
  await choose(workbench, 'Rename Token', last);
  await workbench.answerInput(`Rename ${last}`, 'of old times');
  await workbench.listTokensUntil('of old times');
  await workbench.leave();

  await workbench.command('Forget Token');
  await choose(workbench, 'Forget Token', 'of old times');
  await workbench.pressToast('Forgot of old times here.', 'Undo');
  await workbench.toast('of old times is back.').waitFor();
  await workbench.dismissToasts();

  await workbench.command('Accept Finding');
  await choose(workbench, 'Accept Finding', second);
  await workbench.answerPick(second);
  await workbench.answerInput('Accept: ', 'the old server knows no other');
  await workbench.answerPick('Accept: ');

  await workbench.command('List Tokens');
  await choose(workbench, 'Tokens', first);
  await workbench.answerPick(first, 'Rotate');
  await workbench.answerInput(`Rotate ${first}`, successor);
  await workbench.toast(`Rotated ${first}.`).waitFor();
  await workbench.dismissToasts();

  await workbench.command('Create Draft Pull Request');
  const form = workbench.page.locator('.quick-input-titlebar', { hasText: 'Draft Pull Request in acme/app' });
  const which = workbench.page.locator('.quick-input-titlebar', { hasText: 'Token for acme/app' });
  await form.or(which).waitFor();
  if (await which.isVisible()) await choose(workbench, 'Token for acme/app', first);
  await workbench.answerPick('Draft Pull Request in acme/app');
  await workbench.toast('Opened draft pull request #1').waitFor();
  await workbench.dismissToasts();

  await workbench.command('Show Menu');
  await workbench.row('List Tokens').waitFor();
  await workbench.leave();
  await workbench.command('Show Log');
  await workbench.page.locator('.output-view .view-line').first().waitFor();
  // A last look at the store by a new window, which reads every token again.
  await workbench.reload();
  await workbench.listTokensUntil('of old times');
  await workbench.leave();
}

/** What looks ahead of a push, goes beside it, and tells of it afterwards. */
async function besideThePush(workbench: Workbench, stage: Stage): Promise<void> {
  const { git } = stage.workTree;
  const first = 'github:fine-grained-acme';
  const which = workbench.page.locator('.quick-input-titlebar', { hasText: 'Token for acme/app' });
  const on = async (command: string, wanted: Locator) => {
    await workbench.commandUntil(command, which.or(wanted), 'No git repository is open here');
    if (await which.isVisible()) await choose(workbench, 'Token for acme/app', first);
    await wanted.waitFor();
  };
  await git('commit', '--allow-empty', '--quiet', '-m', 'One more');
  await on(
    'Preview Push and Pull Request',
    workbench.page.locator('.view-line', { hasText: 'Push and pull request of' }),
  );
  // Somebody else's branch is there to be fetched.
  const server = stage.sandbox.registry.repository('acme/app')?.repository.gitDir ?? '';
  await git('--git-dir', server, 'branch', 'theirs', 'topic/first');
  await on('Fetch with Token', workbench.toast(/Fetched (?:one branch|\d+ branches) from acme\/app/));
  await workbench.dismissToasts();
  await git('tag', 'v1');
  await on('Push Branch with Options', workbench.row('v1'));
  await workbench.answerPick('Push Branch with Options', 'v1');
  await workbench.page.keyboard.press('Enter');
  await workbench.toast('The tag v1 went along.').waitFor();
  await workbench.dismissToasts();
  await workbench.command('Show Journal');
  await workbench.row('Pushed topic/first to acme/app').first().waitFor();
  await workbench.leave();
  await workbench.command('Export Diagnostics');
  await workbench.answerPick('Export Diagnostics', 'Copy');
  await workbench.toast('The report is in the clipboard.').waitFor();
  await workbench.dismissToasts();
}

/** Takes the line with exactly this name. */
async function choose(workbench: Workbench, title: string, name: string): Promise<void> {
  await workbench.prompt(title);
  const exact = new RegExp(`^\\s*${name.replace(/[^a-z0-9]/gi, '\\$&')}\\s*$`);
  const label = workbench.page.locator('.label-name', { hasText: exact });
  await workbench.page.locator('.quick-input-list .monaco-list-row', { has: label }).first().click();
}

/** A token where none may be, in every kind of place, to see that the sweep would find it. */
async function plant(workbench: Workbench, bait: string): Promise<void> {
  const coded = Buffer.from(`x-access-token:${bait}`).toString('base64');
  writeFileSync(
    join(workbench.server.dataFolder, 'planted.bin'),
    `${randomBytes(64).toString('latin1')}${coded}`,
  );
  const script = `localStorage.setItem('planted', ${JSON.stringify(bait)});
    document.querySelector('.statusbar').append(Object.assign(document.createElement('i'), { title: ${JSON.stringify(bait)} }));`;
  await workbench.page.evaluate(script);
  if (process.platform === 'win32') return;
  const sleeper = spawn('/bin/sh', ['-c', 'sleep 3; true', 'planted', coded], {
    env: { ...process.env, BAIT: bait },
    stdio: 'ignore',
  });
  await once(sleeper, 'close');
}

async function watchProcesses(
  workbench: Workbench,
  sought: readonly Sought[],
): Promise<ProcessWatch | undefined> {
  if (process.platform !== 'linux') return undefined; // Only /proc shows another process's environment.
  return ProcessWatch.start({ mark: join(workbench.server.runFolder, 't', 'token-warden-push-'), sought });
}

function judgeProcesses({ rounds, hits }: Watched, tokens: readonly Pasted[]): void {
  const others = hits.filter(({ label }) => label !== 'bait');
  assert.deepEqual(
    {
      leaked: others.filter(({ where, isolated }) => where === 'argv' || !isolated),
      seenWithIsolatedGit: tokens.map(({ label }) => others.some((hit) => hit.label === label)),
      baitIn: [...new Set(hits.filter(({ label }) => label === 'bait').map(({ where }) => where))].toSorted(),
    },
    { leaked: [], seenWithIsolatedGit: tokens.map(() => true), baitIn: ['argv', 'environ'] },
    `after ${rounds} looks`,
  );
}

/** What appeared in a folder since then, but for what is looked through anyway and what other runs of ours made. */
function newIn(folder: string, since: number, known: readonly string[]): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !/^(?:tw|sandbox-github)-/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => !known.includes(path))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? 0) >= since);
}
