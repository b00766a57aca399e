import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { translationTo } from '../scripts/writeTranslations.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { cutOff, englishLeft, manifestTexts } from './spoken.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

const words = translationTo('de');
/** The German text, with the values in their places. */
const say = (text: string, ...values: readonly string[]): string => {
  const translated = words[text];
  assert.ok(translated !== undefined, `no German for: ${text}`);
  return translated.replaceAll(/\{(\d+)\}/g, (_, index) => values[Number(index)] ?? '');
};
const name = 'github:fine-grained-acme';

// One person's first minutes: each test begins where the one before it ended.
describe('a German workbench', function () {
  this.timeout(240_000);

  let stage: Stage;
  let workbench: Workbench;
  /** By a click on its line: the palette may think of another first, whose German title has the same words. */
  const command = async (id: string) => {
    const title = `Token Warden: ${manifestTexts('de')[`command.${id}`]}`;
    const { page, quickInput } = workbench;
    const line = page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: page.locator('.label-name').getByText(title, { exact: true }) });
    await page.keyboard.press('F1');
    await quickInput.locator('input').first().fill(`>${title}`);
    await line.first().click();
  };
  /** Nothing in English, nothing cut off, and a picture to be looked at. */
  const look = async (picture: string) => {
    await workbench.picture(picture);
    assert.deepEqual(await englishLeft(workbench), []);
    assert.deepEqual(await cutOff(workbench), []);
  };

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('german'), language: { id: 'de' } });
    await workbench.gitIsReady();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('takes the first token, and says in German when it ends and how broad it is', async () => {
    const { page, status } = workbench;
    await page.locator('.activitybar .action-label[aria-label^="Source Control"]').click();
    await page.locator(`.pane-header[aria-label^="${manifestTexts('de')['view.tokens']}"]`).click();
    for (const other of ['Changes', 'Graph'])
      await page.locator(`.pane-header[aria-label^="${other}"]`).click();
    await page.locator('.welcome-view-content .monaco-button').first().waitFor();
    await look('welcome');
    await command('addToken');
    await workbench.prompt(say('Add Token'));
    await look('paste');
    await workbench.answerInput(say('Add Token'), readyToken(stage, 'fine-grained for acme: contents'));
    await workbench.row(say('Push and draft pull requests')).waitFor();
    await look('purpose');
    await page.keyboard.press('Enter');
    await workbench.toast(say('Stored as {0}.', name)).waitFor();
    await status
      .filter({ hasText: `${say('{0}d/days, as short as possible', '9')} · ${say('narrow')}` })
      .waitFor();
    await look('stored');
    await status.hover();
    await page.locator('.workbench-hover table', { hasText: 'in 9 Tagen' }).waitFor();
    await look('hover');
    await page.mouse.move(600, 300);
    await workbench.dismissToasts();
  });

  it('pushes with it, after a question in German', async () => {
    const { sandbox, workTree } = stage;
    await command('pushBranch');
    const question = say('Push {0} to {1}?', 'topic/first', 'acme/app');
    await workbench.modal.filter({ hasText: question }).waitFor();
    await look('push');
    await workbench.answerModal(question, say('Push'));
    const done = say('Pushed {0} to {1} ({2}).', 'topic/first', 'acme/app', workTree.sha.slice(0, 7));
    await workbench.toast(done).waitFor();
    await look('pushed');
    assert.deepEqual(sandbox.violations, []);
  });

  it('lists what can be done, in German', async () => {
    await workbench.dismissToasts();
    await command('showMenu');
    await workbench.row(say('Rotate')).first().waitFor();
    await look('menu');
    await workbench.leave();
    await command('showJournal');
    await workbench.row(name).first().waitFor();
    await look('journal');
    await workbench.leave();
  });
});
