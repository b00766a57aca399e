import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { makeToken } from '../fixtures/tokens.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { type Appearance, appearances, Picturing } from '../scripts/picturing.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken, storeFirst } from './walk.ts';
import { picturesWanted, Workbench } from './workbench.ts';

const wanted = process.env.TOKEN_WARDEN_APPEARANCE;
const appearance: Appearance = wanted === 'contrast' ? 'contrast' : 'modern';
const title = 'Find Leaked Tokens';

// One person's find: each test begins where the one before it ended.
describe('leaked tokens at the workbench', function () {
  this.timeout(300_000);

  let stage: Stage;
  let workbench: Workbench;
  let pane: Locator;
  let pictures: Picturing;
  let requests: number;
  const foreign = makeToken('classic-pat', 'workbench');
  const squiggles = (kind: 'warning' | 'hint') => workbench.page.locator(`.squiggly-${kind}`);
  const problem = (text: string | RegExp) =>
    workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  const line = (text: string | RegExp) => pane.locator('.monaco-list-row', { hasText: text });
  const picture = async (name: string) => {
    if (picturesWanted()) await pictures.take(workbench, name);
  };

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    const { settings } = appearances[appearance];
    workbench = await Workbench.open({ stage, vsix, settings, pictures: picturesOf('leaks') });
    pictures = new Picturing(picturesOf('leaks'), appearance);
    const { page } = workbench;
    pane = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Tokens"]') });
    await storeFirst(workbench, readyToken(stage, 'fine-grained for acme: contents'));
    requests = stage.sandbox.log.length;
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('are underlined and named in Problems: one of ours by its entry, another with what to do', async () => {
    const ours = readyToken(stage, 'fine-grained for acme: contents');
    writeFileSync(
      join(stage.workTree.folder, 'notes.md'),
      `# Notes\n\n- ours ${ours}\n- another ${foreign}\n`,
    );
    await workbench.openFile('notes.md');
    await squiggles('warning').nth(1).waitFor();
    await workbench.palette('Problems: Focus on Problems View');
    await problem(
      /It is the token of github:fine-grained-acme\. Rotate it, then replace it here\./,
    ).waitFor();
    await problem(/^Leaked classic token: ghp_\S+\. Revoke it, then replace it here\./).waitFor();
    await picture('problems');
    // One for each line on the screen: the longer token takes two.
    const hover = workbench.page.locator('.monaco-hover', { hasText: 'Leaked classic token' });
    await workbench.hoverUntil(squiggles('warning').last(), hover);
    await picture('hover');
    await workbench.page.mouse.move(640, 20);
    await problem(/^Leaked classic token/).dblclick();
    await workbench.page.locator('.lightBulbWidget').first().waitFor();
    await workbench.page.keyboard.press('Control+.');
    await workbench.page.locator('.action-widget', { hasText: 'Remove the Token Here' }).waitFor();
    await picture('quick-fixes');
    await workbench.page.keyboard.press('Escape');
    const seen = await problem('').allInnerTexts();
    assert.ok(!seen.some((text) => text.includes(foreign) || text.includes(ours)));
  });

  it('are looked for where the person says, and listed with where they lie', async () => {
    writeFileSync(join(stage.workTree.folder, '.env'), `GH_TOKEN=${foreign}\n`);
    await workbench.command(title);
    await workbench.prompt(title);
    await workbench.row('Files of this workspace').waitFor();
    await picture('where');
    await workbench.quickInput.getByRole('button', { name: 'OK', exact: true }).click();
    const told = workbench.toast(/Found 2 tokens in 2 places/);
    await told.waitFor();
    await picture('found');
    await workbench.pressToast(/Found 2 tokens in 2 places/, 'Show');
    await line(/^Leaks/).waitFor();
    for (const other of ['Changes', 'Graph'])
      await workbench.page.locator(`.pane-header[aria-label^="${other}"]`).click();
    await line('.env').waitFor();
    await line('the token of github:fine-grained-acme').waitFor();
    await picture('view');
    await line(/^ghp_.*line 1/).click();
    await workbench.page.locator('.tab.active', { hasText: '.env' }).waitFor();
    await line(/^ghp_.*line 1/).click({ button: 'right' });
    await workbench.page.locator('.monaco-menu', { hasText: 'What Can Be Done' }).waitFor();
    await picture('menu');
    await workbench.page.keyboard.press('Escape');
    const hover = workbench.page.locator('.workbench-hover', { hasText: '2 leaked tokens were found' });
    await workbench.hoverUntil(workbench.status, hover);
    await picture('status');
    await workbench.page.mouse.move(640, 20);
  });

  it('offer what can be done at Enter', async () => {
    await line(/^ghp_.*line 1/).click();
    await workbench.page.keyboard.press('Enter');
    await workbench.prompt(/^ghp_.* in \.env/);
    await picture('acts');
    await workbench.leave();
  });

  it('I17 are found, shown and listed without a single request', () => {
    assert.deepEqual(stage.sandbox.log.slice(requests), []);
  });
});
