import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { Workbench } from './workbench.ts';

const title = 'Sign In with a Device Code';

describe('a sign-in with a device code', function () {
  this.timeout(300_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    const { file: vsix } = await packaged();
    stage = await openStage();
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('device') });
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
  });

  after(async () => {
    await workbench?.close();
    await stage?.close();
  });

  /** What a click opens. VS Code asks its own question before it opens a site that it does not know. */
  async function opened(act: () => Promise<void>): Promise<Page> {
    const page = workbench.context.waitForEvent('page');
    await act();
    const question = workbench.modal.filter({ hasText: 'open the external website' });
    await question.getByRole('button', { name: 'Open', exact: true }).click();
    const other = await page;
    await other.waitForLoadState();
    return other;
  }

  it('S0-15 S0-17 leads from a new App, filled in, over the code to a token that renews itself and pushes', async () => {
    await workbench.gitIsReady();
    await workbench.command(title);
    await workbench.prompt(title);
    await workbench.picture('which-app');
    const registration = await opened(() => workbench.answerPick(title, 'Make a GitHub App'));
    const field = (label: string) => registration.getByLabel(label, { exact: true });
    assert.deepEqual(
      {
        name: await field('GitHub App name').inputValue(),
        contents: await field('contents').inputValue(),
        pulls: await field('pull_requests').inputValue(),
        permissions: await registration.locator('fieldset input').count(),
        webhook: await field('Webhook active').isChecked(),
      },
      { name: 'token-warden-acme', contents: 'write', pulls: 'write', permissions: 2, webhook: false },
    );
    await field('Enable Device Flow').check();
    await registration.getByRole('button', { name: 'Create GitHub App' }).click();
    const clientId = (await registration.locator('#client-id').innerText()).trim();
    await registration.close();
    await workbench.page.bringToFront();
    // Short, so that the token is renewed in this test; GitHub's lives eight hours.
    stage.sandbox.signIns.changeApp(clientId, { tokenLife: 20 });
    await workbench.picture('client-id');
    await workbench.answerInput(title, clientId);

    await workbench.prompt(/Sign In with a Device Code: /);
    await workbench.picture('code');
    const device = await opened(() => workbench.answerPick(/Device Code: /, 'Open the Page'));
    const shown = await workbench.toast('Signing in to github.com').innerText();
    const code = /[A-Z]{4}-[A-Z]{4}/.exec(shown)?.[0] ?? '';
    await device.getByLabel('Code').fill(code);
    await device.getByRole('button', { name: 'Continue' }).click();
    await device.getByRole('button', { name: 'Authorize token-warden-acme' }).click();
    await device.getByRole('heading', { name: 'Your device is now connected' }).waitFor();
    await device.close();

    await workbench.page.bringToFront();
    await workbench.toast(/Stored as github:app-user\. Renews itself/).waitFor();
    await workbench.status.filter({ hasText: 'renews' }).waitFor();
    await workbench.picture('signed-in');
    await workbench.dismissToasts();

    // Half of its life is over, so the push renews it first: it goes out with the next one.
    await workbench.page.waitForTimeout(11_000);
    const renewed = stage.sandbox.signIns.renewed;
    await workbench.command('Push Branch');
    await workbench.answerModal('Push topic/first to acme/app?', 'Push');
    await workbench.toast(/Pushed topic\/first to acme\/app/).waitFor();

    assert.ok(stage.sandbox.signIns.renewed > renewed, 'nothing was renewed');

    // The same App is offered the next time, and can be left again.
    await workbench.command(title);
    await workbench.prompt(title);
    await workbench.row(clientId).waitFor();
    await workbench.picture('remembered');
    await workbench.leave();
    assert.deepEqual(stage.sandbox.violations, []);
  });
});
