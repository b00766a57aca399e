import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packaged } from '../e2e/packaged.ts';
import { TrustStage } from '../e2e/trustStage.ts';
import { readyToken, storeFirst } from '../e2e/walk.ts';
import { Walkthrough } from '../e2e/walkthrough.ts';
import { Workbench } from '../e2e/workbench.ts';
import { makeToken } from '../fixtures/tokens.ts';
import { cache, root } from '../harness/places.ts';
import { Problem, runScript } from '../harness/problem.ts';
import { progress } from '../harness/progress.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { toWebp } from './toWebp.ts';

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As `Workbench` opens it. */
const screen = { width: 1280, height: 800 };

interface Scene {
  readonly workbench: Workbench;
  readonly stage: Stage;
}

/** What one window shows, in this order: the name of each picture, and the way to it from the one before. */
type Scenes = Readonly<Record<string, (scene: Scene) => Promise<void>>>;

const withTokens: Scenes = {
  status: showStatus,
  preview: showPreview,
  blocked: showBlockedPush,
  leak: showLeak,
  // Its wide view and more tokens would change what the others show.
  tokens: showTokens,
  dashboard: showDashboard,
};
const withNone: Scenes = { firstRun: showFirstRun, find: showFind };

/** `npm run screenshots`: the pictures of the README, from the running product; `-- tokens find` only these. */
await runScript(async (wanted) => {
  const unknown = wanted.find((name) => !(name in withTokens || name in withNone));
  if (unknown !== undefined) throw new Problem(`There is no picture "${unknown}".`);
  const { file: vsix } = await progress('building the extension', packaged);
  for (const scenes of [withTokens, withNone]) {
    const names = Object.keys(scenes).filter((name) => wanted.length === 0 || wanted.includes(name));
    if (names.length > 0) await walk(vsix, scenes, names);
  }
  return 0;
});

async function walk(vsix: string, scenes: Scenes, names: readonly string[]): Promise<void> {
  const opened = await openStage();
  const stage = { ...opened, env: { ...opened.env, HOME: homeOf(opened) } };
  const workbench = await Workbench.open({ stage, vsix });
  try {
    await workbench.gitIsReady();
    if (scenes === withTokens) await storeTwo(workbench, stage);
    for (const name of names) await progress(name, async () => scenes[name]?.({ workbench, stage }));
  } catch (error) {
    await workbench.page.screenshot({ path: join(cache, 'missed.png') });
    throw error;
  } finally {
    await workbench.close();
    await stage.close();
    if (stage.env.HOME !== opened.env.HOME) rmSync(stage.env.HOME, { recursive: true, force: true });
  }
}

/** The home whose name can be read in a picture: a short one, if it is free. */
function homeOf({ env }: Stage): string {
  const from = env.HOME ?? '';
  const home = '/tmp/mona';
  if (process.platform === 'win32' || existsSync(home)) return from;
  cpSync(from, home, { recursive: true });
  return home;
}

async function storeTwo(workbench: Workbench, stage: Stage): Promise<void> {
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
  await workbench.toast(/Stored as github:classic\./).waitFor();
  await workbench.dismissToasts();
  await storeFirst(workbench, readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
}

async function showStatus({ workbench }: Scene): Promise<void> {
  const { page, status } = workbench;
  await workbench.hoverUntil(status, page.locator('.workbench-hover table'));
  await picture(workbench, 'status', { x: 640, y: 440, width: 640, height: 360 });
  await page.mouse.move(640, 300);
}

async function showTokens({ workbench }: Scene): Promise<void> {
  const { page } = workbench;
  await workbench.palette('Source Control: Focus on Tokens View');
  const pane = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Tokens"]') });
  const line = (text: string) => pane.locator('.monaco-list-row', { hasText: text }).first();
  for (const other of ['Changes', 'Graph'])
    await page.locator(`.pane-header[aria-label^="${other}"][aria-expanded="true"]`).click();
  await line('github:classic').click();
  await line('Classic token').waitFor();
  await line('github:fine-grained-acme').click();
  await line('What was done with it').waitFor();
  const narrow = await pane.boundingBox();
  if (narrow === null) throw new Problem('The Tokens view is not there.');
  const edge = narrow.x + narrow.width;
  const sashes = await page.locator('.monaco-sash.vertical').all();
  const boxes = (await Promise.all(sashes.map((sash) => sash.boundingBox()))).flatMap((box) => box ?? []);
  const away = ({ x, width }: Clip) => Math.abs(x + width / 2 - edge);
  const [sash] = boxes.toSorted((one, other) => away(one) - away(other));
  if (sash === undefined) throw new Problem('The side bar has no edge.');
  await page.mouse.move(sash.x + sash.width / 2, 600);
  await page.mouse.down();
  await page.mouse.move(narrow.x + 540, 600, { steps: 10 });
  await page.mouse.up();
  await page.mouse.move(1000, 600);
  const wide = (await pane.boundingBox()) ?? narrow;
  await picture(workbench, 'tokens', { ...wide, height: 290 });
}

async function showDashboard({ workbench, stage }: Scene): Promise<void> {
  const { registry } = stage.sandbox;
  const mona = { kind: 'fine-grained', login: 'mona', owner: 'acme' } as const;
  const narrow = { contents: 'write', pull_requests: 'write' } as const;
  const more = [
    { name: 'nightly build', token: { ...mona, permissions: narrow, createdDaysAgo: 28, expiresInDays: 2 } },
    { name: 'docs site', token: { ...mona, permissions: narrow, createdDaysAgo: 5, expiresInDays: 25 } },
    { name: 'release bot', token: { ...mona, permissions: narrow, createdDaysAgo: 10, expiresInDays: 80 } },
  ];
  for (const { name, token } of more) await storeAs(workbench, name, registry.mint(token).value);
  await watchOne(workbench);
  await workbench.palette('View: Toggle Primary Side Bar Visibility');
  await workbench.page.setViewportSize({ width: 1280, height: 1240 });
  await workbench.command('Open Dashboard');
  const frame = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await frame.getByText('release bot').first().waitFor();
  await workbench.dismissToasts();
  await workbench.page.mouse.move(1270, 400);
  await picture(workbench, 'dashboard', { x: 52, y: 70, width: 1220, height: 1050 });
  await workbench.page.setViewportSize(screen);
  await workbench.closeEditors();
  await workbench.palette('View: Toggle Primary Side Bar Visibility');
}

async function storeAs(workbench: Workbench, name: string, token: string): Promise<void> {
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', token);
  await workbench.answerPick('Add Token', 'Keep Both');
  await workbench.answerPick(/acting for acme/);
  const stored = workbench.toast(/Stored as github:fine-grained-acme-2/);
  await stored.waitFor();
  await workbench.dismissToasts();
  await workbench.command('Rename Token');
  await workbench.answerPick('Rename Token', 'github:fine-grained-acme-2');
  await workbench.answerInput('Rename github:fine-grained-acme-2', name);
  await workbench.listTokensUntil(name);
  await workbench.leave();
}

async function watchOne(workbench: Workbench): Promise<void> {
  const title = 'Watch a Token That Lives Elsewhere';
  const day = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10);
  const answers = [
    ['deploy key of the site', 'Where does it live'],
    ['Actions secret DEPLOY in acme/app', 'When does it expire'],
    [day, 'it acts for'],
    ['acme', undefined],
  ] as const;
  await workbench.command(title);
  for (const [answer, next] of answers) {
    await workbench.answerInput(title, answer);
    const asked = workbench.page.locator('.quick-input-message', { hasText: next ?? '' });
    if (next !== undefined) await asked.waitFor();
  }
  await workbench.toast('deploy key of the site').waitFor();
  await workbench.dismissToasts();
}

