import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken, storeFirst } from './walk.ts';
import { Workbench } from './workbench.ts';

const name = 'github:fine-grained-acme';
const classic = 'github:classic';
const contrast = readFileSync(join(import.meta.dirname, 'page', 'contrast.js'), 'utf8');

// One person's look around: each test begins where the one before it ended.
describe('the Tokens view at the workbench', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;
  let pane: Locator;
  const line = (text: string | RegExp) => pane.locator('.monaco-list-row', { hasText: text });
  const focused = () => pane.locator('.monaco-list-row.focused');
  /** What a screen reader says of each line, from top to bottom. */
  const spoken = () =>
    pane
      .locator('.monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('tokensView') });
    const { page } = workbench;
    pane = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Tokens"]') });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('S0-21 is one collapsed view in Source Control, and says the first step while there is no token', async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-label[aria-label^="Source Control"]').click();
    await pane.waitFor();
    assert.equal(await pane.locator('.pane-header').getAttribute('aria-expanded'), 'false');
    await pane.locator('.pane-header').click();
    await pane.getByText('No token is stored yet.').waitFor();
    for (const other of ['Changes', 'Graph'])
      await page.locator(`.pane-header[aria-label^="${other}"]`).click();
    await workbench.picture('welcome');
    await pane.locator('.welcome-view-content .monaco-button', { hasText: 'Add Token' }).click();
    await workbench.prompt('Add Token');
    await workbench.leave();
  });

  it('S3-33 lists each token with its end, its breadth and whether it is used here, and counts what waits for an answer', async () => {
    await storeFirst(workbench, readyToken(stage, 'fine-grained for acme: contents'));
    await line(name).waitFor();
    await pane.locator('.pane-header').hover();
    await pane.locator('.pane-header .action-label[aria-label^="Add Token"]').click();
    await workbench.answerInput('Add Token', readyToken(stage, 'classic with repo, admin:org'));
    await line(classic).waitFor();
    await workbench.dismissToasts();
    // A button of ours is a person: what they did is not noted as a program's.
    await workbench.command('Show Journal');
    await workbench.row('Added github:classic').waitFor();
    assert.equal(await workbench.row('called by another program').count(), 0);
    await workbench.leave();
    await pane.locator('.monaco-list-row[aria-label$="4 findings"]').waitFor();
    assert.deepEqual(await spoken(), [
      'acme, one token',
      `${name}, expires in 9 days, as narrow as its job, used here`,
      'mona, one token',
      `${classic}, never expires, broader than its job, 4 findings`,
    ]);
    const badge = workbench.page.locator('.activitybar .action-item', {
      has: workbench.page.locator('[aria-label*="findings about your tokens wait"]'),
    });
    await badge.waitFor();
    await workbench.picture('tokens');
    const hover = workbench.page.locator('.workbench-hover table', { hasText: 'fine-grained token' });
    await workbench.hoverUntil(line(name), hover);
    await workbench.picture('tooltip');
    await workbench.page.mouse.move(900, 300);
  });

  it('opens a token at a click, and shows what is wrong with the step to take', async () => {
    await line(classic).click();
    await line('Classic token').waitFor();
    const said = await spoken();
    assert.ok(
      said.some((text) => /^Classic token, warning, .*next: /.test(text)),
      said.join('\n'),
    );
    await line('Classic token').hover();
    await workbench.picture('findings');
    await line('Classic token').click({ button: 'right' });
    await workbench.page.locator('.monaco-menu').waitFor();
    await workbench.picture('finding-menu');
    await workbench.page.keyboard.press('Escape');
  });

  it('S3-29 accepts a finding from its line, dims it with reason and date, and takes that back', async () => {
    const accepts = line('Classic token').locator('.action-label[aria-label^="Accept"]');
    await line('Classic token').hover();
    await accepts.click();
    await workbench.answerInput(/^Accept: Classic token/, 'The old server needs it');
    await workbench.answerPick(/^Accept: Classic token/, 'in 30 days');
    await line('accepted until').waitFor();
    assert.match(await line('Classic token').innerText(), /The old server needs it/);
    await workbench.picture('accepted');
    await line('Classic token').hover();
    await line('Classic token').locator('.action-label[aria-label^="Take the Acceptance Back"]').click();
    await line('accepted until').waitFor({ state: 'detached' });
  });

  it('says what a token may do, how that is known, and whether it needs to', async () => {
    await line(classic).click();
    await pane.locator('.pane-header').hover();
    await pane.locator('.pane-header .action-label[aria-label^="Collapse All"]').click();
    await line('acme').click();
    await line(name).click();
    await line('What it may do').click();
    await line('yes · needed · declared by you').first().waitFor();
    await workbench.picture('permissions');
    await line('What it may do').click();
    await line(name).click();
    await line('mona').click();
  });

  it('lists what lives elsewhere beside the tokens', async () => {
    const title = 'Watch a Token That Lives Elsewhere';
    await workbench.command(title);
    await workbench.answerInput(title, 'deploy key of the site');
    await workbench.page.locator('.quick-input-message', { hasText: 'Where does it live' }).waitFor();
    await workbench.answerInput(title, 'Actions secret DEPLOY in acme/app');
    await workbench.page.locator('.quick-input-message', { hasText: 'When does it expire' }).waitFor();
    const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await workbench.answerInput(title, soon);
    await workbench.page.locator('.quick-input-message', { hasText: 'it acts for' }).waitFor();
    await workbench.answerInput(title, 'acme');
    await line('deploy key of the site').waitFor();
    await workbench.dismissToasts();
    const said = (await spoken()).find((text) => text.startsWith('deploy key of the site'));
    assert.match(said ?? '', /^deploy key of the site, expires .*in [123] days?, Actions secret/);
    await line('deploy key of the site').hover();
    await workbench.picture('elsewhere');
    await line('deploy key of the site').click();
    await workbench.prompt('deploy key of the site');
    await workbench.leave();
  });

  it('is walked with the keyboard alone: opened, acted on, renamed, and a token is only forgotten when that is chosen', async () => {
    const { page } = workbench;
    // A key that comes while the focus is still with what was closed is lost.
    const press = async (key: string) => {
      await pane.locator('.monaco-list:focus').waitFor();
      await page.keyboard.press(key);
    };
    // Each key waits for what the one before it did: one that comes while the focus moves is lost.
    const toFirstToken = async (called: string) => {
      await press('Home');
      await pane.locator('.monaco-list-row.focused[aria-label="acme, one token"]').waitFor();
      await press('ArrowDown');
      await focused().filter({ hasText: called }).waitFor();
    };
    await workbench.palette('Focus on Tokens View');
    await toFirstToken(name);
    await press('Enter');
    await workbench.prompt(name);
    await workbench.picture('enter');
    await workbench.leave();
    await press('F2');
    await workbench.answerInput(`Rename ${name}`, 'work');
    await focused().filter({ hasText: 'work' }).waitFor();
    await press('ArrowLeft');
    await line('What was done with it').waitFor({ state: 'detached' });
    await press('ArrowRight');
    await line('What was done with it').waitFor();
    await press('ArrowDown');
    await focused().filter({ hasText: 'What it may do' }).waitFor();
    await press('ArrowDown');
    await focused().filter({ hasText: 'What was done with it' }).waitFor();
    await press('ArrowRight');
    await line(`Added ${name}`).waitFor();
    await workbench.picture('records');
    await toFirstToken('work');
    await press('Delete');
    await workbench.prompt('Forget Token');
    assert.deepEqual((await workbench.rows()).length, 1);
    await workbench.picture('delete');
    await workbench.leave();
    await press('Delete');
    await workbench.answerPick('Forget Token');
    await workbench.pressToast('Forgot work here.', 'Undo');
    // Its own line, and not the records that it was forgotten and is back.
    await pane.locator('.monaco-list-row[aria-label^="work, expires"]').waitFor();
    await workbench.dismissToasts();
  });

  for (const [theme, picture, drawn] of [
    ['Light Modern', 'light', 'vs'],
    ['Dark High Contrast', 'high-contrast', 'hc-black'],
    ['Light High Contrast', 'high-contrast-light', 'hc-light'],
  ] as const) {
    it(`has icons and words that stand out in ${theme}`, async () => {
      await workbench.page.keyboard.press('Control+K');
      await workbench.page.keyboard.press('Control+T');
      const wanted = workbench.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${theme}"]`);
      await workbench.quickInput.locator('input').first().fill(theme);
      await wanted.first().click();
      await workbench.page.locator(`.monaco-workbench.${drawn}`).waitFor();
      await workbench.palette('Focus on Tokens View');
      await workbench.picture(picture);
      const far = async (what: string) =>
        Number(
          await workbench.page.evaluate(
            `${contrast}; contrastOf(document.querySelector('.monaco-list-row[aria-label^="${classic}"] ${what}'))`,
          ),
        );
      const [icon, words] = [await far('.custom-view-tree-node-item-icon'), await far('.label-name')];
      // VS Code's own colour of a warning is no more than this in its light theme; the words say it as well.
      assert.ok(icon >= 2.5 && words >= 4.5, `${icon} ${words}`);
    });
  }
});

describe('the Tokens view in Restricted Mode', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    const pictures = picturesOf('tokensViewRestricted');
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures,
      workspaceTrust: 'asked',
      // Its question comes when it comes, and would lie over everything.
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('says what can be done there, with the way to a first token and to trust', async () => {
    const { page } = workbench;
    await page.locator('.activitybar .action-label[aria-label^="Source Control"]').click();
    const pane = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Tokens"]') });
    await pane.locator('.pane-header').click();
    await pane.getByText('In Restricted Mode tokens can be added and looked after').waitFor();
    await pane.locator('.monaco-button', { hasText: 'Manage Workspace Trust' }).waitFor();
    await workbench.picture('welcome');
    await pane.locator('.monaco-button', { hasText: 'Add Token' }).click();
    await workbench.prompt('Add Token');
    await workbench.leave();
  });
});
