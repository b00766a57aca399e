import assert from 'node:assert/strict';
import { openStage, type Stage } from '../harness/stage.ts';
import { pictureIfFailed, picturesOf } from './failurePicture.ts';
import { packaged } from './packaged.ts';
import { makeToken, openNewTokenPage, readyToken } from './walk.ts';
import { Workbench } from './workbench.ts';

const name = 'github:classic';
const due = /github:classic\. .*Broader than its job/;

describe('a rotation, from the warning to both proofs', function () {
  this.timeout(300_000);
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
    const settings = await openNewTokenPage(workbench);
    const fresh = await makeToken(settings);
    await settings.close();
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
