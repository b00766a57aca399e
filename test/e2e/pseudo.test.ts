import assert from 'node:assert/strict';
import { pseudo } from '../fixtures/pseudo.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { cutOff, missedWords, paletteTitles, pseudoLanguage } from './spoken.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

// One person's look around: each test begins where the one before it ended.
describe('every word of ours, in a language nobody speaks', function () {
  this.timeout(600_000);

  let stage: Stage;
  let workbench: Workbench;
  const missed = new Set<string>();
  const look = async () => {
    for (const one of await missedWords(workbench)) missed.add(one);
    // VS Code shortens the buttons of a notification so that all of them fit.
    for (const one of await cutOff(workbench))
      if (!one.startsWith('button of a notification')) missed.add(`cut off: ${one}`);
  };

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({
      stage,
      vsix,
      pictures: picturesOf('pseudo'),
      language: pseudoLanguage(),
    });
    await workbench.gitIsReady();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    missed.clear();
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('is marked in the view, its welcome, and on the way to the first two tokens', async () => {
    const { page, status } = workbench;
    await page.locator('.activitybar .action-label[aria-label^="Source Control"]').click();
    await page.locator(`.pane-header[aria-label^="${pseudo('Tokens').slice(0, 6)}"]`).click();
    for (const other of ['Changes', 'Graph'])
      await page.locator(`.pane-header[aria-label^="${other}"]`).click();
    await page.locator('.welcome-view-content .monaco-button').first().waitFor();
    await look();
    const title = pseudo('Add Token…');
    await workbench.command(title);
    await workbench.answerInput(pseudo('Add Token'), 'not a token');
    await page.locator('.quick-input-message .codicon-error, .quick-input-box .error').first().waitFor();
    await look();
    await workbench.picture('refused');
    await workbench.answerInput(pseudo('Add Token'), readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.row('').first().waitFor();
    await look();
    await workbench.picture('purpose');
    await page.keyboard.press('Enter');
    await status.waitFor();
    await page.locator('.notification-list-item').first().waitFor();
    await look();
    await workbench.picture('added');
    await workbench.dismissToasts();
    await status.hover();
    await page.locator('.workbench-hover table').waitFor();
    await look();
    await workbench.picture('hover');
    await page.mouse.move(600, 300);
    await workbench.command(title);
    await workbench.answerInput(pseudo('Add Token'), readyToken(stage, 'classic with repo, admin:org'));
    await page.locator('.notification-list-item').first().waitFor();
    await look();
    await workbench.picture('classic');
    await workbench.dismissToasts();
    assert.deepEqual([...missed], []);
  });

  it('is marked in whatever a command of the palette shows first', async () => {
    const { page } = workbench;
    const shown = page.locator(
      '.quick-input-titlebar .quick-input-title:not(:empty), .notification-list-item, .monaco-dialog-box, .tab',
    );
    const works = page.locator(
      '.quick-input-widget:not([style*="display: none"]) .monaco-progress-container.active, .notification-list-item .monaco-progress-container.active',
    );
    // The log is for who helps, and stays English.
    const titles = paletteTitles().filter((title) => title !== 'Show Log');
    assert.ok(titles.length > 30, `${titles.length} commands`);
    for (const title of titles) {
      await workbench.command(pseudo(title));
      await shown.filter({ visible: true }).first().waitFor();
      await look();
      // What it ends with may be longer in coming than we wait: then what it said so far was looked at.
      await works
        .first()
        .waitFor({ state: 'hidden', timeout: 10_000 })
        .catch(() => undefined);
      await look();
      await workbench.picture(title.replaceAll(/[^a-z]+/gi, '-'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await workbench.dismissToasts();
      if ((await page.locator('.tab').count()) > 0) await workbench.closeEditors();
    }
    assert.deepEqual([...missed], []);
  });

  it('is marked on the dashboard, and fits there', async () => {
    const { page } = workbench;
    await workbench.command(pseudo('Open Dashboard'));
    const drawn = async () => {
      for (const frame of page.frames()) if ((await frame.locator('h1').count()) > 0) return true;
      return false;
    };
    while (!(await drawn())) await page.waitForTimeout(200);
    await look();
    await workbench.picture('dashboard');
    await workbench.closeEditors();
    assert.deepEqual([...missed], []);
  });

  it('is marked in every step of the first run', async () => {
    const { page } = workbench;
    await workbench.command(pseudo('Get Started'));
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    const count = await steps.count();
    assert.ok(count >= 6, `${count} steps`);
    for (let index = 0; index < count; index++) {
      await steps.nth(index).locator('.step-title').click();
      await steps.nth(index).locator('.step-description-container').waitFor();
      await look();
      await workbench.picture(`step-${index + 1}`);
    }
    assert.deepEqual([...missed], []);
  });
});
