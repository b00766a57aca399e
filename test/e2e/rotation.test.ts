import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

const name = 'github:classic';
const due = /github:classic\. .*Broader than its job/;

describe('a rotation, from the warning to both proofs', function () {
  this.timeout(180_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('rotation') });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  it('goes on after a reload in the middle, and tries the new token where the old one pushed', async () => {
    await workbench.command('Add Token');
    const old = readyToken(stage, 'classic with repo, admin:org');
    await workbench.answerInput('Add Token', old);
    await workbench.toast(due).waitFor();
    await workbench.picture('warned');

    // Something it is used for, so that there is something to prove.
    await workbench.command('Push Branch');
    await workbench.answerModal('Push topic/first to acme/app?', 'Push');
    await workbench.toast(/Pushed topic\/first to acme\/app/).waitFor();

    await workbench.pressToast(due, 'Rotate');
    await workbench.prompt(`Rotate ${name}`);
    await workbench.picture('checklist');
    const fresh = await makeToken(await openPage(workbench));
    // The person deletes the old one, on the page that lists it.
    const { registry } = stage.sandbox;
    registry.revoke(registry.tokenByValue(old)?.id ?? '');

    // As good as a crash: what was begun is known to nobody but the store.
    await workbench.page.bringToFront();
    await workbench.reload();
    const begun = /A new token was being made for github:classic/;
    await workbench.toast(begun).waitFor();
    await workbench.picture('offered-to-go-on');
    await workbench.pressToast(begun, 'Go On');
    await workbench.answerPick(`Rotate ${name}`, 'Paste It');
    const requests = stage.sandbox.log.length;
    await workbench.answerInput(`Rotate ${name}`, fresh);

    const rotated = /Rotated github:classic. The old token is dead.*It works in acme\/app/;
    await workbench.toast(rotated).waitFor();
    await workbench.picture('both-proofs');
    await workbench.status.filter({ hasText: '30d · narrow' }).waitFor();
    const asked = stage.sandbox.log
      .slice(requests)
      .map(({ method, path, status }) => `${method} ${path} ${status}`);
    assert.deepEqual(asked, [
      'GET /user 200',
      'GET /acme/app.git/info/refs?service=git-receive-pack 200',
      'GET /user 401',
    ]);

    await workbench.pressToast(rotated, 'Where It Is Used');
    await workbench.page.locator('.monaco-editor', { hasText: 'Pushed topic/first to acme/app' }).waitFor();
    await workbench.picture('where-it-is-used');
    assert.deepEqual(stage.sandbox.violations, []);
  });
});

async function openPage({ page, context, modal }: Workbench): Promise<Page> {
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: /^Open GitHub’s page for a new fine-grained token/ }).click();
  const question = modal.filter({ hasText: 'open the external website' });
  await question.getByRole('button', { name: 'Open', exact: true }).click();
  const settings = await opened;
  await settings.waitForLoadState();
  return settings;
}

/** The rest of the page, which no link can fill in. */
async function makeToken(page: Page): Promise<string> {
  await page.getByLabel('All repositories of the resource owner').check();
  await page.getByRole('button', { name: 'Generate token' }).click();
  const value = (await page.locator('#new-token').innerText()).trim();
  await page.close();
  return value;
}
