import assert from 'node:assert/strict';
import type { Frame, FrameLocator } from 'playwright-core';
import { openStage, type Stage } from '../harness/stage.ts';
import { axeFindings } from '../webview/axe.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { storedInBrowser } from './pageWatch.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

const classic = 'github:classic';
const timeline = 'option';

// One person's look at the dashboard: each test begins where the one before it ended.
describe('the dashboard at the workbench', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;
  let dashboard: FrameLocator;
  /** What browsers say of a policy that is broken. */
  const refused: string[] = [];
  const broad = () => readyToken(stage, 'classic with repo, admin:org');

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('dashboard') });
    workbench.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text()) && message.location().url.includes('fake.html'))
        refused.push(message.text());
    });
    dashboard = workbench.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  async function frame(): Promise<Frame> {
    const handle = await dashboard.locator('html').elementHandle();
    const found = await handle?.ownerFrame();
    assert.ok(found);
    return found;
  }

  it('opens by its command, and leads on from nothing: its button asks as the command does', async () => {
    await workbench.command('Open Dashboard');
    await dashboard.getByRole('heading', { name: 'No token yet' }).waitFor();
    await workbench.picture('nothing');
    await dashboard.locator('.ways').getByRole('button', { name: 'Add Token…' }).click();
    await workbench.answerInput('Add Token', broad());
    await workbench.toast(`Stored as ${classic}`).waitFor();
    await dashboard.getByRole(timeline).filter({ hasText: classic }).waitFor();
    await dashboard.getByRole('heading', { name: 'No token yet' }).waitFor({ state: 'detached' });
    await workbench.dismissToasts();
    await workbench.picture('one');
  });

  it('goes from line to line by keyboard, and from there into the prompt of what is pressed', async () => {
    const { page } = workbench;
    const turn = dashboard.locator('#timeline-turn');
    const line = dashboard.locator('[role=option]:focus').filter({ hasText: classic });
    await turn.focus();
    await dashboard.locator('#timeline-turn:focus').waitFor();
    await page.keyboard.press('Tab');
    await line.waitFor();
    await page.keyboard.press('Enter');
    await workbench.prompt(classic);
    await workbench.leave();
    // VS Code gives the focus back to the page, which gives it to where it was.
    await line.waitFor();
    // A second press within half a second is taken for the same one.
    await page.waitForTimeout(600);
    for (const _ of 'ab') await page.keyboard.press('Shift+Tab');
    await dashboard.locator('.finding button:focus').waitFor();
    await page.keyboard.press('Enter');
    await workbench.prompt(classic);
    await workbench.leave();
  });

  it('is as it was looked at when another editor has covered it', async () => {
    await dashboard.locator('#timeline-turn').click();
    await dashboard.getByRole('table').waitFor();
    await workbench.openFile('README.md');
    await workbench.page.locator('iframe.webview').waitFor({ state: 'hidden' });
    await workbench.command('Open Dashboard');
    await dashboard.getByRole('table').filter({ hasText: classic }).waitFor();
    await workbench.picture('table');
  });

  it('holds no token: neither what it shows nor what it keeps has the value', async () => {
    const held = String(
      await (await frame()).evaluate(
        'document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage, ...localStorage })',
      ),
    );
    assert.ok(held.includes(classic));
    assert.ok(!held.includes(broad()));
  });

  it('axe finds nothing in it, and its policy is broken by nothing', async () => {
    assert.deepEqual(await axeFindings(await frame()), []);
    assert.deepEqual(refused, []);
  });

  it('comes back after a reload of the window as it was looked at', async () => {
    const { page } = workbench;
    // VS Code in a browser writes down once a minute how its editors are looked at.
    // Turned only now: what was written before may still have the other editor in front.
    await dashboard.locator('#matrix-turn').click();
    const written = async () => /tables\W+timeline\W+matrix/.test(await storedInBrowser(page));
    for (let tries = 90; !(await written()); tries--) {
      assert.ok(tries > 0, 'what the page kept was never written down');
      await page.waitForTimeout(1_000);
    }
    await workbench.reload();
    await dashboard.getByRole('table').filter({ hasText: classic }).nth(1).waitFor();
    await workbench.picture('after-a-reload');
    assert.deepEqual(refused, []);
  });
});