async function showFirstRun({ workbench }: Scene): Promise<void> {
  const walkthrough = new Walkthrough(workbench);
  await workbench.palette('View: Toggle Primary Side Bar Visibility');
  await walkthrough.open();
  await walkthrough.ticked('why');
  await walkthrough.select('way');
  await workbench.page.setViewportSize({ width: 1280, height: 900 });
  await picture(workbench, 'firstRun', { x: 220, y: 130, width: 900, height: 640 });
  await workbench.page.setViewportSize(screen);
  await workbench.closeEditors();
  await workbench.palette('View: Toggle Primary Side Bar Visibility');
}

async function showFind({ workbench, stage }: Scene): Promise<void> {
  const title = 'Find Tokens on This Machine';
  const home = stage.env.HOME ?? '';
  const classic = readyToken(stage, 'classic with repo, admin:org');
  writeFileSync(join(home, '.git-credentials'), `https://mona:${classic}@github.com\n`, { mode: 0o600 });
  const other = makeToken('classic-pat', 'picture of a registry');
  writeFileSync(join(home, '.npmrc'), `//npm.pkg.github.com/:_authToken=${other}\n`, { mode: 0o600 });
  await workbench.command(title);
  await workbench.prompt(title);
  await workbench.row('Passwords that git stores').waitFor();
  await workbench.quickInput.getByRole('button', { name: 'OK', exact: true }).click();
  await workbench.prompt('Tokens on This Machine');
  await workbench.row('git-credentials').waitFor();
  await workbench.page.mouse.move(640, 600);
  await picture(workbench, 'find', { x: 328, y: 0, width: 626, height: 180 });
  await workbench.leave();
}

async function showPreview({ workbench, stage }: Scene): Promise<void> {
  const { page } = workbench;
  await new TrustStage(stage).commit('Release by a workflow', {
    '.github/workflows/release.yml': 'name: release\non: push\njobs: {}\n',
  });
  const tab = page.locator('.tab', { hasText: 'Push and Pull Request.md' });
  await workbench.commandUntil('Preview Push and Pull Request', tab, 'No git repository is open here');
  await page.locator('.view-line', { hasText: 'Workflows: write' }).first().waitFor();
  // Colours come a moment later.
  await page.locator('.view-line .mtk6, .view-line .mtkb').first().waitFor();
  await picture(workbench, 'preview', { x: 352, y: 363, width: 812, height: 330 });
  await workbench.closeEditors();
}

async function showBlockedPush({ workbench }: Scene): Promise<void> {
  await workbench.command('Push Branch');
  await workbench.row('as you declared it').waitFor();
  await picture(workbench, 'blocked', { x: 328, y: 0, width: 626, height: 222 });
  await workbench.leave();
}

async function showLeak({ workbench, stage }: Scene): Promise<void> {
  const { page } = workbench;
  const leaked = makeToken('classic-pat', 'picture');
  const lines = [
    "import { Octokit } from '@octokit/rest';",
    '',
    `const auth = '${leaked}';`,
    'const octokit = new Octokit({ auth });',
    '',
  ];
  writeFileSync(join(stage.workTree.folder, 'release.ts'), lines.join('\n'));
  await workbench.openFile('release.ts', ':3:25');
  await page.locator('.squiggly-warning').first().waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget', { hasText: 'Revoke at GitHub' }).waitFor();
  await picture(workbench, 'leak', { x: 352, y: 84, width: 700, height: 250 });
  await page.keyboard.press('Escape');
}

async function picture({ page, context }: Workbench, name: string, clip: Clip): Promise<void> {
  await page.waitForTimeout(500);
  writeFileSync(join(root, 'media', `${name}.webp`), await toWebp(context, await page.screenshot({ clip })));
}
