import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { anHourPasses, untilKept } from './markerFiles.ts';
import { packaged } from './packaged.ts';
import { readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

async function addFineGrained(workbench: Workbench, stage: Stage): Promise<void> {
  await workbench.gitIsReady();
  await workbench.command('Add Token');
  await workbench.answerInput('Add Token', readyToken(stage, 'fine-grained for acme: contents'));
  await workbench.answerPick(/acting for acme/);
  await workbench.toast('Stored as github:fine-grained-acme').waitFor();
  await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
  await workbench.dismissToasts();
}

describe('the secret storage of the real workbench', function () {
  this.timeout(300_000);

  let vsix: string;
  let stage: Stage;
  let workbench: Workbench | undefined;

  before(async () => {
    ({ file: vsix } = await packaged());
    stage = await openStage();
  });

  afterEach(async function () {
    await pictureIfFailed(this, workbench);
    await workbench?.close();
    workbench = undefined;
  });

  after(async () => {
    await stage?.close();
  });

  it('F02 when it loses everything, the tokens are called lost and not signed out, and nothing is stored until the person says so', async () => {
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('store') });
    await addFineGrained(workbench, stage);
    await workbench.reload();
    await untilKept(workbench);
    anHourPasses(workbench);
    await workbench.page.evaluate(() => localStorage.removeItem('secrets.provider'));
    await workbench.reload();

    await workbench.toast(/expected, but the secret storage is empty/).waitFor();
    await workbench.command('Add Token');
    await workbench.toast(/^.*Tokens are expected, but the secret storage is empty/).waitFor();
    await workbench.listTokensUntil('fine-grained token');
    assert.deepEqual(await workbench.rows(), [
      'fine-grained token',
      'Add Token…',
      'Add GitHub App…',
      'Watch a Token That Lives Elsewhere…',
    ]);
    await workbench.leave();
    assert.equal(await workbench.page.evaluate(() => localStorage.getItem('secrets.provider')), null);

    await workbench.pressToast(/Tokens are expected, but the secret storage is empty/, 'Start Afresh');
    await workbench.dismissToasts();
    await addFineGrained(workbench, stage);
    await workbench.listTokensUntil('github:fine-grained-acme');
    assert.deepEqual(await workbench.rows(), [
      'github:fine-grained-acme',
      'fine-grained token',
      'Add Token…',
      'Add GitHub App…',
      'Watch a Token That Lives Elsewhere…',
    ]);
    await workbench.leave();
  });

  it('F03 E08 when it lives in memory only, the person is told so once, after the reload that emptied it', async () => {
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('store'), mintKey: false });
    await addFineGrained(workbench, stage);
    anHourPasses(workbench);
    await workbench.reload();
    const told = /This VS Code in a browser does not keep secrets: tokens are gone after a reload/;
    await workbench.toast(told).waitFor();
    await workbench.dismissToasts();
    workbench = await workbench.nextDay();
    await workbench.command('Add Token');
    await workbench.toast(/Tokens are expected, but the secret storage is empty/).waitFor();
    assert.equal(await workbench.toast(told).count(), 0);
  });

  it('F05 of two windows, the one with the old copy stores nothing over the other’s and offers to reload', async () => {
    workbench = await Workbench.open({ stage, vsix, pictures: picturesOf('store') });
    const second = await workbench.secondWindow();
    // Both are up, and each has its own copy of an empty store.
    await second.command('List Tokens');
    await second.toast('No token is stored yet.').waitFor();
    await second.dismissToasts();

    await workbench.page.bringToFront();
    await addFineGrained(workbench, stage);
    const stored = await workbench.page.evaluate(() => localStorage.getItem('secrets.provider'));

    await second.page.bringToFront();
    await second.command('Add Token');
    await second.toast('Another window changed the tokens, and this window has an old copy.').waitFor();
    assert.equal(await second.page.evaluate(() => localStorage.getItem('secrets.provider')), stored);
    await second.pressToast('Another window changed the tokens', 'Reload Window');
    await second.status.filter({ hasText: '9d · narrow' }).waitFor();

    await second.command('Rename Token');
    await second.answerInput('Rename github:fine-grained-acme', 'renamed there');
    await second.listTokensUntil('renamed there');
    await second.leave();
    await workbench.page.bringToFront();
    await workbench.reload();
    await workbench.status.filter({ hasText: '9d · narrow' }).waitFor();
    await workbench.listTokensUntil('renamed there');
    await workbench.leave();
  });
});
